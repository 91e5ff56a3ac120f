"""What the touchpoints of somebody ought to be, given plans, employments as they are now, and the time.

One function decides for everything: a hiring, a correction, a leaving, a new plan, the release. It looks at how things
*are*, not at what happened, so facts may come in any order and any number of times. Each rule says what it would like;
the budget of the person says what of it fits (see ``budget``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from services.journey.domain.budget import Budget, Wish, place
from services.journey.domain.occurrences import Occurrence, horizon, occurrences
from services.journey.domain.rule import EVERYBODY, Offset, Plan, Rule
from services.journey.domain.spell import NEVER_STARTED, Spell, employments
from services.journey.domain.touchpoint import (
    ABSENT,
    AD_HOC,
    AFTER_ABSENCE,
    BUDGET,
    CANCELLED,
    DIED,
    DUE,
    GONE,
    LATE,
    LEAVING,
    MOVED_BY_HAND,
    MOVED_FOR_INTERVIEWER,
    NO_DATE,
    NOBODY,
    NOT_FOR,
    NOT_IN_PLAN,
    PAUSED,
    PLANNED,
    ROOM,
    SKIPPED,
    STARTED_NOT,
    SWITCHED_OFF,
    TOGETHER,
    TOO_LATE,
    Key,
    Touchpoint,
)
from shared.calendar.months import add_days
from shared.calendar.window import OFFICE_HOURS, Opening, Window, is_open, next_opening, opening, zone_of
from shared.contracts.programmes import PROGRAMMES
from shared.kernel.ids import new_id

RANKS = {one.code: rank for rank, one in enumerate(PROGRAMMES)}
# What HR sends by hand answers to no plan; it goes to whoever is not dead, and closes after three weeks.
BY_HAND_CLOSES = Offset("days", 21)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Under which plans, numbers and time decisions are taken."""

    # Of the programmes that are switched on.
    plans: Mapping[str, Plan]
    now: datetime
    window: Window = OFFICE_HOURS
    budget: Budget = field(default_factory=Budget)
    catch_up_days: int = 14
    # What came too late is recorded this far back; before that it is history.
    look_back_days: int = 60
    horizon_months: int = 60
    touching_days: int = 7
    # Why an employment that is no longer there is gone: forgotten, merged.
    gone: str = GONE

    @cached_property
    def rules(self) -> dict[tuple[str, str], Rule]:
        """Return the rules in use by programme and name."""
        return {rule.key: rule for plan in self.plans.values() for rule in plan.rules}

    def version(self, programme: str) -> int:
        """Return the version of a programme's plan."""
        return self.plans[programme].version

    def window_of(self, rule: Rule | None) -> Window:
        """Return the hours in which a rule's letters leave."""
        return (rule.window if rule else None) or self.window


@dataclass(frozen=True)
class Change:
    """A touchpoint before and after."""

    before: Touchpoint
    after: Touchpoint


@dataclass(frozen=True)
class Outcome:
    """What has to be written."""

    added: list[Touchpoint]
    changed: list[Change]

    def note(self, before: Touchpoint, after: Touchpoint) -> None:
        """Add a change, where it is one."""
        if after != before:
            self.changed.append(Change(before, after))


class Ought(NamedTuple):
    """What plan, employment and time make of one moment."""

    anchor_date: date
    due_date: date
    send_at: datetime
    closes_on: date
    state: str
    reason: str | None
    detail: str | None
    leaves_on: date


@dataclass(slots=True)
class _Case:
    """One moment while it is being decided."""

    rule: Rule | None
    spell: Spell
    found: Occurrence
    before: Touchpoint | None
    ought: Ought


def settle_all(spells: Iterable[Spell], known: Iterable[Touchpoint], terms: Terms) -> Outcome:
    """Return the least that has to change for ``known`` to become what plans and employments ask for."""
    outcome = Outcome([], [])
    by_person: dict[object, tuple[list[Spell], list[Touchpoint]]] = {}
    for spell in spells:
        by_person.setdefault(spell.person_id, ([], []))[0].append(spell)
    for one in known:
        by_person.setdefault(one.person_id, ([], []))[1].append(one)
    for mine, touchpoints in by_person.values():
        settle_person(employments(mine, terms.touching_days), touchpoints, terms, outcome)
    return outcome


