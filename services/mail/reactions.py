"""What the post room does about what happens to people."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.mail.actions import issues, persons
from services.mail.domain.letters import DECEASED
from shared.contracts.alumni import SendingResumed, SendingStopped
from shared.contracts.people import (
    PersonChanged,
    PersonDied,
    PersonForgotten,
    PersonHired,
    PersonMerged,
)
from shared.db.transaction import Tx
from shared.eventlog.follow import Follower
from shared.eventlog.log import Recorded
from shared.kernel.settings import settings

_ADDRESS_FIELDS = frozenset({"email", "work_email", "private_email"})


def _ids(run: Sequence[Recorded[Any]]) -> list[UUID]:
    return list({recorded.fact.person_id for recorded in run if recorded.fact.person_id is not None})


def cancel_for_the_dead(tx: Tx, run: Sequence[Recorded[PersonDied]]) -> None:
    """Nobody is ever written after their death."""
    persons.cancel(tx, _ids(run), DECEASED)


def forget(tx: Tx, run: Sequence[Recorded[PersonForgotten]]) -> None:
    """Letters keep that they were sent, no more."""
    persons.forget(tx, _ids(run))


def merge(tx: Tx, run: Sequence[Recorded[PersonMerged]]) -> None:
    """Letters follow the person into the record that stays."""
    for recorded in run:
        if recorded.fact.person_id is not None:
            persons.merge(tx, recorded.fact.person_id, recorded.fact.into_person_id)
    _review(tx, [recorded.fact.into_person_id for recorded in run])


def mended(tx: Tx, run: Sequence[Recorded[PersonChanged]]) -> None:
    """A corrected address gives parked letters another chance."""
    changed = [one for one in run if _ADDRESS_FIELDS & set(one.fact.fields)]
    if changed:
        persons.try_again(tx, _ids(changed))
        _review(tx, _ids(changed))


def back(tx: Tx, run: Sequence[Recorded[PersonHired]]) -> None:
    """Who is (again) employed has (again) a mailbox at work."""
    persons.try_again(tx, _ids(run))
    _review(tx, _ids(run))


def goes_on(tx: Tx, run: Sequence[Recorded[SendingResumed]]) -> None:
    """A newsletter that was paused goes on."""
    for recorded in run:
        issues.resume(tx, recorded.fact.issue_id)


def stopped(tx: Tx, run: Sequence[Recorded[SendingStopped]]) -> None:
    """What has not left of a newsletter never leaves."""
    for recorded in run:
        issues.stop(tx, recorded.fact.issue_id)


def _review(tx: Tx, person_ids: list[UUID]) -> None:
    persons.review_addresses(tx, person_ids, secret_key=settings().secret_key)


FOLLOWER = Follower(
    name="mail",
    reactions={
        PersonDied: cancel_for_the_dead,
        PersonForgotten: forget,
        PersonMerged: merge,
        PersonChanged: mended,
        PersonHired: back,
        SendingResumed: goes_on,
        SendingStopped: stopped,
    },
)
