"""What the touchpoints of somebody ought to be, given plans, employments as they are now, and the time.

One function decides for everything: a hiring, a correction, a leaving, a new plan, the release. It looks at how things
*are*, not at what happened, so facts may come in any order and any number of times. Each rule says what it would like;
the budget of the person says what of it fits (see ``budget``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from services.journey.domain.budget import Budget, Wish, place
from services.journey.domain.occurrences import Occurrence, horizon, occurrences
from services.journey.domain.rule import EVERYBODY, Offset, Plan, Rule, asks_conversation
from services.journey.domain.spell import (
    ACTIVE,
    EXPECTED,
    GOING,
    LEFT,
    NEVER_STARTED,
    Absence,
    Spell,
    employments,
)
from services.journey.domain.touchpoint import (
    ABSENT,
    AD_HOC,
    AFTER_ABSENCE,
    BACK,
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
    OUTSIDE_WINDOW,
    PAUSED,
    PLANNED,
    ROOM,
    SEEN,
    SKIPPED,
    STARTED_NOT,
    SWITCHED_OFF,
    TOGETHER,
    TOO_LATE,
    UNSEEN,
    Key,
    Touchpoint,
)
from shared.calendar.months import add_days
from shared.calendar.window import (
    OFFICE_HOURS,
    Opening,
    Window,
    is_open,
    next_opening,
    opening,
    start_of_day,
    zone_of,
)
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
    # The programmes of which nothing leaves before HR has looked at what would.
    unseen: frozenset[str] = frozenset()
    # Versions of plans under which something left that still waits for an answer, where they are no longer in force.
    earlier: Mapping[tuple[str, int], Plan] = field(default_factory=dict)

    @cached_property
    def rules(self) -> dict[tuple[str, str], Rule]:
        """Return the rules in use by programme and name."""
        return {rule.key: rule for plan in self.plans.values() for rule in plan.rules}

    def version(self, programme: str) -> int:
        """Return the version of a programme's plan."""
        return self.plans[programme].version

    def sent_under(self, one: Touchpoint) -> list[Rule]:
        """Return the rule of what has left, as it is and as it was: what either allows goes on."""
        sent = self.earlier.get((one.programme, one.plan_version or 0))
        found = (self.rules.get(one.rule_key), sent.rule(one.rule) if sent else None)
        return [rule for rule in found if rule]

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
    # On which day it leaves; and on which it would, were it alone and nothing late.
    leaves_on: date
    first_on: date


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
    waiting = _waiting(spell, before)
    found = []
    for rule in terms.rules.values():
        first, until = max(recent, rule.since) if rule.since else recent, last
        if waiting and rule.key in waiting:
            first, until = min(first, waiting[rule.key][0]), max(until, waiting[rule.key][1])
        for one in occurrences(rule, spell, first, until):
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


def _waiting(spell: Spell, known: Mapping[Key, Touchpoint]) -> dict[tuple[str, str], tuple[date, date]]:
    """Return between which due dates each rule has to be looked at in any case: what waits there is kept.

    Something of long ago may wait still; and a horizon that comes nearer takes nothing back.
    """
    found: dict[tuple[str, str], tuple[date, date]] = {}
    for one in known.values():
        if one.state == PLANNED and one.spell_id == spell.spell_id:
            first, last = found.get(one.rule_key, (one.due_date, one.due_date))
            found[one.rule_key] = min(first, one.due_date), max(last, one.due_date)
    return found


def decide(
    before: Touchpoint | None, rule: Rule | None, spell: Spell, found: Occurrence, terms: Terms
) -> Ought:
    """Return what a moment ought to be, where it has not left; ``before`` is how it stands, if it does.

    Without a rule it is one that HR sends by hand. A million of these are taken at a time: one small tuple, no
    touchpoint made on the way.
    """
    ended = why_ended(rule, spell, found) if rule else _why_hand_ended(spell)
    chosen = _chosen(before, found)
    due, reason = chosen or found.due, before.moved_because or MOVED_BY_HAND if before and chosen else None
    slot = _Slot(rule, spell, spread_key(found, rule, before, spell), terms.window_of(rule))
    leaves = slot.plain(due)
    if slot.away_on(leaves.day):
        there = slot.opening(due)
        if there.day != leaves.day:
            if (there.day - due).days > max(slot.tolerance, terms.catch_up_days) and not ended:
                return _ought(before, slot, found, leaves, terms, state=SKIPPED, reason=ABSENT)
            leaves, reason = there, AFTER_ABSENCE
    if _too_late(due, spell, terms) and _too_late(
        _counts_from(before, found, leaves.day, slot, terms), spell, terms
    ):
        # What was skipped or had ended by then stays so: it was not missed by being late.
        if before is not None and before.state != PLANNED:
            return _as_is(before, found)
        state, why = (CANCELLED, ended) if ended and before else (SKIPPED, _why_late(before))
        return _ought(before, slot, found, leaves, terms, state=state, reason=why)
    state, reason = (CANCELLED, ended) if ended else (PLANNED, reason)
    return _ought(before, slot, found, leaves, terms, state=state, reason=reason)