def settle_person(
    spells: Sequence[Spell], known: Sequence[Touchpoint], terms: Terms, outcome: Outcome
) -> None:
    """Add to ``outcome`` what has to change for one person, whose employments are joined already."""
    before = {one.key: one for one in known}
    cases: list[_Case] = []
    for spell in spells:
        cases += _cases(spell, before, terms)
    cases += _by_hand(spells, before, terms)
    if not any(spell.deceased for spell in spells):
        _fit(cases, known, terms)
    for case in cases:
        if case.before is not None:
            outcome.note(case.before, _written(case.before, case, terms))
        elif case.ought.state in {PLANNED, SKIPPED}:
            outcome.added.append(_new(case, terms))
    employed = {spell.spell_id: spell for spell in spells}
    for one in before.values():
        outcome.note(one, _orphaned(one, employed.get(one.spell_id), terms))


def _cases(spell: Spell, before: dict[Key, Touchpoint], terms: Terms) -> list[_Case]:
    """Return what each rule would like of an employment; those that are known already leave ``before``.

    What has left and still waits for an answer stays in it: it is not decided anew.
    """
    today = local_day(terms.now, spell)
    recent, last = add_days(today, -terms.look_back_days), horizon(today, terms.horizon_months)
    waiting = _earliest_waiting(spell, before)
    found = []
    for rule in terms.rules.values():
        first = max(recent, rule.since) if rule.since else recent
        if waiting:
            first = min(first, waiting.get(rule.key, first))
        for one in occurrences(rule, spell, first, last):
            key = (spell.person_id, spell.spell_id, rule.programme, rule.name, one.number, one.about)
            known = before.get(key)
            if known is None:
                # What comes back anyway is not caught up: whoever came in with a file waits for the next time.
                missed = rule.repeats and one.due < today
                if not missed and why_ended(rule, spell, one) is None:
                    found.append(_Case(rule, spell, one, None, decide(None, rule, spell, one, terms)))
            elif known.state != DUE:
                del before[key]
                if known.is_open:
                    found.append(_Case(rule, spell, one, known, decide(known, rule, spell, one, terms)))
    return found


def _earliest_waiting(spell: Spell, known: Mapping[Key, Touchpoint]) -> dict[tuple[str, str], date]:
    """Return from which due date on each rule has to be looked at, where something of long ago still waits."""
    found: dict[tuple[str, str], date] = {}
    for one in known.values():
        if one.state == PLANNED and one.spell_id == spell.spell_id:
            found[one.rule_key] = min(found.get(one.rule_key, one.due_date), one.due_date)
    return found


def decide(before: Touchpoint | None, rule: Rule, spell: Spell, found: Occurrence, terms: Terms) -> Ought:
    """Return what a moment ought to be, where it has not left; ``before`` is how it stands, if it does.

    A million of these are taken at a time: one small tuple, no touchpoint made on the way.
    """
    ended = why_ended(rule, spell, found)
    chosen = _chosen(before, found)
    due, reason = chosen or found.due, before.moved_because or MOVED_BY_HAND if before and chosen else None
    absence = None if rule.despite_absence or not spell.absences else spell.absence_on(due)
    if absence is not None and absence.last_day is not None:
        back = add_days(absence.last_day, 1)
        if (back - due).days > max(rule.tolerance, terms.catch_up_days) and not ended:
            return _ought(before, rule, spell, found, due, terms, state=SKIPPED, reason=ABSENT)
        due, reason = back, AFTER_ABSENCE
    if _too_late(_moved_for_room(before, found, spell) or due, spell, terms):
        # What was skipped or had ended by then stays so: it was not missed by being late.
        if before is not None and before.state != PLANNED:
            return _as_is(before, found)
        state, why = (CANCELLED, ended) if ended and before else (SKIPPED, _why_late(before))
        return _ought(before, rule, spell, found, due, terms, state=state, reason=why)
    if ended:
        return _ought(before, rule, spell, found, due, terms, state=CANCELLED, reason=ended)
    return _ought(
        before, rule, spell, found, due, terms, state=PLANNED, reason=reason, away=absence is not None
    )


