"""Which fact makes onboarding do what. Facts only say *whom* to look at; how things are stands in people's views."""

from __future__ import annotations

from uuid import UUID

from services.onboarding import actions
from shared.contracts.journey import TouchpointCancelled, TouchpointDue
from shared.contracts.mail import LetterSent, LetterUndeliverable
from shared.contracts.people import (
    LeavingAnnounced,
    LeavingChanged,
    PersonDied,
    PersonForgotten,
    PersonLeft,
    PersonMerged,
    PersonUnmerged,
)
from shared.db.transaction import Tx
from shared.eventlog.follow import Follower, Reaction, Run

OUR_LETTERS = frozenset({"onboarding/invitation", "onboarding/reminder"})


def due(tx: Tx, run: Run) -> None:
    """A moment has come: ask."""
    actions.open_checkins(tx, [recorded.fact for recorded in run])


def cancelled(tx: Tx, run: Run) -> None:
    """A moment was cancelled after its letter left."""
    actions.stop(tx, {recorded.fact.touchpoint_id: recorded.fact.reason for recorded in run})


def look_at_people(gone: str) -> Reaction:
    """Return the reaction that stops what is open for people who are no longer active."""

    def react(tx: Tx, run: Run) -> None:
        actions.stop_inactive(tx, _people(run), gone=gone)

    return react


def merged(tx: Tx, run: Run) -> None:
    """Two records turned out to be one person."""
    for recorded in run:
        pair = [recorded.fact.person_id, recorded.fact.into_person_id]
        actions.follow_employment(tx, pair, because="merged")


def unmerged(tx: Tx, run: Run) -> None:
    """And two again."""
    for recorded in run:
        pair = [recorded.fact.person_id, recorded.fact.from_person_id]
        actions.follow_employment(tx, pair, because="unmerged")


def forgotten(tx: Tx, run: Run) -> None:
    """Erase."""
    actions.forget(tx, _people(run))


def sent(tx: Tx, run: Run) -> None:
    """A letter of ours was handed over."""
    actions.note_delivery(
        tx,
        {
            recorded.fact.person_id: "sent"
            for recorded in run
            if recorded.fact.person_id and recorded.fact.template in OUR_LETTERS
        },
    )


def undeliverable(tx: Tx, run: Run) -> None:
    """Somebody has no address that we may write to."""
    actions.note_delivery(
        tx, {recorded.fact.person_id: recorded.fact.reason for recorded in run if recorded.fact.person_id}
    )


def _people(run: Run) -> list[UUID]:
    return sorted({recorded.fact.person_id for recorded in run if recorded.fact.person_id})


FOLLOWER = Follower(
    "onboarding",
    {
        TouchpointDue: due,
        TouchpointCancelled: cancelled,
        LeavingAnnounced: look_at_people("gone"),
        LeavingChanged: look_at_people("gone"),
        PersonLeft: look_at_people("gone"),
        PersonDied: look_at_people("died"),
        PersonMerged: merged,
        PersonUnmerged: unmerged,
        PersonForgotten: forgotten,
        LetterSent: sent,
        LetterUndeliverable: undeliverable,
    },
)