def _chosen(before: Touchpoint | None, found: Occurrence) -> date | None:
    """Return the day that was chosen instead of the rule's; an agenda chose it for the day that the rule gave then."""
    if before is None or before.moved_to is None:
        return None
    stale = before.moved_because == MOVED_FOR_INTERVIEWER and before.due_date != found.due
    return None if stale else before.moved_to


def _why_late(before: Touchpoint | None) -> str:
    return NOBODY if before is not None and before.reason == NOBODY else TOO_LATE


class _Slot(NamedTuple):
    """On which days one moment can leave: the window is open, and somebody is there."""

    rule: Rule | None
    spell: Spell
    key: str
    window: Window

    @property
    def tolerance(self) -> int:
        return self.rule.tolerance if self.rule else 0

    @property
    def heeds_absence(self) -> bool:
        # What HR sends by hand goes to whom HR chose, there or not.
        return bool(self.spell.absences) and self.rule is not None and not self.rule.despite_absence

    def plain(self, day: date) -> Opening:
        """Return the first opening from ``day`` on, whether somebody is there or not."""
        return opening(day, self.spell.zone, key=self.key, calendar=self.spell.calendar, window=self.window)

    def away_on(self, day: date) -> Absence | None:
        """Return the absence that keeps it from leaving on ``day``."""
        return self.spell.absence_on(day) if self.heeds_absence else None

    def opening(self, day: date) -> Opening:
        """Return the first opening on which somebody is there; of an absence without an end nobody knows."""
        found = self.plain(day)
        while (away := self.away_on(found.day)) is not None and away.last_day is not None:
            found = self.plain(add_days(away.last_day, 1))
        return found

    def is_open(self, instant: datetime) -> bool:
        """Return whether it may leave at ``instant``, as far as window and absence go."""
        fits = is_open(instant, self.spell.zone, calendar=self.spell.calendar, window=self.window)
        return fits and self.away_on(local_day(instant, self.spell)) is None

    def next(self, instant: datetime) -> datetime:
        """Return ``instant`` itself where it may leave then, else the moment in the next opening."""
        zone, calendar = self.spell.zone, self.spell.calendar
        moment = next_opening(instant, zone, key=self.key, calendar=calendar, window=self.window)
        day = local_day(moment, self.spell)
        there = self.opening(day)
        return moment if there.day == day else there.moment(self.key)


def _counts_from(
    before: Touchpoint | None, found: Occurrence, first: date, slot: _Slot, terms: Terms
) -> date:
    """Return from which day on lateness counts: the first on which it could leave, or to which the budget moved it.

    A day that was given is kept, however late, unless HR has still not seen it then; of what nobody knew only the
    first day of all counts, which closed weeks may put far after its date.
    """
    if before is None or before.state != PLANNED or before.due_date != found.due:
        return add_days(first, -terms.catch_up_days)
    given = local_day(before.send_at, slot.spell)
    counted = max(first, given) if before.reason == ROOM else first
    if (before.programme in terms.unseen or before.reason == NOBODY) and before.send_at <= terms.now:
        return counted
    return max(counted, add_days(given, -terms.catch_up_days))


def _ought(
    before: Touchpoint | None,
    slot: _Slot,
    found: Occurrence,
    leaves: Opening,
    terms: Terms,
    *,
    state: str,
    reason: str | None,
) -> Ought:
    moment, day = _given(before, slot, leaves) or leaves.moment(slot.key), leaves.day
    if state == PLANNED and moment <= terms.now:
        if slot.spell.paused:
            state, reason = SKIPPED, PAUSED
        else:
            late, why = _late(before, found, slot, terms)
            there = local_day(max(late, terms.now), slot.spell)
            skipped = before is not None and before.state == SKIPPED and before.due_date == found.due
            if skipped and before and slot.away_on(there):
                return _as_is(before, found)
            if late <= terms.now and slot.away_on(there):
                state, reason = SKIPPED, ABSENT
            else:
                moment, day, reason = late, there, why
    due = _chosen(before, found) or found.due
    closes = _closes(slot, max(due, day))
    return Ought(found.anchor_date, found.due, moment, closes, state, reason, None, day, leaves.day)


