"""Who holds which conversation: never over anybody's week, never one's own people."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.journey.domain.agenda import Agenda, Interviewer, Seat, Talk, monday, seat
from shared.calendar.working import next_working_day

MONDAY = date(2026, 3, 2)


def who(number: int, **changes: object) -> Interviewer:
    fixed: dict[str, object] = {"programmes": frozenset({"stay"}), "a_week": 3, "person_id": UUID(int=number)}
    return Interviewer(account_id=UUID(int=1000 + number), **{**fixed, **changes})  # type: ignore[arg-type]


def talk(number: int, day: date = MONDAY, tolerance: int = 0, **changes: object) -> Talk:
    found = Talk(
        id=UUID(int=number),
        programme="stay",
        day=day,
        earliest=day,
        latest=day + timedelta(days=tolerance),
        next_day=next_working_day,
    )
    return replace(found, **changes)  # type: ignore[arg-type]


def test_the_least_busy_goes_first_and_the_order_is_always_the_same() -> None:
    staff = [who(1), who(2)]
    held = [(staff[0].account_id, MONDAY)]
    talks = [talk(1), talk(2), talk(3)]
    found = seat(talks, staff, Agenda(held))
    assert [one.interviewer for one in found] == [
        staff[1].account_id,
        staff[0].account_id,
        staff[1].account_id,
    ]
    assert seat(talks[::-1], staff[::-1], Agenda(held))[::-1] == found


def test_a_full_week_moves_a_conversation_within_its_tolerance_and_no_further() -> None:
    staff = [who(1, a_week=1)]
    taken = [(staff[0].account_id, MONDAY + timedelta(days=4))]
    next_week = Seat(talk(1, tolerance=7), MONDAY + timedelta(days=7), staff[0].account_id)
    assert seat([talk(1, tolerance=7)], staff, Agenda(taken)) == [next_week]
    assert seat([talk(1, tolerance=6)], staff, Agenda(taken)) == [Seat(talk(1, tolerance=6), MONDAY, None)]
    by_hand = talk(1, tolerance=30, earliest=None, latest=None)
    assert seat([by_hand], staff, Agenda(taken)) == [Seat(by_hand, MONDAY, None)]


def test_nobody_talks_with_themselves_with_their_own_people_or_about_what_is_not_theirs() -> None:
    one = talk(1, tolerance=30, barred=frozenset({UUID(int=1), UUID(int=2)}))
    others = [who(3, programmes=frozenset({"exit"})), who(4, active=False), who(5, a_week=0)]
    assert seat([one], [who(1), who(2), *others], Agenda())[0].interviewer is None
    outside = who(6, person_id=None)
    assert seat([one], [who(1), outside], Agenda())[0].interviewer == outside.account_id


def test_who_is_away_holds_it_on_another_day_or_somebody_else_does() -> None:
    away = who(1, away=((MONDAY, MONDAY + timedelta(days=1)),))
    assert seat([talk(1, tolerance=9)], [away], Agenda())[0].day == MONDAY + timedelta(days=2)
    for_good = who(1, away=((MONDAY, None),))
    assert seat([talk(1, tolerance=30)], [for_good], Agenda())[0].interviewer is None
    assert seat([talk(1)], [for_good, who(2)], Agenda())[0].interviewer == who(2).account_id


def test_who_has_somebody_keeps_them_while_they_may_and_can() -> None:
    busy, free = who(1), who(2)
    mine = talk(1, interviewer=busy.account_id)
    held = Agenda([(busy.account_id, MONDAY)])
    assert seat([mine], [busy, free], held)[0].interviewer == busy.account_id
    stopped = replace(busy, active=False)
    assert seat([mine], [stopped, free], Agenda())[0].interviewer == free.account_id


_days = st.integers(0, 60).map(lambda number: MONDAY + timedelta(days=number))
_interviewers = st.builds(
    lambda week, active, first, long: (
        week,
        active,
        ((MONDAY + timedelta(days=first), MONDAY + timedelta(days=first + long)),),
    ),
    st.integers(0, 3),
    st.booleans(),
    st.integers(0, 60),
    st.integers(0, 20),
)


@settings(max_examples=150)
@given(
    st.lists(_interviewers, max_size=4),
    st.lists(
        st.tuples(
            _days, st.integers(0, 21), st.sets(st.integers(0, 4)), st.one_of(st.none(), st.integers(0, 4))
        ),
        max_size=40,
    ),
    st.lists(st.tuples(st.integers(0, 4), _days), max_size=10),
)
def test_no_week_is_over_the_maximum_and_nobody_has_their_own_people(
    described: list[tuple[int, bool, tuple[tuple[date, date], ...]]],
    asked: list[tuple[date, int, set[int], int | None]],
    held: list[tuple[int, date]],
) -> None:
    staff = [
        who(number, a_week=week, active=active, away=away)
        for number, (week, active, away) in enumerate(described)
    ]
    talks = [
        talk(
            number,
            next_working_day(day),
            tolerance,
            barred=frozenset(UUID(int=one) for one in barred),
            interviewer=UUID(int=1000 + own) if own is not None else None,
        )
        for number, (day, tolerance, barred, own) in enumerate(asked)
    ]
    before = Counter((UUID(int=1000 + number), monday(day)) for number, day in held)
    found = seat(talks, staff, Agenda((UUID(int=1000 + number), day) for number, day in held))
    known = {one.account_id: one for one in staff}
    weeks = Counter((one.interviewer, monday(one.day)) for one in found if one.interviewer)
    for (account_id, week), many in weeks.items():
        assert account_id is not None
        # What was held before may be too much already (a maximum that was lowered): then nothing comes on top.
        assert many + before[account_id, week] <= known[account_id].a_week
    for one in found:
        if one.interviewer is None:
            assert one.day == one.talk.day
            continue
        assert known[one.interviewer].person_id not in one.talk.barred
        assert known[one.interviewer].active
        assert known[one.interviewer].is_there(one.day)
        assert one.talk.latest is not None
        assert one.talk.day <= one.day <= max(one.talk.latest, one.talk.day)
    again = seat(
        [replace(one.talk, day=one.day, interviewer=one.interviewer) for one in found if one.interviewer],
        staff,
        Agenda((UUID(int=1000 + number), day) for number, day in held),
    )
    assert [one.interviewer for one in again] == [one.interviewer for one in found if one.interviewer]
