"""A life at work, day by day and without a database: what happens to somebody, and what the planner makes of it.

Whatever leaves is held against the promises of the house at the instant at which it leaves, by reckoning of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.journey.domain.budget import Budget
from services.journey.domain.reading import read_plan
from services.journey.domain.release import release_all
from services.journey.domain.rule import Plan
from services.journey.domain.settle import Outcome, settle_all
from services.journey.domain.spell import Absence, Spell
from services.journey.domain.terms import Terms
from services.journey.domain.touchpoint import AD_HOC, DUE, PLANNED, SKIPPED, Touchpoint
from services.journey.policy import first_plans
from shared.calendar.window import Window
from shared.calendar.working import WorkCalendar, why_free
from shared.kernel.ids import new_id
from tests.unit.journey.spells import PERSON

STAFF, DESK = UUID(int=101), UUID(int=102)
A_DAY = timedelta(days=1)
# Why a moment may leave on another day than its own.
EXCUSES = {"late", "outside_window", "after_absence", "room", "unseen", "seen", "hand_moved"}

# One rule of every kind, beside the plans that the house comes with.
ODD = {
    "stay": [
        {"rule": "yearly", "anchor": "hire_date", "after": {"months": 18}, "every": {"months": 12},
         "closes_after": {"days": 28}, "while": ["active"], "tolerance_days": 60},
        {"rule": "spring", "anchor": "yearly", "on": "02-29", "after": {"days": 0}, "closes_after": {"months": 1},
         "while": ["active"], "for": {"departments": [str(STAFF)]}, "tolerance_days": 0},
        {"rule": "jubilee", "anchor": "anniversary", "after": {"working_days": -2}, "closes_after": {"days": 9},
         "while": ["active", "leaving"], "tolerance_days": 3,
         "window": {"opens": "01:30", "closes": "03:30", "days": [1, 3]}},
        {"rule": "back", "anchor": "return_from_leave", "after": {"weeks": 1}, "closes_after": {"working_days": 9},
         "while": ["active"], "for": {"absence_days": {"from": 14}}, "tolerance_days": 10},
    ],
}  # fmt: skip


def some_plans() -> dict[str, Plan]:
    """Return the plans of the house, and a rule of every kind."""
    return {**first_plans(), **{code: read_plan(code, 1, rules) for code, rules in ODD.items()}}


@dataclass
class Employment:
    """What is known of an employment; in which state it is follows from the day."""

    id: UUID
    hire_date: date
    notice_date: date | None = None
    last_day: date | None = None
    kind: str | None = None
    never_started: bool = False
    absences: list[Absence] = field(default_factory=list)

    def state(self, today: date) -> str:
        """Return the state on a day."""
        if self.never_started:
            return "never_started"
        if self.last_day is not None and self.last_day < today:
            return "left"
        if self.hire_date > today:
            return "expected"
        return "leaving" if self.last_day is not None else "active"


@dataclass
class Life:
    """Somebody, the clock, and what the planner knows."""

    now: datetime
    zone: str
    calendar: WorkCalendar
    terms: Terms
    employments: list[Employment] = field(default_factory=list)
    deceased: bool = False
    paused: bool = False
    department: UUID = STAFF
    unseen: frozenset[str] = frozenset()
    known: dict[UUID, Touchpoint] = field(default_factory=dict)
    # What left: the day where somebody worked then, the programme's rule, and whether by hand.
    left: list[tuple[date, str, bool]] = field(default_factory=list)
    # Until when it was planned ahead follows from this day.
    settled_on: date = date.min
    # Changes of numbers and zones after which older days are no measure any more.
    measured_from: date = date.min
    # When the working days changed last: what was planned for another day by then may keep it.
    other_days_from: date = date.min

    @property
    def today(self) -> date:
        """The day that it is where somebody works."""
        return self.local(self.now).date()

    def local(self, instant: datetime) -> datetime:
        """Return the wall clock."""
        return instant.astimezone(ZoneInfo(self.zone))

    def spells(self) -> list[Spell]:
        """Return the employments as the planner sees them."""
        return [
            Spell(
                person_id=PERSON,
                spell_id=one.id,
                hire_date=one.hire_date,
                state=one.state(self.today),
                deceased=self.deceased,
                zone=self.zone,
                calendar=self.calendar,
                last_day=one.last_day,
                notice_date=one.notice_date,
                leave_kind=one.kind,
                department_id=self.department,
                department_ids=frozenset({self.department}),
                absences=tuple(one.absences),
                paused=self.paused,
            )
            for one in self.employments
        ]

    def at(self) -> Terms:
        """Return the terms of this instant."""
        return replace(self.terms, now=self.now)

    def settle(self) -> None:
        """Make all right, as after a fact; a second time has nothing left to do."""
        self.settled_on = self.today
        self._write(settle_all(self.spells(), list(self.known.values()), self.at()))
        again = settle_all(self.spells(), list(self.known.values()), self.at())
        assert not again.added, ("a second look adds", self.now, again.added)
        assert not again.changed, ("a second look changes", self.now, again.changed)

    def release(self) -> None:
        """Let leave what is due, as the sweep does it until nothing is, and hold it against the promises."""
        rounds = 0
        while any(one.state == PLANNED and one.send_at <= self.now for one in self.known.values()):
            before = dict(self.known)
            terms = replace(self.at(), unseen=self.unseen)
            self._write(release_all(self.spells(), list(self.known.values()), terms))
            for one in self.known.values():
                if one.id in before and before[one.id].released_at is None and one.released_at is not None:
                    self._left(one)
            rounds += 1
            assert rounds < 3, ("looked at, and due still", self.now)
        if rounds:
            self.settle_silently()

    def settle_silently(self) -> None:
        """After a release nothing is left to change either, as long as HR has seen no more."""
        terms = replace(self.at(), unseen=self.unseen)
        again = settle_all(self.spells(), list(self.known.values()), terms)
        assert not again.added, ("after a release a look adds", self.now, again.added)
        assert not again.changed, ("after a release a look changes", self.now, again.changed)

    def go_to(self, instant: datetime) -> None:
        """Let the clock run, with a stop wherever something is due or the state of an employment turns."""
        while True:
            following = datetime.combine(self.today + A_DAY, time(), tzinfo=ZoneInfo(self.zone)).astimezone(
                UTC
            )
            turns = following if self._turns(self.today + A_DAY) else None
            stops = [one.send_at for one in self.known.values() if one.state == PLANNED]
            found = min([*stops, *([turns] if turns else []), following + timedelta(hours=1)])
            if found > instant:
                break
            self.now = max(found, self.now)
            if found == turns:
                self.settle()
            else:
                self._look_at_a_quiet_moment()
            self.release()
        self.now = instant
        self.settle()
        self.release()

    def _look_at_a_quiet_moment(self) -> None:
        """Where nothing happened since and nothing is due, a look as far ahead as the last one changes nothing."""
        if self.now.day % 3 or any(
            one.state == PLANNED and one.send_at <= self.now for one in self.known.values()
        ):
            return
        nearer = self.terms.horizon_months - ((self.today - self.settled_on).days + 29) // 30
        terms = replace(self.at(), unseen=self.unseen, horizon_months=nearer)
        looked = settle_all(self.spells(), list(self.known.values()), terms)
        assert not looked.added, ("a look at a quiet moment adds", self.now, looked.added)
        assert not looked.changed, ("a look at a quiet moment changes", self.now, looked.changed)

    def stand_still(self, instant: datetime) -> None:
        """Let the time go by in which nothing of the house runs."""
        self.now = instant
        self.settle()
        self.release()

    def _turns(self, day: date) -> bool:
        return any(one.state(day) != one.state(day - A_DAY) for one in self.employments)

    def _write(self, outcome: Outcome) -> None:
        for change in outcome.changed:
            assert self.known[change.before.id] == change.before
            assert (
                change.before.released_at is None or change.after.released_at == change.before.released_at
            ), change
            self.known[change.after.id] = change.after
        keys = {one.key for one in self.known.values()}
        for one in outcome.added:
            assert one.key not in keys, ("twice", one)
            keys.add(one.key)
            self.known[one.id] = one

    def _left(self, one: Touchpoint) -> None:
        rule = self.terms.rules.get(one.rule_key)
        self._in_the_window(one, (rule.window if rule else None) or self.terms.window)
        assert not self.deceased, ("dead", self.now, one)
        assert not self.paused, ("paused", self.now, one)
        # What HR sends by hand it has looked at.
        seen = one.programme not in self.unseen or one.rule == AD_HOC
        assert seen, ("not seen by HR", self.now, one)
        mine = [spell for spell in self.employments if spell.id == one.spell_id]
        assert mine, ("no employment", one)
        if rule is not None and not rule.despite_absence:
            # Who comes back later may be away still from where they work now.
            comes = all(spell.state(self.today) == "expected" for spell in mine)
            here = [
                spell
                for spell in self.employments
                if spell in mine
                or not (comes or spell.state(self.today) in {"left", "never_started", "expected"})
            ]
            away = [away for spell in here for away in spell.absences if away.covers(self.today)]
            assert not away, ("absent", self.now, one, away)
        if one.moved_to is None and one.reason not in EXCUSES and one.due_date > self.other_days_from:
            late = (self.today - one.due_date).days
            free = all(why_free(one.due_date + A_DAY * n, self.calendar) for n in range(late))
            own_days = rule is not None and rule.window is not None and rule.window.weekdays is not None
            assert late >= 0, ("before its day", self.now, one)
            assert free or own_days, ("late without a reason", self.now, one)
        if rule is not None and rule.beside_budget:
            return
        by_hand = one.rule == AD_HOC or one.moved_to is not None
        self.left.append((self.today, f"{one.programme}.{one.rule}.{one.occurrence}", by_hand))
        self._within_the_budget(one)

    def _in_the_window(self, one: Touchpoint, window: Window) -> None:
        wall = self.local(self.now)
        assert window.opens <= wall.time() < window.closes, ("outside the window", wall, one)
        assert why_free(wall.date(), self.calendar) is None, ("on a free day", wall, one)

    def _within_the_budget(self, one: Touchpoint) -> None:
        budget: Budget = self.terms.budget
        day, _, by_hand = self.left[-1]
        if by_hand:
            return
        earlier = [found for found in self.left[:-1] if found[0] >= self.measured_from]
        near = [found for found in earlier if abs((day - found[0]).days) < budget.spacing_days]
        assert not near, ("too soon after", near, self.now, one)
        year = [found for found in earlier if 0 <= (day - found[0]).days < 365]
        assert len(year) < budget.a_year, ("too many in a year", year, self.now, one)


def hired(life: Life, day: date) -> Employment:
    """Begin an employment."""
    one = Employment(new_id(), day)
    life.employments.append(one)
    return one


def happen(life: Life, what: str, number: int) -> None:
    """Let something happen; ``number`` says how much of it."""
    HAPPENINGS[what](life, number)


def _last(life: Life) -> Employment:
    return life.employments[-1]


def _correct(life: Life, number: int) -> None:
    one = _last(life)
    day = one.hire_date + timedelta(days=number % 91 - 45)
    earlier = [other.last_day or date.max for other in life.employments[:-1] if not other.never_started]
    if all(last < day for last in earlier) and (one.last_day is None or day <= one.last_day):
        one.hire_date = day


def _give_notice(life: Life, number: int) -> None:
    one = _last(life)
    kinds = ("resignation", "dismissal", "end_of_contract", "retirement", "mutual_agreement")
    one.notice_date, one.kind = life.today, kinds[number % 5]
    one.last_day = max(one.hire_date, life.today + timedelta(days=number % 90 - 10))


def _withdraw(life: Life, _number: int) -> None:
    one = _last(life)
    one.notice_date = one.kind = one.last_day = None


def _never_start(life: Life, _number: int) -> None:
    _last(life).never_started = not _last(life).never_started


def _come_back(life: Life, number: int) -> None:
    one = _last(life)
    if one.last_day is not None and one.last_day <= life.today + timedelta(days=20):
        gap = (1, 3, 7, 8, 9, 31, 200)[number % 7]
        hired(life, max(one.last_day + timedelta(days=gap), life.today - timedelta(days=number % 40)))


def _be_away(life: Life, number: int) -> None:
    first = life.today + timedelta(days=number % 40 - 15)
    last = None if number % 5 == 0 else first + timedelta(days=number % 97)
    _last(life).absences.append(Absence(new_id(), first, last))


def _be_back(life: Life, number: int) -> None:
    one = _last(life)
    one.absences = [
        replace(away, last_day=max(away.first_day, life.today + timedelta(days=number % 20 - 5)))
        if away.last_day is None
        else away
        for away in one.absences
    ]


def _other_days(life: Life, number: int) -> None:
    days: tuple[frozenset[int], ...] = (
        frozenset(),
        frozenset({1, 2}),
        frozenset({3}),
        frozenset({1, 2, 4, 5}),
    )
    country = ("NL", "BE", "US", "AE", None)[number % 5]
    life.calendar = replace(life.calendar, country=country, days_off=days[number % 4])
    life.other_days_from = life.today


def _close(life: Life, number: int) -> None:
    first = life.today + timedelta(days=number % 60)
    closed = frozenset(first + timedelta(days=n) for n in range(number % 30))
    life.calendar = replace(life.calendar, closed=closed)
    life.other_days_from = life.today


def _move_house(life: Life, number: int) -> None:
    zones = (
        "Europe/Amsterdam",
        "America/Los_Angeles",
        "Pacific/Kiritimati",
        "Asia/Kathmandu",
        "America/Nuuk",
    )
    life.zone = zones[number % len(zones)]
    life.measured_from = life.today + A_DAY * 2
    life.other_days_from = life.today


def _other_numbers(life: Life, number: int) -> None:
    budget = Budget((0, 7, 21, 45)[number % 4], (1, 3, 8)[number % 3])
    life.terms = replace(life.terms, budget=budget, catch_up_days=(0, 5, 14, 60)[number // 4 % 4])
    life.measured_from = life.today


def _other_plans(life: Life, number: int) -> None:
    plans = some_plans()
    dropped = list(plans)[number % 6 % 5]
    if number % 6 < 5:
        plans[dropped] = Plan(dropped, 2, plans[dropped].rules[1:])
    life.terms = replace(life.terms, plans=plans if number % 4 else {**plans, "exit": plans["exit"]})


def _answer(life: Life, number: int) -> None:
    for one in list(life.known.values()):
        if one.state == DUE:
            life.known[one.id] = one._replace(state=("answered", "declined", "expired")[number % 3])


def _by_hand(life: Life, number: int) -> None:
    waiting = [one for one in life.known.values() if one.state == PLANNED and one.rule != AD_HOC]
    if not waiting:
        return
    one = min(waiting, key=lambda found: found.send_at)
    if number % 3 == 0:
        life.known[one.id] = one._replace(state=SKIPPED, reason="hand_other")
    elif number % 3 == 1:
        life.known[one.id] = one._replace(moved_to=life.today + timedelta(days=number % 30))
    else:
        _ad_hoc(life, one, life.today + timedelta(days=number % 30))


def _ad_hoc(life: Life, like: Touchpoint, day: date) -> None:
    if all(spell.id != like.spell_id for spell in life.employments):
        return
    made = like._replace(id=new_id(), rule=AD_HOC, occurrence=1, about=new_id(), plan_version=None, anchor_date=day,
        due_date=day, reason=None, detail=None, moved_to=None, sequence=0, ask="week_1",
    )  # fmt: skip
    life.known[made.id] = made


def _take_back(life: Life, _number: int) -> None:
    for one in list(life.known.values()):
        if one.by_hand:
            life.known[one.id] = one._replace(state=PLANNED, reason=None)


def _set(name: str, *values: Any) -> Any:
    def do(life: Life, number: int) -> None:
        setattr(life, name, values[number % len(values)])

    return do


HAPPENINGS = {
    "nothing": lambda _life, _number: None,
    "correct": _correct,
    "notice": _give_notice,
    "withdraw": _withdraw,
    "never": _never_start,
    "back": _come_back,
    "away": _be_away,
    "returned": _be_back,
    "days": _other_days,
    "closed": _close,
    "zone": _move_house,
    "numbers": _other_numbers,
    "plans": _other_plans,
    "answer": _answer,
    "hand": _by_hand,
    "taken_back": _take_back,
    "pause": _set("paused", True, False, False),
    "department": _set("department", STAFF, DESK),
    "unseen": _set(
        "unseen", frozenset(), frozenset(), frozenset({"onboarding"}), frozenset({"exit", "stay"})
    ),
    "death": lambda life, number: setattr(life, "deceased", number % 3 > 0),
}
