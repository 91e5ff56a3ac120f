"""What becomes of each moment that HR does something with, or why it is left out. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from services.journey.domain.intent import SEND, SKIP, TAKE_BACK, Intent
from services.journey.domain.settle import Change, settle_all
from services.journey.domain.slot import BY_HAND_CLOSES
from services.journey.domain.spell import NEVER_STARTED, Spell, by_any_id, employments
from services.journey.domain.terms import Terms, local_day
from services.journey.domain.touchpoint import (
    AD_HOC,
    BUDGET,
    CANCELLED,
    MOVED_BY_HAND,
    PLANNED,
    ROOM,
    SKIPPED,
    TOGETHER,
    UNDONE,
    Touchpoint,
)
from services.journey.domain.why_not import latest
from shared.calendar.window import is_open, next_opening, opening
from shared.kernel.ids import new_id

UNDO_WITHIN = timedelta(minutes=1)
FARTHEST_DAYS = 730

# Why somebody or something is left out.
NOT_WAITING, WAS_PAUSED, WAS_DEAD, WAS_NEVER_THERE, WAS_FORGOTTEN = (
    "not_waiting",
    "paused",
    "died",
    "never_started",
    "forgotten",
)
THE_SAME, DAY_PASSED = "the_same", "day_passed"


def why_left_out(spell: Spell | None) -> str | None:
    """Return why somebody is not sent anything by hand, or None. Forgotten people have no employment."""
    if spell is None:
        return WAS_FORGOTTEN
    if spell.deceased:
        return WAS_DEAD
    if spell.state == NEVER_STARTED:
        return WAS_NEVER_THERE
    return WAS_PAUSED if spell.paused else None


def sent(intent: Intent, hand_id: UUID, spell: Spell, terms: Terms) -> Touchpoint | str:
    """Return the touchpoint of what is sent to somebody, or why they are left out."""
    assert intent.day is not None
    assert intent.programme is not None
    if left_out := why_left_out(spell):
        return left_out
    if intent.day < local_day(terms.now, spell):
        return DAY_PASSED
    found = new_id()
    moment = moment_on(intent.day, spell, terms, key=str(found))
    closes = BY_HAND_CLOSES.after(max(intent.day, local_day(moment, spell)), spell.calendar)
    return Touchpoint(
        id=found,
        person_id=spell.person_id,
        spell_id=spell.spell_id,
        programme=intent.programme,
        rule=AD_HOC,
        occurrence=1,
        plan_version=None,
        anchor_date=intent.day,
        due_date=intent.day,
        send_at=moment,
        closes_on=closes,
        state=PLANNED,
        about=hand_id,
        department_id=spell.department_id,
        ask=intent.ask,
    )


def moment_on(day: date, spell: Spell, terms: Terms, *, key: str) -> datetime:
    """Return when it leaves on (or first after) a day: never sooner than it can be undone."""
    found = opening(day, spell.zone, key=key, calendar=spell.calendar, window=terms.window).moment(key)
    soonest = terms.now + UNDO_WITHIN
    if found >= soonest:
        return found
    return next_opening(soonest, spell.zone, key=key, calendar=spell.calendar, window=terms.window)


def changed(intent: Intent, one: Touchpoint, spell: Spell | None, terms: Terms) -> Touchpoint | str:
    """Return a touchpoint after what HR did with it, or why it is left out."""
    if intent.kind == TAKE_BACK:
        return taken_back(one) if one.by_hand else THE_SAME
    if one.state != PLANNED:
        return THE_SAME if intent.kind == SKIP and one.by_hand else NOT_WAITING
    if intent.kind == SKIP:
        return one._replace(state=SKIPPED, reason=intent.reason, detail=None, sequence=one.sequence + 1)
    return _moved(intent.day, one, spell, terms)


def taken_back(one: Touchpoint) -> Touchpoint:
    """Return what was skipped by hand, waiting again."""
    return one._replace(state=PLANNED, reason=None, interviewer=None, sequence=one.sequence + 1)


def _moved(day: date | None, one: Touchpoint, spell: Spell | None, terms: Terms) -> Touchpoint | str:
    if spell is None:
        return NOT_WAITING
    if day is None:
        return _moved_back(one, spell, terms) if one.moved_because == MOVED_BY_HAND else THE_SAME
    if day < local_day(terms.now, spell):
        return DAY_PASSED
    if (one.moved_to, one.moved_because) == (day, MOVED_BY_HAND):
        return THE_SAME
    window = terms.window_of(terms.rules.get(one.rule_key))
    moment = moment_on(day, spell, replace(terms, window=window), key=str(one.id))
    return one._replace(
        moved_to=day,
        moved_because=MOVED_BY_HAND,
        reason=MOVED_BY_HAND,
        detail=None,
        send_at=moment,
        interviewer=one.interviewer if local_day(moment, spell) == local_day(one.send_at, spell) else None,
        sequence=one.sequence + 1,
    )


def _moved_back(one: Touchpoint, spell: Spell, terms: Terms) -> Touchpoint:
    moment = moment_on(one.due_date, spell, terms, key=str(one.id))
    return one._replace(
        moved_to=None,
        moved_because=None,
        reason=None,
        send_at=moment,
        interviewer=None,
        sequence=one.sequence + 1,
    )


def leaves_as_given(one: Touchpoint, spell: Spell, terms: Terms) -> bool:
    """Return whether the day chosen is one on which letters leave where somebody works."""
    window = terms.window_of(terms.rules.get(one.rule_key))
    day = one.moved_to or one.due_date
    return local_day(one.send_at, spell) == day and is_open(
        one.send_at, spell.zone, calendar=spell.calendar, window=window
    )


@dataclass(frozen=True)
class Was:
    """How a touchpoint stood before a hand changed it."""

    state: str
    reason: str | None
    send_at: datetime
    moved_to: date | None
    moved_because: str | None
    interviewer: UUID | None


def undone(one: Touchpoint, was: Was) -> Touchpoint:
    """Return a touchpoint as it was; a calendar hears of it as of any change."""
    return one._replace(
        state=was.state,
        reason=was.reason,
        detail=None,
        send_at=was.send_at,
        moved_to=was.moved_to,
        moved_because=was.moved_because,
        interviewer=was.interviewer,
        sequence=one.sequence + 1,
    )


def unsent(one: Touchpoint) -> Touchpoint:
    """Return what was sent by hand and taken back at once."""
    return one._replace(state=CANCELLED, reason=UNDONE, detail=None, sequence=one.sequence + 1)


@dataclass(frozen=True)
class Applied:
    """What an action does to some people: what it adds and changes, and how many it leaves out by reason."""

    added: list[Touchpoint]
    changed: list[Change]
    left_out: dict[str, int]


def applied(
    intent: Intent,
    hand_id: UUID,
    meant: Iterable[tuple[UUID, UUID | None]],
    spells: Sequence[Spell],
    known: Iterable[Touchpoint],
    terms: Terms,
) -> Applied:
    """Return what sending, moving, skipping or taking back does to ``meant`` (a person, and which touchpoint)."""
    outcome, left_out = Applied([], [], {}), Counter[str]()
    employed = latest_employments(spells, terms.touching_days)
    by_id = {one.id: one for one in known}
    for person_id, touchpoint_id in meant:
        if intent.kind == SEND:
            mine = list(employed.get(person_id, {}).values())
            spell = latest(mine) if mine else None
            made = sent(intent, hand_id, spell, terms) if spell else WAS_FORGOTTEN
            if isinstance(made, str):
                left_out[made] += 1
            else:
                outcome.added.append(made)
        elif touchpoint_id is not None and (before := by_id.get(touchpoint_id)):
            spell = employed.get(person_id, {}).get(before.spell_id)
            after = changed(intent, before, spell, terms)
            if isinstance(after, str):
                left_out[after] += 1
            else:
                outcome.changed.append(Change(before, after))
    outcome.left_out.update(left_out)
    return outcome


def latest_employments(spells: Sequence[Spell], touching_days: int) -> dict[UUID, dict[UUID, Spell]]:
    """Return the employments of each person by their id (and that of each part), the latest last."""
    mine: dict[UUID, list[Spell]] = {}
    for spell in spells:
        mine.setdefault(spell.person_id, []).append(spell)
    return {person_id: by_any_id(employments(found, touching_days)) for person_id, found in mine.items()}


def pushed_aside(
    done: Applied, spells: Sequence[Spell], known: Iterable[Touchpoint], terms: Terms
) -> list[Change]:
    """Return what the budget of these people moves or skips because of an action."""
    ours = {one.after.id: one.after for one in done.changed}
    after = [ours.get(one.id, one) for one in known] + done.added
    new = {one.id for one in done.added} | set(ours)
    return [
        change
        for change in settle_all(spells, after, terms).changed
        if change.after.id not in new and change.after.reason in {ROOM, BUDGET, TOGETHER}
    ]
