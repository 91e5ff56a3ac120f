"""How journey reads and writes many rows at a time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import product
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from services.journey.store import lists
from services.journey.store.lists import Filters
from shared.db.arrays import array
from tests.house import House
from tests.integration.journey.crowd import fill

INSTANT = datetime(2026, 3, 29, 0, 59, 59, 999_999, tzinfo=UTC)
ID = uuid4()


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("text", ["plain", "", "NULL", 'a "b" \\c', "{d,e}", "é ü 🙂", "two\nlines", None]),
        ("uuid", [ID, None]),
        ("date", [date(1900, 1, 1), date(9999, 12, 31), None]),
        ("timestamptz", [INSTANT, None]),
        ("int", [0, -1, 2_000_000_000, None]),
        ("text", []),
    ],
)
def test_many_values_arrive_as_they_are(house: House, kind: str, values: list[object]) -> None:
    with house.transaction("journey")() as tx:
        query = text(f"SELECT * FROM unnest(cast(:values AS {kind}[]))")
        assert list(tx.conn.execute(query, {"values": array(values)}).scalars()) == values


def test_every_page_of_a_list_is_what_the_table_has_in_that_order(house: House) -> None:
    fill(house, 3_000, first="2026-01-01", days=40)
    with house.transaction("journey")() as tx:
        for programme, state in product((None, "onboarding", "exit"), (None, "planned", "cancelled", "due")):
            asked = Filters(programme=programme, state=state, first=date(2026, 1, 10))
            query = text("""
                SELECT id FROM journey.touchpoint WHERE due_date >= '2026-01-10'
                AND (cast(:programme AS text) IS NULL OR programme = :programme)
                AND (cast(:state AS text) IS NULL OR state = :state) ORDER BY due_date, id LIMIT 150
            """)
            expected = list(tx.conn.execute(query, {"programme": programme, "state": state}).scalars())
            found: list[UUID] = []
            after = None
            for _ in range(3):
                page = lists.listed(tx.conn, asked, after=after, limit=50)
                found += [line.touchpoint.id for line in page]
                after = (page[-1].touchpoint.due_date, page[-1].touchpoint.id) if page else after
            assert found[: len(expected)] == expected
            assert len(found) == len(expected)
