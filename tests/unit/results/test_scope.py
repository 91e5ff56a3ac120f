"""Which departments are a manager's, and whether a difference can be chance."""

from __future__ import annotations

import pytest

from shared.kernel.chance import means_differ, sample_of, shares_differ
from shared.results.scope import led_by

CARE, HOME, WARD = ("Zorg",), ("Zorg", "Thuis"), ("Zorg", "Wonen")


@pytest.mark.parametrize(
    ("counts", "tops"),
    [
        ([(HOME, 10, 10), (WARD, 6, 6)], (CARE,)),
        ([(HOME, 10, 10), (WARD, 30, 0)], (HOME,)),
        ([(HOME, 10, 6), (WARD, 30, 0)], (HOME,)),
        ([(HOME, 10, 5)], ()),
        ([((), 4, 4), (HOME, 3, 0)], ()),
        ([(HOME, 10, 9), (("Kantoor",), 5, 5), (WARD, 20, 0)], (("Kantoor",), HOME)),
        ([], ()),
    ],
)
def test_a_department_is_theirs_where_most_of_its_people_are(counts: list[object], tops: object) -> None:
    assert led_by(counts) == tops  # type: ignore[arg-type]


def test_what_may_be_chance_is_not_called_a_change() -> None:
    assert not shares_differ(4, 8, 3, 8)
    assert shares_differ(90, 100, 60, 100)
    assert not shares_differ(3, 3, 0, 0)
    low, high = sample_of({1: 3, 5: 2}), sample_of({2: 2, 5: 3})
    assert not means_differ(low, high)
    assert means_differ(sample_of({4: 40, 5: 60}), sample_of({2: 50, 3: 50}))
    assert not means_differ(sample_of({4: 1}), sample_of({1: 1}))
    assert means_differ(sample_of({4: 9}), sample_of({3: 9}))