def _given(before: Touchpoint | None, slot: _Slot, leaves: Opening) -> datetime | None:
    """Return the moment that somebody's hand gave it: kept as long as its day is, so that a minute stays a minute."""
    if before is None or before.state != PLANNED or (slot.rule is not None and before.moved_to is None):
        return None
    same_day = local_day(before.send_at, slot.spell) == leaves.day
    return before.send_at if same_day and slot.is_open(before.send_at) else None


def _closes(slot: _Slot, day: date) -> date:
    return (slot.rule.closes_after if slot.rule else BY_HAND_CLOSES).after(day, slot.spell.calendar)


def why_ended(rule: Rule, spell: Spell, found: Occurrence | None = None) -> str | None:
    """Return why a moment makes no sense for an employment (any more), or None.

    Without an occurrence only the employment is looked at: who was asked as a member of one department and moves to
    another may still answer.
    """
    if spell.deceased:
        return DIED
    if spell.followed:
        return BACK
    if spell.state not in rule.live_while and not _will_be_at_work(rule, spell, found):
        if spell.state == NEVER_STARTED:
            return STARTED_NOT
        return LEAVING if spell.state in {"leaving", "left"} else GONE
    if found is None or rule.audience is EVERYBODY:
        return None
    return NOT_FOR if rule.audience.unmet(spell, found.due, found.absence) else None


def _will_be_at_work(rule: Rule, spell: Spell, found: Occurrence | None) -> bool:
    """Return whether somebody who is expected has begun by then: no fact tells of the first day itself."""
    return (
        spell.state == EXPECTED
        and ACTIVE in rule.live_while
        and found is not None
        and found.due >= spell.hire_date
    )


def _fit(cases: Sequence[_Case], known: Sequence[Touchpoint], terms: Terms) -> None:
    """Give each planned moment a day within the person's budget, or the reason why there is none."""
    planned = [case for case in cases if case.ought.state == PLANNED]
    if not planned:
        return
    spell = planned[0].spell
    sent = [
        (local_day(one.released_at, spell), f"{one.programme}.{one.rule}") for one in known if one.released_at
    ]
    wishing, along = _without_held(planned, {name for _, name in sent})
    wishes = [_wish(case) for case in wishing]

    def next_day(number: int, day: date) -> date:
        return _slot(wishing[number], terms).opening(day).day

    days: dict[str, date] = {name: day for day, name in sent}
    for case, wish, found in zip(wishing, wishes, place(wishes, sent, terms.budget, next_day), strict=True):
        if found.day is None:
            reason = TOGETHER if found.together else BUDGET
            detail = f"{found.blocker} {found.blocked_on}"
            case.ought = case.ought._replace(state=SKIPPED, reason=reason, detail=detail)
        else:
            days[wish.name] = found.day
            if found.day != case.ought.leaves_on:
                case.ought = _on_another_day(case, found.day, terms)
    for case, name in along:
        detail = f"{name} {days[name]}" if name in days else case.ought.detail or ""
        case.ought = case.ought._replace(detail=detail)


def _without_held(
    planned: Sequence[_Case], sent: Collection[str]
) -> tuple[list[_Case], list[tuple[_Case, str]]]:
    """Return what looks for a day, and what goes along with another; what had no room on its day stays out.

    Else it would come back as late as soon as its day was over. What goes along does so wherever the other moves to,
    and is on its own again where the other does not come.
    """
    held = {id(case) for case in planned if _was_left_out(case)}
    coming = {_name(case) for case in planned if id(case) not in held} | set(sent)
    wishing, along = [], []
    for case in planned:
        before = case.before
        if before is None or id(case) not in held:
            wishing.append(case)
            continue
        name = (before.detail or "").partition(" ")[0]
        if before.reason == TOGETHER and name not in coming:
            wishing.append(case)
            continue
        case.ought = _as_is(before, case.found)
        if before.reason == TOGETHER:
            along.append((case, name))
    return wishing, along


def _was_left_out(case: _Case) -> bool:
    """Return whether there was no room for it on its day, and that day is over."""
    before = case.before
    if before is None or before.state != SKIPPED or before.reason not in {BUDGET, TOGETHER}:
        return False
    return before.due_date == case.found.due and case.ought.reason in {LATE, UNSEEN}


