"""A follower whose effects can be counted, and a writer of facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import text

from shared.contracts.people import PersonForgotten, PersonHired
from shared.db.transaction import Tx
from shared.eventlog.follow import Follower, Run, catch_up
from shared.kernel.ids import new_id
from tests.house import House


@dataclass
class Notebook:
    """Follows people under journey's role and writes down each fact that it saw."""

    house: House
    refuses: set[UUID] = field(default_factory=set)
    interrupt: Callable[[Tx], None] = lambda _tx: None

    def __post_init__(self) -> None:
        self.transaction = self.house.transaction("journey")
        self.follower = Follower("journey", {PersonHired: self.note, PersonForgotten: self.note})

    def note(self, tx: Tx, run: Run) -> None:
        """Write a line a fact; there is no unique key that would hide a second time."""
        if any(recorded.fact.person_id in self.refuses for recorded in run):
            message = "will not have this one"
            raise RuntimeError(message)
        tx.conn.execute(
            text("INSERT INTO journey.seen (position, person_id) VALUES (:position, :person)"),
            [{"position": r.position, "person": r.fact.person_id} for r in run],
        )
        self.interrupt(tx)

    def catch_up(self, **options: int) -> int:
        """Follow until all is quiet."""
        return catch_up(self.follower, self.transaction, **options)

    def seen(self) -> list[int]:
        """Return the positions in the order in which they had their effect."""
        return [row.position for row in self.house.sql("SELECT position FROM journey.seen ORDER BY line")]


@pytest.fixture
def notebook(house: House) -> Notebook:
    """A follower with an empty notebook."""
    house.sql("CREATE TABLE journey.seen (line bigserial, position bigint NOT NULL, person_id uuid)")
    house.sql("GRANT USAGE ON SEQUENCE journey.seen_line_seq TO weerzien_journey")
    return Notebook(house)


def hire(house: House, persons: Sequence[UUID]) -> None:
    """Record that ``persons`` were hired, in one commit."""
    with house.transaction("people")() as tx:
        tx.record(
            *(
                PersonHired(person_id=person, spell_id=new_id(), hire_date=date(2026, 1, 1))
                for person in persons
            )
        )
