"""The sample organisation while it lives: what was asked for, who is in it, and who will do what when."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime

from infra.sample import store
from infra.sample.organisation import Colleague
from infra.sample.post import Post
from infra.sample.sheet import Row
from services.clock.travel import Traveller


@dataclass(frozen=True)
class Plan:
    """What was asked for; kept in the names of the imported files, so that a load can be taken up again."""

    today: date
    people: int
    seed: int

    def file_name(self, part: str) -> str:
        """The name of an imported file."""
        return f"{store.PREFIX}-{self.today.isoformat()}-{self.people}-{self.seed}-{part}.csv"

    @staticmethod
    def of_file(name: str) -> Plan:
        """The plan in the name of a file."""
        year, month, day, people, seed = name.removeprefix(f"{store.PREFIX}-").split("-")[:5]
        return Plan(date(int(year), int(month), int(day)), int(people), int(seed))


@dataclass
class Life:
    """The sample while it lives: who is in it, what HR last exported, and who will do what when."""

    plan: Plan
    everybody: tuple[Colleague, ...]
    post: Post
    traveller: Traveller
    end: datetime
    exported: dict[str, Row] = field(default_factory=dict)
    turns: list[tuple[datetime, str]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    bounced: int = 0


def luck_of(life: Life, number: str, moment: str) -> random.Random:
    """Return the same chances each time for somebody at a moment."""
    return random.Random(f"{life.plan.seed}:{number}:{moment}")  # noqa: S311  invented people, no secrets