def _chosen(before: Touchpoint | None, found: Occurrence) -> date | None:
    """Return the day that was chosen instead of the rule's; an agenda chose it for the day that the rule gave then."""
    if before is None or before.moved_to is None:
        return None
    stale = before.moved_because == MOVED_FOR_INTERVIEWER and before.due_date != found.due
    return None if stale else before.moved_to


def _why_late(before: Touchpoint | None) -> str:
    return NOBODY if before is not None and before.reason == NOBODY else TOO_LATE


def _moved_for_room(before: Touchpoint | None, found: Occurrence, spell: Spell) -> date | None:
    """Return the day to which the budget moved what still waits for it: until then it is not late."""
    if before is None or before.state != PLANNED or before.reason != ROOM or before.due_date != found.due:
        return None
    return local_day(before.send_at, spell)


def _ought(
    before: Touchpoint | None,
    rule: Rule | None,
    spell: Spell,
    found: Occurrence,
    due: date,
    terms: Terms,
    *,
    state: str,
    reason: str | None,
    away: bool = False,
) -> Ought:
    window = terms.window_of(rule)
    key = spread_key(found, rule, before, spell)
    leaves = opening(due, spell.zone, key=key, calendar=spell.calendar, window=window)
    moment, day = _given(before, rule, spell, leaves, window) or leaves.moment(key), leaves.day
    if state == PLANNED and moment <= terms.now:
        if spell.paused:
            state, reason = SKIPPED, PAUSED
        elif away and spell.absence_on(local_day(terms.now, spell)) is not None:
            state, reason = SKIPPED, ABSENT
        else:
            moment, reason = _late(before, found, key, spell, window, terms)
            day = local_day(moment, spell)
    closes = (rule.closes_after if rule else BY_HAND_CLOSES).after(max(due, day), spell.calendar)
    return Ought(found.anchor_date, found.due, moment, closes, state, reason, None, day)


def _given(
    before: Touchpoint | None, rule: Rule | None, spell: Spell, leaves: Opening, window: Window
) -> datetime | None:
    """Return the moment that somebody's hand gave it: kept as long as its day is, so that a minute stays a minute."""
    if before is None or before.state != PLANNED or (rule is not None and before.moved_to is None):
        return None
    kept = local_day(before.send_at, spell) == leaves.day and is_open(
        before.send_at, spell.zone, calendar=spell.calendar, window=window
    )
    return before.send_at if kept else None


def why_ended(rule: Rule, spell: Spell, found: Occurrence | None = None) -> str | None:
    """Return why a moment makes no sense for an employment (any more), or None.

    Without an occurrence only the employment is looked at: who was asked as a member of one department and moves to
    another may still answer.
    """
    if spell.deceased:
        return DIED
    if spell.state not in rule.live_while:
        if spell.state == NEVER_STARTED:
            return STARTED_NOT
        return LEAVING if spell.state in {"leaving", "left"} else GONE
    if found is None or rule.audience is EVERYBODY:
        return None
    return NOT_FOR if rule.audience.unmet(spell, found.due, found.absence) else None


def _fit(cases: Sequence[_Case], known: Sequence[Touchpoint], terms: Terms) -> None:
    """Give each planned moment a day within the person's budget, or the reason why there is none."""
    wishing = [case for case in cases if case.ought.state == PLANNED]
    if not wishing:
        return
    spell = wishing[0].spell
    sent = [
        (local_day(one.released_at, spell), f"{one.programme}.{one.rule}") for one in known if one.released_at
    ]
    wishes = [_wish(case) for case in wishing]

    def next_day(number: int, day: date) -> date:
        case = wishing[number]
        window = terms.window_of(case.rule)
        key = spread_key(case.found, case.rule, case.before, case.spell)
        return opening(day, case.spell.zone, key=key, calendar=case.spell.calendar, window=window).day

    for case, found in zip(wishing, place(wishes, sent, terms.budget, next_day), strict=True):
        if found.day is None:
            reason = TOGETHER if found.together else BUDGET
            detail = f"{found.blocker} {found.blocked_on}"
            case.ought = case.ought._replace(state=SKIPPED, reason=reason, detail=detail)
        elif found.day != case.ought.leaves_on:
            case.ought = _on_another_day(case, found.day, terms)


