"""In which days the conversation may be, and whose it is."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

import pytest

from services.exit_interviews.domain.bank import QUESTIONS, THEMES
from services.exit_interviews.domain.guide import central, fitting, steps
from services.exit_interviews.domain.holding import ANY, DEPUTY, NAMED, Holder, rank
from services.exit_interviews.domain.window import window_of
from shared.appointment.model import FROM_AFAR, Window
from shared.calendar.working import EVERYWHERE, WorkCalendar

FRIDAY = date(2026, 5, 29)
BEFORE = Window(first_day=date(2026, 5, 22), last_day=date(2026, 5, 27))
AFTER = Window(first_day=date(2026, 5, 30), last_day=date(2026, 7, 10), ways=FROM_AFAR)
CARE, TEAM = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("today", "squeezed", "found"),
    [
        (date(2026, 3, 2), False, BEFORE),
        (date(2026, 5, 25), False, Window(first_day=date(2026, 5, 26), last_day=date(2026, 5, 27))),
        (date(2026, 5, 27), False, AFTER),
        (
            date(2026, 5, 27),
            True,
            Window(first_day=date(2026, 5, 28), last_day=FRIDAY, last_until=time(12)),
        ),
        (FRIDAY, True, AFTER),
        (
            date(2026, 7, 1),
            False,
            Window(first_day=date(2026, 7, 2), last_day=date(2026, 7, 10), ways=FROM_AFAR),
        ),
        (date(2026, 7, 10), False, None),
    ],
    ids=[
        "a week before",
        "what is left of it",
        "too late for it",
        "squeezed in",
        "gone",
        "later",
        "too late",
    ],
)
def test_it_is_in_the_week_before_else_after_and_never_on_the_last_afternoon(
    today: date, *, squeezed: bool, found: Window | None
) -> None:
    assert window_of(FRIDAY, today, EVERYWHERE, since=date(2026, 3, 2), squeezed=squeezed) == found


def test_who_works_two_days_a_week_has_two_of_their_own_days_left() -> None:
    mondays_and_tuesdays = WorkCalendar(days_off=frozenset({3, 4, 5}))
    found = window_of(FRIDAY, date(2026, 5, 1), mondays_and_tuesdays, since=date(2026, 3, 2))
    assert found == Window(first_day=date(2026, 5, 22), last_day=date(2026, 5, 25))


def test_a_notice_that_is_heard_of_late_still_has_weeks_for_it() -> None:
    today = date(2026, 9, 1)
    found = window_of(FRIDAY, today, EVERYWHERE, since=today)
    assert found == Window(first_day=date(2026, 9, 2), last_day=date(2026, 10, 13), ways=FROM_AFAR)


@pytest.mark.parametrize(
    ("holder", "found"),
    [
        (None, ANY),
        (Holder(), ANY),
        (Holder(kinds=frozenset({"retirement"})), NAMED),
        (Holder(kinds=frozenset({"dismissal"})), None),
        (Holder(departments=frozenset({CARE})), NAMED),
        (Holder(departments=frozenset({UUID(int=9)})), None),
        (Holder(kinds=frozenset({"retirement"}), departments=frozenset({UUID(int=9)})), None),
        (Holder(departments=frozenset({CARE}), deputy=True), DEPUTY),
    ],
)
def test_who_is_there_for_just_these_goes_first_and_who_steps_in_last(
    holder: Holder | None, found: int | None
) -> None:
    assert rank(holder, kind="retirement", line=[TEAM, CARE]) == found


def test_nobody_who_retires_or_was_dismissed_is_asked_why_they_leave() -> None:
    assert set(QUESTIONS) == set(THEMES)
    for kind in ("retirement", "dismissal"):
        assert "reasons" not in fitting(kind, THEMES)
        assert not any("Waarom ga je" in one.nl for one in central(kind))
    assert "reasons" in fitting("resignation", QUESTIONS)
    said = [point.nl for step in steps("dismissal") for point in step.points]
    assert any("Vraag niet naar redenen" in one for one in said)
