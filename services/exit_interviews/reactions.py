"""Which fact makes exit interviews do what: as for all who ask, and with the leaving case beside it.

Facts only say *whom* to look at; how things are stands in views.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from services.exit_interviews.actions import cases, forms, keeping, quoting, talking
from services.exit_interviews.actions.programme import FORMS
from services.exit_interviews.actions.talking import TALKS
from services.exit_interviews.store import forms as form_store
from services.exit_interviews.store import home as home_store
from shared.appointment.reactions import reactions_of, together
from shared.asking import actions as asking
from shared.asking.reactions import follower_of
from shared.asking.wish import actions as wishes
from shared.contracts.journey import TouchpointCancelled, TouchpointDue
from shared.contracts.mail import (
    AddressSuppressed,
    AddressUnsuppressed,
    LetterBounced,
    LetterUndeliverable,
)
from shared.contracts.people import (
    LeavingAnnounced,
    LeavingChanged,
    LeavingWithdrawn,
    PersonDied,
    PersonForgotten,
    PersonLeft,
    PersonMerged,
    PersonNeverStarted,
    PersonStartedAfterAll,
    PersonUnmerged,
)
from shared.db.transaction import Tx
from shared.eventlog.follow import Follower, Run, people_of


def due(tx: Tx, run: Run) -> None:
    """Moments have come."""
    forms.ask(tx, [recorded.fact for recorded in run])


def cancelled(tx: Tx, run: Run) -> None:
    """Moments were cancelled after they had come."""
    reasons = {recorded.fact.touchpoint_id: recorded.fact.reason for recorded in run}
    form_store.let_go(tx.conn, reasons)
    asking.stop(tx, FORMS, reasons)


def look_at_people(tx: Tx, run: Run) -> None:
    """Something about the leaving of these people is different."""
    _settle(tx, people_of(run), gone="gone")


def died(tx: Tx, run: Run) -> None:
    """Everything stops."""
    _settle(tx, people_of(run), gone="died")
    wishes.stop(tx, FORMS, people_of(run))
    quoting.withdraw_of(tx, people_of(run))


def merged(tx: Tx, run: Run) -> None:
    """Two records turned out to be one person."""
    pairs = {one for each in run for one in (each.fact.person_id, each.fact.into_person_id)}
    asking.follow_employment(tx, FORMS, pairs, because="merged")
    talking.follow_employment(tx, pairs)
    _settle(tx, pairs, gone="merged")


def unmerged(tx: Tx, run: Run) -> None:
    """And two again."""
    pairs = {one for each in run for one in (each.fact.person_id, each.fact.from_person_id)}
    asking.follow_employment(tx, FORMS, pairs, because="unmerged")
    talking.follow_employment(tx, pairs)
    _settle(tx, pairs, gone="unmerged")


def forgotten(tx: Tx, run: Run) -> None:
    """Erase."""
    people = people_of(run)
    keeping.forget(tx, people)
    theirs = quoting.forms_of(tx, people)
    asking.forget(tx, FORMS, people)
    # Whoever let answers leave at this moment is done now: the seals are gone, and what was marked is there to see.
    quoting.drop(tx, theirs)
    form_store.forget(tx.conn, people)
    cases.forget(tx, people)


def came_back(tx: Tx, run: Run) -> None:
    """Letters could not be delivered; one of them may have asked whether an address is right."""
    home_store.note_trouble(tx.conn, {recorded.fact.letter_id: "refused" for recorded in run})


def suppressed(tx: Tx, run: Run) -> None:
    """Nothing goes to the private address of these people any more."""
    _private(tx, run, "suppressed")


def unsuppressed(tx: Tx, run: Run) -> None:
    """And it does again."""
    _private(tx, run, None)


def _private(tx: Tx, run: Run, trouble: str | None) -> None:
    people = {one.fact.person_id for one in run if one.fact.address_kind == "private" and one.fact.person_id}
    home_store.note_private(tx.conn, people, trouble)


def _settle(tx: Tx, people: Collection[UUID], *, gone: str) -> None:
    # Invitations before conversations before cases: who sends answers or picks a time at this moment holds them so.
    asking.stop_inactive(tx, FORMS, people, gone=gone)
    off = talking.let_go(tx, people, gone=gone)
    settled = cases.settle(tx, people)
    keeping.drop_of_cases(tx, [case.id for case in settled.stays.values()])
    talking.forget_stayers(tx, [case.id for case in settled.stays.values()])
    talking.let_wait(tx, people)
    talking.follow_last_day(tx, settled.moved)
    forms.say_that_it_is_over(tx, settled.stays, off)
    forms.ask_those_who_waited(tx, people)


_OURS = {
    **follower_of(FORMS).reactions,
    TouchpointDue: due,
    TouchpointCancelled: cancelled,
    LeavingAnnounced: look_at_people,
    LeavingChanged: look_at_people,
    LeavingWithdrawn: look_at_people,
    PersonLeft: look_at_people,
    PersonDied: died,
    PersonNeverStarted: look_at_people,
    PersonStartedAfterAll: look_at_people,
    PersonMerged: merged,
    PersonUnmerged: unmerged,
    PersonForgotten: forgotten,
}
# And of the letters that ask whether an address is right: they go there and not to a person.
_HOME = {
    LetterBounced: came_back,
    LetterUndeliverable: came_back,
    AddressSuppressed: suppressed,
    AddressUnsuppressed: unsuppressed,
}

# Forms first: who sends answers at this moment holds their invitation.
FOLLOWER = Follower("exit", together(_OURS, _HOME, reactions_of(TALKS, while_here=False)))