def _wish(case: _Case) -> Wish:
    rule, programme = case.rule, case.rule.programme if case.rule else case.before and case.before.programme
    name = rule.name if rule else AD_HOC
    chosen = _chosen(case.before, case.found)
    by_agenda = bool(case.before and case.before.moved_because == MOVED_FOR_INTERVIEWER and chosen)
    used = (case.ought.leaves_on - case.found.due).days if by_agenda else 0
    fixed = rule is None or (chosen is not None and not by_agenda)
    return Wish(
        RANKS[programme or ""],
        case.ought.leaves_on,
        max(rule.tolerance - max(used, 0), 0) if rule else 0,
        f"{programme}.{name}",
        frozenset(f"{programme}.{other}" for other in rule.merges_with) if rule else frozenset(),
        fixed,
    )


def _on_another_day(case: _Case, day: date, terms: Terms) -> Ought:
    window = terms.window_of(case.rule)
    key = spread_key(case.found, case.rule, case.before, case.spell)
    leaves = opening(day, case.spell.zone, key=key, calendar=case.spell.calendar, window=window)
    closes = (case.rule.closes_after if case.rule else BY_HAND_CLOSES).after(leaves.day, case.spell.calendar)
    return case.ought._replace(
        send_at=leaves.moment(key), closes_on=closes, reason=ROOM, detail=None, leaves_on=leaves.day
    )


def _by_hand(spells: Sequence[Spell], before: dict[Key, Touchpoint], terms: Terms) -> list[_Case]:
    """Return what HR sends by hand and has not left: it follows no rule, and goes to whoever is alive."""
    found = []
    employed = {spell.spell_id: spell for spell in spells}
    for key, one in list(before.items()):
        spell = employed.get(one.spell_id)
        if one.rule == AD_HOC and one.is_open and spell is not None:
            del before[key]
            occurrence = Occurrence(one.occurrence, one.anchor_date, one.due_date)
            found.append(_Case(None, spell, occurrence, one, _hand_ought(one, spell, occurrence, terms)))
    return found


def _why_hand_ended(spell: Spell) -> str | None:
    if spell.deceased:
        return DIED
    return STARTED_NOT if spell.state == NEVER_STARTED else None


def _hand_ought(one: Touchpoint, spell: Spell, found: Occurrence, terms: Terms) -> Ought:
    due = one.moved_to or one.due_date
    ended = _why_hand_ended(spell)
    if _too_late(due, spell, terms):
        if one.state != PLANNED:
            return _as_is(one, found)
        return _ought(one, None, spell, found, due, terms, state=SKIPPED, reason=_why_late(one))
    moved = (one.moved_because or MOVED_BY_HAND) if one.moved_to else None
    state, reason = (CANCELLED, ended) if ended else (PLANNED, moved)
    return _ought(one, None, spell, found, due, terms, state=state, reason=reason)


def _as_is(before: Touchpoint, found: Occurrence) -> Ought:
    return Ought(
        found.anchor_date,
        found.due,
        before.send_at,
        before.closes_on,
        before.state,
        before.reason,
        before.detail,
        before.due_date,
    )


def _new(case: _Case, terms: Terms) -> Touchpoint:
    rule, spell, ought = case.rule, case.spell, case.ought
    assert rule is not None
    return Touchpoint(
        id=new_id(),
        person_id=spell.person_id,
        spell_id=spell.spell_id,
        programme=rule.programme,
        rule=rule.name,
        occurrence=case.found.number,
        plan_version=terms.version(rule.programme),
        anchor_date=ought.anchor_date,
        due_date=ought.due_date,
        send_at=ought.send_at,
        closes_on=ought.closes_on,
        state=ought.state,
        reason=ought.reason,
        detail=ought.detail,
        about=case.found.about,
        department_id=spell.department_id,
    )


