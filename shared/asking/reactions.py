"""Which fact makes a service that asks do what. Facts only say *whom* to look at; how things are stands in views."""

from __future__ import annotations

from collections.abc import Callable

from shared.asking import actions
from shared.asking.programme import Programme
from shared.asking.wish import actions as wishes
from shared.contracts.journey import TouchpointCancelled, TouchpointDue
from shared.contracts.mail import LetterSent, LetterUndeliverable
from shared.contracts.people import (
    LeavingAnnounced,
    LeavingChanged,
    PersonDied,
    PersonForgotten,
    PersonLeft,
    PersonMerged,
    PersonNeverStarted,
    PersonUnmerged,
)
from shared.db.transaction import Tx
from shared.eventlog.follow import Follower, Reaction, Run, people_of

Reacting = Callable[[Tx, Programme, Run], None]


def follower_of(programme: Programme) -> Follower:
    """Return the follower of a service that asks as ``programme`` says."""
    reactions: dict[type, Reacting] = {
        TouchpointDue: due,
        TouchpointCancelled: cancelled,
        LeavingAnnounced: look_at_people("gone"),
        LeavingChanged: look_at_people("gone"),
        PersonLeft: look_at_people("gone"),
        PersonDied: died,
        PersonNeverStarted: look_at_people("never_started"),
        PersonMerged: merged,
        PersonUnmerged: unmerged,
        PersonForgotten: forgotten,
        LetterSent: sent,
        LetterUndeliverable: undeliverable,
    }
    return Follower(programme.service, {kind: _about(programme, react) for kind, react in reactions.items()})


def due(tx: Tx, programme: Programme, run: Run) -> None:
    """A moment has come: ask."""
    actions.open_requests(tx, programme, [recorded.fact for recorded in run])


def cancelled(tx: Tx, programme: Programme, run: Run) -> None:
    """A moment was cancelled after its letter left."""
    actions.stop(tx, programme, {recorded.fact.touchpoint_id: recorded.fact.reason for recorded in run})


def look_at_people(gone: str) -> Reacting:
    """Return the reaction that stops what is open for people who are no longer active."""

    def react(tx: Tx, programme: Programme, run: Run) -> None:
        actions.stop_inactive(tx, programme, people_of(run), gone=gone)

    return react


def died(tx: Tx, programme: Programme, run: Run) -> None:
    """Somebody died: nothing is asked any more, and nobody is to call."""
    actions.stop_inactive(tx, programme, people_of(run), gone="died")
    wishes.stop(tx, programme, people_of(run))


def merged(tx: Tx, programme: Programme, run: Run) -> None:
    """Two records turned out to be one person."""
    for recorded in run:
        pair = [recorded.fact.person_id, recorded.fact.into_person_id]
        actions.follow_employment(tx, programme, pair, because="merged")


def unmerged(tx: Tx, programme: Programme, run: Run) -> None:
    """And two again."""
    for recorded in run:
        pair = [recorded.fact.person_id, recorded.fact.from_person_id]
        actions.follow_employment(tx, programme, pair, because="unmerged")


def forgotten(tx: Tx, programme: Programme, run: Run) -> None:
    """Erase."""
    actions.forget(tx, programme, people_of(run))


def sent(tx: Tx, programme: Programme, run: Run) -> None:
    """A letter of ours was handed over."""
    ours = [one for one in run if one.fact.person_id and one.fact.template in programme.letters]
    actions.note_delivery(tx, programme, {one.fact.person_id: "sent" for one in ours})
    actions.note_invited(
        tx, programme, people_of(ours), {one.fact.letter_id: one.occurred_at for one in ours}
    )


def undeliverable(tx: Tx, programme: Programme, run: Run) -> None:
    """Somebody has no address that we may write to."""
    found = [recorded.fact for recorded in run if recorded.fact.person_id]
    actions.note_delivery(tx, programme, {fact.person_id: fact.reason for fact in found})


def _about(programme: Programme, react: Reacting) -> Reaction:
    return lambda tx, run: react(tx, programme, run)
