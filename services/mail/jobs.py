"""The post room's work: deliver what is due, follow the log."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import structlog

from services.mail import policy
from services.mail.actions import claiming, noting, pacing, writing
from services.mail.actions.claiming import Batch, Ready
from services.mail.domain.letters import Outcome, Outgoing
from services.mail.gateway import Gateway, GatewayDown, open_gateway
from services.mail.reactions import FOLLOWER
from services.mail.rendering import House, Renderer
from services.mail.store import letters as letter_store
from services.mail.wiring import transaction
from shared.eventlog import follow
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.letterbox.put import sealer
from shared.queue.bell import call_for_help, heard, ring

log = structlog.get_logger()

NAME = "services.mail.jobs.deliver"
# A job hands over to the next long before the queue would end it by force.
LONGEST_RUN_SECONDS = 600.0


def catch_up() -> int:
    """React to what happened in the house."""
    return follow.catch_up(FOLLOWER, transaction)


def deliver() -> None:
    """Send all that may leave now."""
    heard(NAME)
    with transaction() as tx:
        noting.settle_overdue(tx, own_inbox=_own_inbox())
        pacing.look_again(tx)
        load = open_gateway(settings(), clock.now).load
        busy = letter_store.more_than(tx.conn, load.batch, tx.now)
    if not busy:
        _until_empty()
        return
    with ThreadPoolExecutor(load.connections) as pool:
        # Each thread sees the house at the same instant as we do; one of them calls for help.
        running = [
            pool.submit(copy_context().run, _until_empty, number == 0) for number in range(load.connections)
        ]
    for one in running:
        one.result()


def next_due() -> datetime | None:
    """The earliest instant at which there is work for `deliver`."""
    with transaction() as tx:
        queued, sending = letter_store.next_due(tx.conn)
        again = pacing.next_due(tx)
    lease = policy.LEASE_INBOX if _own_inbox() else policy.LEASE
    instants = [one for one in (again, queued, sending + lease if sending else None) if one is not None]
    return min(instants, default=None)


def underway() -> bool:
    """Whether somebody holds letters that are being sent at this moment."""
    with transaction() as tx:
        return letter_store.next_due(tx.conn)[1] is not None


def _until_empty(calls: bool = False) -> None:  # noqa: FBT001, FBT002  handed to a pool
    """One connection: batch after batch, until nothing is due or nothing can leave.

    One that ``calls`` brings a worker that is idle to help, once it knows that letters can leave.
    """
    until = time.monotonic() + LONGEST_RUN_SECONDS
    with open_gateway(settings(), clock.now) as gateway:
        sent = Sent()
        while sent.reachable and time.monotonic() < until:
            batch = _note_and_claim(sent, gateway.load.batch)
            if not batch.size:
                return
            sent = _send(gateway, batch.ready)
            if calls and sent.reachable:
                calls = False
                call_for_help("mail", NAME)
        _note_and_claim(sent, 0)
        if not sent.reachable:
            return
    ring("mail", NAME)


@dataclass(frozen=True)
class Sent:
    """A batch that was handed over, and what became of its letters: not written down yet."""

    batch: Sequence[Ready] = ()
    outcomes: Sequence[Outcome] = ()
    reachable: bool = True


def _note_and_claim(sent: Sent, batch: int) -> Batch:
    """Write down the last batch and take the next, in one commit: half the price of two."""
    key = settings().secret_key
    with transaction() as tx:
        noting.note(tx, sent.batch, sent.outcomes, secret_key=key)
        return claiming.claim(tx, batch=batch, seal=sealer(), secret_key=key)


def _send(gateway: Gateway, batch: Sequence[Ready]) -> Sent:
    """Render and hand over a batch."""
    renderer = _renderer(gateway.gaps)
    written = [writing.write(one, renderer, gaps=gateway.gaps is not None) for one in batch]
    outcomes = [one for one in written if isinstance(one, Outcome)]
    outgoing = [one for one in written if isinstance(one, Outgoing)]
    try:
        outcomes.extend(_handed_over(gateway, outgoing, outcomes))
    except BaseException:
        # Whatever breaks, what is known is written down; the rest turns uncertain when its lease ends.
        _note_and_claim(Sent(batch, outcomes), 0)
        raise
    _say(outcomes)
    return Sent(batch, outcomes, reachable=all(one.verdict != "untouched" for one in outcomes))


def _handed_over(gateway: Gateway, letters: Sequence[Outgoing], known: list[Outcome]) -> list[Outcome]:
    """Hand letters over, adding each outcome to `known`; returns those that a gateway that is down leaves untouched."""
    begun = len(known)
    try:
        for outcome in gateway.deliver(letters):
            known.append(outcome)  # noqa: PERF402  one by one: what is known must survive what breaks next
    except GatewayDown as down:
        told = {one.letter_id for one in known[begun:]}
        return [
            Outcome(letter_id=one.letter_id, verdict="untouched", reason=str(down))
            for one in letters
            if one.letter_id not in told
        ]
    return []


def _say(outcomes: Sequence[Outcome]) -> None:
    verdicts: dict[str, int] = {}
    for outcome in outcomes:
        verdicts[outcome.verdict] = verdicts.get(outcome.verdict, 0) + 1
    log.info("letters", **verdicts)


def _own_inbox() -> bool:
    return settings().mail_url.startswith("inbox:")


def _renderer(gaps: str | None) -> Renderer:
    return _renderer_for(House.of(settings()), gaps or "")


@cache
def _renderer_for(house: House, gaps: str) -> Renderer:
    return Renderer(house, gap=gaps)