def _written(before: Touchpoint, case: _Case, terms: Terms) -> Touchpoint:
    """Return ``before`` as it ought to be; the same object where nothing is different."""
    ought, department = case.ought, case.spell.department_id
    moved = before.ought != ought[:-1]
    if not moved and before.department_id == department:
        return before
    after = replace(
        before,
        anchor_date=ought.anchor_date,
        due_date=ought.due_date,
        send_at=ought.send_at,
        closes_on=ought.closes_on,
        state=ought.state,
        reason=ought.reason,
        detail=ought.detail,
        department_id=department,
    )
    if not moved:
        return after
    version = terms.version(case.rule.programme) if case.rule else None
    if before.moved_to is not None and _chosen(before, case.found) is None:
        after = replace(after, moved_to=None, moved_because=None)
    if before.interviewer is not None and not _keeps_interviewer(before, after, case.spell):
        after = replace(after, interviewer=None)
    return replace(after, plan_version=version, sequence=before.sequence + 1)


def _keeps_interviewer(before: Touchpoint, after: Touchpoint, spell: Spell) -> bool:
    """Whoever was to hold it on one day may not be there on another, or have a full week: it is looked for anew."""
    if after.state != PLANNED:
        return True
    return before.state == PLANNED and local_day(before.send_at, spell) == local_day(after.send_at, spell)


def _orphaned(one: Touchpoint, spell: Spell | None, terms: Terms) -> Touchpoint:
    """Nothing asks for it (any more): employment or rule is gone. What has left goes on while the first does."""
    if one.state not in {PLANNED, DUE}:
        return one
    if spell is None:
        why: str | None = terms.gone
    elif one.state == PLANNED:
        why = _why_not_asked(one, spell, terms)
    else:
        rule = terms.rules.get(one.rule_key)
        why = why_ended(rule, spell) if rule else _why_hand_ended(spell)
    if why is None:
        return one
    return replace(one, state=CANCELLED, reason=why, detail=None, sequence=one.sequence + 1)


def _why_not_asked(one: Touchpoint, spell: Spell, terms: Terms) -> str:
    rule = terms.rules.get(one.rule_key)
    if spell.deceased:
        return DIED
    if rule is None:
        return NOT_IN_PLAN if one.programme in terms.plans else SWITCHED_OFF
    return why_ended(rule, spell) or NO_DATE


def _too_late(due: date, spell: Spell, terms: Terms) -> bool:
    # Within a day of each other whatever the zone: nearly always the dates alone say it.
    days = (terms.now.date() - due).days - terms.catch_up_days
    return days > 1 or (days >= 0 and add_days(due, terms.catch_up_days) < local_day(terms.now, spell))


def _late(
    before: Touchpoint | None, found: Occurrence, key: str, spell: Spell, window: Window, terms: Terms
) -> tuple[datetime, str | None]:
    """Return when it leaves though its moment has passed: in the next window; a moment once given is kept."""
    stays = before is not None and before.state == PLANNED and before.due_date == found.due
    if before and stays and is_open(before.send_at, spell.zone, calendar=spell.calendar, window=window):
        return before.send_at, before.reason
    moment = next_opening(terms.now, spell.zone, key=key, calendar=spell.calendar, window=window)
    return moment, LATE


def spread_key_of(one: Touchpoint, rule: Rule | None, spell: Spell) -> str:
    """Return the key by which a touchpoint that is there is spread."""
    return spread_key(Occurrence(one.occurrence, one.anchor_date, one.due_date), rule, one, spell)


def spread_key(found: Occurrence, rule: Rule | None, before: Touchpoint | None, spell: Spell) -> str:
    """Return the key by which letters of one day are spread: the same touchpoint always has the same moment."""
    if rule is not None:
        return f"{spell.spell_id}.{rule.programme}.{rule.name}.{found.number}"
    return str(before.id) if before else ""


def local_day(instant: datetime, spell: Spell) -> date:
    """Return the date that it is at ``instant`` where somebody works."""
    return instant.astimezone(zone_of(spell.zone)).date()