def _name(case: _Case) -> str:
    if case.rule:
        return f"{case.rule.programme}.{case.rule.name}"
    return f"{case.before.programme if case.before else ''}.{AD_HOC}"


def _slot(case: _Case, terms: Terms) -> _Slot:
    key = spread_key(case.found, case.rule, case.before, case.spell)
    return _Slot(case.rule, case.spell, key, terms.window_of(case.rule))


def _wish(case: _Case) -> Wish:
    rule, programme = case.rule, case.rule.programme if case.rule else case.before and case.before.programme
    chosen = _chosen(case.before, case.found)
    by_agenda = bool(case.before and case.before.moved_because == MOVED_FOR_INTERVIEWER and chosen)
    # Of what an agenda has moved already, only what is left of the tolerance.
    used = max((case.ought.first_on - case.found.due).days, 0) if by_agenda else 0
    fixed = rule is None or (chosen is not None and not by_agenda)
    return Wish(
        RANKS[programme or ""],
        case.ought.leaves_on,
        case.ought.first_on,
        max(rule.tolerance - used, 0) if rule else 0,
        _name(case),
        frozenset(f"{programme}.{other}" for other in rule.merges_with) if rule else frozenset(),
        fixed,
    )


def _on_another_day(case: _Case, day: date, terms: Terms) -> Ought:
    slot = _slot(case, terms)
    leaves = slot.opening(day)
    return case.ought._replace(
        send_at=leaves.moment(slot.key),
        closes_on=_closes(slot, leaves.day),
        reason=ROOM,
        detail=None,
        leaves_on=leaves.day,
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
            found.append(_Case(None, spell, occurrence, one, decide(one, None, spell, occurrence, terms)))
    return found


def _why_hand_ended(spell: Spell) -> str | None:
    if spell.deceased:
        return DIED
    return STARTED_NOT if spell.state == NEVER_STARTED else None


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
    moved = before.ought != ought[:7]
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
        # A change of plan does not take back what was sent; what happens to somebody does.
        ended = [_why_over(rule, spell) for rule in terms.sent_under(one)] or [_why_hand_ended(spell)]
        why = ended[0] if all(ended) else None
    if why is None:
        return one
    return replace(one, state=CANCELLED, reason=why, detail=None, sequence=one.sequence + 1)


def _why_over(rule: Rule, spell: Spell) -> str | None:
    """Return why what has left cannot be answered any more: who was asked when leaving may answer after it."""
    if spell.state == LEFT and GOING in rule.live_while and not (spell.deceased or spell.followed):
        return None
    return why_ended(rule, spell)


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


def _waits_for_somebody(before: Touchpoint | None, slot: _Slot, now: datetime) -> bool:
    """Return whether it is a conversation that nobody is to hold today."""
    if not asks_conversation((before and before.ask) or (slot.rule.ask if slot.rule else None)):
        return False
    if before is None or before.interviewer is None:
        return True
    return local_day(before.send_at, slot.spell) != local_day(now, slot.spell)


def _late(
    before: Touchpoint | None, found: Occurrence, slot: _Slot, terms: Terms
) -> tuple[datetime, str | None]:
    """Return when it leaves though its moment has passed, and why then; a moment once given is kept.

    A moment that has come and is open now stays as it is: it leaves now, unless HR has to see it first.
    """
    now = terms.now
    given = before if before and before.state == PLANNED and before.due_date == found.due else None
    if given and given.send_at > now:
        moment = slot.next(given.send_at)
        return moment, given.reason if moment == given.send_at else given.reason or OUTSIDE_WINDOW
    programme = slot.rule.programme if slot.rule else before and before.programme
    tomorrow = start_of_day(add_days(local_day(now, slot.spell), 1), slot.spell.zone)
    # What HR sends by hand it has looked at.
    if programme in terms.unseen and slot.rule is not None:
        return slot.next(tomorrow), UNSEEN
    if _waits_for_somebody(before, slot, now):
        return slot.next(tomorrow), NOBODY
    if given is None:
        return slot.next(now), LATE
    if not slot.is_open(now):
        away = slot.away_on(local_day(now, slot.spell))
        waited = given.reason in {UNSEEN, SEEN}
        return slot.next(now), AFTER_ABSENCE if away else SEEN if waited else OUTSIDE_WINDOW
    same_day = local_day(given.send_at, slot.spell) == local_day(now, slot.spell)
    return given.send_at, given.reason if same_day or given.reason else OUTSIDE_WINDOW


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
