"""Contracts that follow on one another within six months are shown to HR, with the dates."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from services.people.domain import Spell
from services.people.policy import chain, counts_until


def spell(first: str, last: str | None, contract: str | None = "fixed_term", state: str = "left") -> Spell:
    return Spell(
        id=uuid4(), no=1, latest=last is None, state=state, hire_date=date.fromisoformat(first),
        last_day=date.fromisoformat(last) if last else None, contract=contract,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("hired", "counts"),
    [("2022-02-28", True), ("2022-03-01", True), ("2022-03-02", False), ("2023-01-01", False)],
)
def test_exactly_six_months_between_still_counts(hired: str, counts: bool) -> None:
    earlier = spell("2020-09-01", "2021-08-31")
    assert counts_until(earlier) == date(2022, 3, 1)
    found = chain([earlier, spell(hired, None)])
    assert len(found) == (2 if counts else 0)


def test_a_chain_goes_back_as_far_as_its_links_hold() -> None:
    old, one, two = (
        spell("2010-01-01", "2012-01-01"),
        spell("2019-01-01", "2019-12-31"),
        spell("2020-03-01", "2021-02-28"),
    )
    now = spell("2021-05-01", None)
    never = spell("2021-03-01", None, state="never_started")
    assert chain([now, two, never, old, one]) == [one, two, now]


def test_what_is_permanent_or_alone_is_no_chain() -> None:
    assert chain([]) == []
    assert chain([spell("2021-05-01", None)]) == []
    assert chain([spell("2020-01-01", "2021-04-30"), spell("2021-05-01", None, contract="permanent")]) == []
