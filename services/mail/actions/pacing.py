"""Big sendings keep a pace: what does not fit in this minute, or on this day, waits for its turn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from services.mail.domain.addresses import Address, fingerprint
from services.mail.domain.hours import DAYTIME
from services.mail.domain.letters import Letter
from services.mail.domain.pace import PACED, Book, Pace
from services.mail.store import pace as pace_store
from services.mail.store.letters import Note
from shared.calendar.window import start_of_day
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.queue.bell import ring

# A minute is over soon; kept a while, for who looks.
_KEPT = timedelta(hours=1)
_REMINDER = "reminder"


def notes(tx: Tx, going: Sequence[tuple[Letter, Address]]) -> list[Note]:
    """Return what is written back about letters that wait for their turn; ``going`` are letters and where they go.

    A letter that somebody waits for (a password, a receipt) is none of a big sending, and never waits here.
    """
    many = [(letter, address) for letter, address in going if letter.kind in DAYTIME]
    if not many or pace_store.chosen(tx.conn).free:
        return []
    placed = [(letter, _domain(address)) for letter, address in many]
    book = _opened(tx, pace_store.chosen(tx.conn, lock=True), {domain for _, domain in placed})
    found = []
    for letter, domain in placed:
        again_at = book.turn(domain, _kind(letter), daily=letter.kind != _REMINDER)
        if again_at is not None:
            found.append(
                Note(letter_id=letter.id, attempts=letter.attempts, state="queued", reason=PACED, free=True,
                     again_at=again_at)
            )  # fmt: skip
    pace_store.write(tx.conn, book.counts, book.waits, _minute(tx.now), _day(0))
    pace_store.tidy(tx.conn, tx.now - _KEPT)
    return found


def choose(tx: Tx, chosen: Pace, *, by: UUID | None) -> None:
    """HR changes the pace; a warm-up that goes on keeps its days."""
    before = pace_store.chosen(tx.conn)
    since = before.since if before.first_day is not None else clock.today(settings().zone)
    wanted = Pace(
        per_minute=chosen.per_minute,
        per_domain=chosen.per_domain,
        first_day=chosen.first_day,
        since=since if chosen.first_day is not None else None,
    )
    pace_store.choose(tx.conn, wanted, now=tx.now, by=by)
    tx.after_commit(lambda: ring("mail", "services.mail.jobs.deliver"))


def look_again(tx: Tx) -> None:
    """Look again at all that waits for its turn, where the turns were forgotten: a job does, however many they are."""
    if pace_store.astray(tx.conn, tx.now):
        pace_store.look_again(tx.conn, tx.now)


def next_due(tx: Tx) -> datetime | None:
    """Return now, where there is something to look at again."""
    return tx.now if pace_store.astray(tx.conn, tx.now) else None


def days_of(tx: Tx, chosen: Pace) -> int:
    """Return on how many days something left since the warm-up began, before today."""
    if chosen.since is None:
        return 0
    return pace_store.days_since(tx.conn, start_of_day(chosen.since, settings().zone), _day(0))


def left_today(tx: Tx) -> int:
    """Return how many letters of big sendings left today."""
    return pace_store.left_on(tx.conn, _day(0))


def _opened(tx: Tx, chosen: Pace, domains: set[str]) -> Book:
    return Book(
        pace=chosen,
        now=tx.now,
        day_at=_day,
        days=days_of(tx, chosen),
        counts=pace_store.counts(tx.conn, domains, _minute(tx.now), _day(0)),
        waits=pace_store.waits(tx.conn),
    )


def _domain(address: Address) -> str:
    """Return by what a domain is known, without naming it."""
    return fingerprint(settings().secret_key, address.email.rpartition("@")[2]).hex()


def _kind(letter: Letter) -> str:
    return "chosen" if letter.params.get("about") else letter.kind


def _minute(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0)


def _day(ahead: int) -> datetime:
    zone = settings().zone
    return start_of_day(clock.today(zone) + timedelta(days=ahead), zone)
