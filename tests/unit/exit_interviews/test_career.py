"""A career as stages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import UUID
from zoneinfo import ZoneInfo

from services.exit_interviews.domain.career import stages

SPELL, OTHER = UUID(int=1), UUID(int=2)


def stood(spell: UUID = SPELL, function: str | None = "Verpleger", **more: object) -> SimpleNamespace:
    return SimpleNamespace(
        **{"spell_id": spell, "function": function, "department_path": "Zorg", "manager": None, **more}
    )


def test_each_stage_ends_the_day_before_the_next_and_slips_are_none() -> None:
    first = stood(OTHER, "Stagiair", hire_date=date(2018, 1, 1), last_day=date(2018, 6, 30))
    now = stood(function="Teamleider", hire_date=date(2020, 2, 29), last_day=None)
    before = [
        stood(OTHER, "Stage", until=datetime(2019, 3, 4, 9, tzinfo=UTC)),  # mended long after the last day
        stood(until=datetime(2021, 5, 2, 22, 30, tzinfo=UTC)),  # the third of May, in Amsterdam
        stood(function="Vergist", until=datetime(2021, 5, 3, 9, tzinfo=UTC)),
        stood(manager="Anna", until=datetime(2022, 1, 1, 9, tzinfo=UTC)),
        stood(function="Teamleider", until=datetime(2023, 1, 1, 9, tzinfo=UTC)),
    ]
    found = stages([first, now], before, ZoneInfo("Europe/Amsterdam"))
    assert [(one.first, one.last, one.function, one.manager) for one in found] == [
        (date(2018, 1, 1), date(2018, 6, 30), "Stagiair", ""),
        (date(2020, 2, 29), date(2021, 5, 2), "Verpleger", ""),
        (date(2021, 5, 3), date(2021, 12, 31), "Verpleger", "Anna"),
        (date(2022, 1, 1), None, "Teamleider", ""),
    ]
