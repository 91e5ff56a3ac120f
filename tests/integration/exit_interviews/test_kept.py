"""The board counts once for each state of the cases: never what is over, and never twice what stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text

from shared.db import kept
from shared.db.engine import engine_for
from shared.db.kept import Kept
from tests.house import House
from tests.integration.exit_interviews.conftest import HIRED, cases
from tests.integration.journey.employer import Employer

COUNT = text("SELECT count(*) FILTER (WHERE kind <> 'retirement') FROM exit.leaving")
RETIRE = text("UPDATE exit.leaving SET kind = 'retirement'")
RETIRE_ONE = text("""
    UPDATE exit.leaving SET kind = 'retirement'
    WHERE id = (SELECT id FROM exit.leaving WHERE kind <> 'retirement' ORDER BY id LIMIT 1)
""")


class Counting:
    """Counts who does not retire, and how often it did."""

    def __init__(self) -> None:
        self.times = 0
        self.kept = Kept("exit", size=4)

    def others(self, conn: Connection, what: str = "others") -> int:
        return self.kept.get(conn, what, lambda: self._count(conn))

    def _count(self, conn: Connection) -> int:
        self.times += 1
        return int(conn.execute(COUNT).scalar_one())


@pytest.fixture
def reader(house: House, employer: Employer) -> Iterator[Connection]:
    """Three people leave; somebody looks."""
    for one in employer.hire_many(3, HIRED):
        employer.announce(one)
    assert len(cases(house)) == 3
    with engine_for("exit").connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        yield conn


def test_what_stands_is_counted_once_and_what_moves_is_seen_as_soon_as_it_is_done(reader: Connection) -> None:
    counting = Counting()
    assert [counting.others(reader) for _ in range(3)] == [3, 3, 3]
    assert counting.times == 1
    with engine_for("exit").connect() as writer:
        writer.execute(RETIRE)
        assert counting.others(reader) == 3, "it is not done yet"
        assert counting.others(writer) == 0, "whoever does it sees it"
        writer.rollback()
        assert counting.others(reader) == 3, "it was never done"
        assert counting.times == 2
        writer.execute(RETIRE)
        writer.commit()
    assert counting.others(reader) == 0


@pytest.mark.parametrize("table", ["leaving", "talk", "report", "wish"])
def test_whatever_moves_among_the_cases_is_noted(reader: Connection, house: House, table: str) -> None:
    counting = Counting()
    counting.others(reader)
    house.sql(f"DELETE FROM exit.{table} WHERE false")
    counting.others(reader)
    assert counting.times == 2


def test_many_moves_are_swept_into_one_and_no_state_is_taken_for_another(
    reader: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_MOVES", 3)
    counting = Counting()
    for still in (2, 1, 0):
        for _ in range(4):
            reader.execute(text("UPDATE exit.leaving SET kind = kind"))
        reader.execute(RETIRE_ONE)
        assert [counting.others(reader) for _ in range(3)] == [still] * 3
        assert reader.execute(text("SELECT count(*) FROM exit.moved")).scalar_one() == 1


def test_only_so_many_answers_are_kept(reader: Connection) -> None:
    counting = Counting()
    for what in ("a", "b", "c", "d", "e", "e", "a"):
        counting.others(reader, what)
    assert counting.times == 6
