"""The simulated organisation: the house it lives in, its luck, and what HR knows of everybody."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from sqlalchemy import text

from infra.sample.sheet import COLUMNS, Row
from shared.db.engine import owner_engine
from shared.kernel import clock
from shared.kernel.settings import settings
from tests.house import House

HANNA = UUID("00000000-0000-4000-8000-0000000000aa")
PLACES = (
    ("NL", "", "Europe/Amsterdam"),
    ("NL", "", ""),
    ("BE", "VLG", "Europe/Brussels"),
    ("FR", "", "Europe/Paris"),
    ("US", "NY", "America/New_York"),
    ("IN", "", "Asia/Kolkata"),
    ("AU", "NSW", "Australia/Sydney"),
)
SHARES = (40, 20, 15, 10, 6, 5, 4)
DAYS_WORKED = ("", "", "", "4", "mon,tue,wed,thu", "mon,wed,fri", "tue,wed", "thu")
DEPARTMENTS = ("Zorg", "Zorg / Nacht", "Zorg / Dag", "Techniek", "Techniek / Veld", "Kantoor", "Kantoor / HR")


@dataclass
class Worker:
    """Somebody as HR's own system has them: ``row`` is the line of the next export."""

    number: str
    row: Row
    person_id: UUID | None = None
    # From this day on HR's export has what changed last; later than it happened, now and then.
    exported_from: date = date.min
    dirty: bool = True
    # Nothing happens to who died, was forgotten or merged away.
    over: bool = False
    absence: tuple[UUID, date] | None = None

    @property
    def hired(self) -> date:
        """The first day of the last employment."""
        return date.fromisoformat(self.row["hire_date"])

    @property
    def last_day(self) -> date | None:
        """The last day of the last employment, where one is known."""
        return date.fromisoformat(self.row["last_day"]) if self.row["last_day"] else None


@dataclass
class World:
    """All of it."""

    house: House
    rng: random.Random
    seed: int
    workers: list[Worker] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    merged: list[UUID] = field(default_factory=list)
    files: int = 0

    @property
    def now(self) -> datetime:
        """The instant that it is in the house."""
        return clock.now()

    @property
    def today(self) -> date:
        """The day that it is where the organisation lives."""
        return clock.today(settings().zone)

    def chance(self, share: float) -> bool:
        """Whether something of this likelihood happens."""
        return self.rng.random() < share

    def some(self, workers: list[Worker], share: float) -> list[Worker]:
        """So many of these, whoever it hits; at least one now and then of few."""
        wanted = len(workers) * share
        count = int(wanted) + self.chance(wanted - int(wanted))
        return self.rng.sample(workers, min(count, len(workers)))

    def with_state(self, *states: str) -> list[Worker]:
        """Who is in one of these states today, as HR knows it, and known to the house."""
        return [
            one
            for one in self.workers
            if not one.over and one.person_id and state_of(one, self.today) in states
        ]

    def newcomer(self, hired: date) -> Worker:
        """Invent somebody; HR's next export has them."""
        number = f"{len(self.workers) + 1:06d}"
        country, region, zone = self.rng.choices(PLACES, SHARES)[0]
        row = dict.fromkeys(COLUMNS, "") | {
            "employee_number": number,
            "given_name": "Noor",
            "family_name": f"van {_in_letters(number)}",
            "email": f"w{number}@simulated.example",
            "private_email": f"p{number}@simulated.example" if self.chance(0.5) else "",
            "language": self.rng.choice(("nl", "nl", "en", "fr")),
            "time_zone": zone,
            "country": country,
            "region": region,
            "department": self.rng.choice(DEPARTMENTS),
            "function": self.rng.choice(("Verpleegkundige", "Monteur", "Analist")),
            "hours": self.rng.choice(("24", "32", "36", "40")),
            "part_time_days": self.rng.choice(DAYS_WORKED),
            "hire_date": hired.isoformat(),
        }
        worker = Worker(number, row)
        self.workers.append(worker)
        return worker

    def find_ids(self) -> None:
        """Learn who is who in the house, by employee number."""
        unknown = {one.number: one for one in self.workers if one.person_id is None and not one.over}
        if not unknown:
            return
        query = text("SELECT employee_number, id FROM people.person WHERE employee_number = ANY(:numbers)")
        with owner_engine().connect() as conn:
            for row in conn.execute(query, {"numbers": list(unknown)}):
                unknown[row.employee_number].person_id = row.id

    def id(self, name: str) -> UUID:
        """Return an id that is the same in each run with this seed."""
        return uuid5(HANNA, f"{self.seed} {name} {self.counts['ids']}")


def _in_letters(number: str) -> str:
    """Everybody has a name of their own: ten thousand namesakes would all be looked at as perhaps the same."""
    return "".join("bdfgklmnrs"[int(digit)] + "a" for digit in number).capitalize()


def state_of(worker: Worker, today: date) -> str:
    """Return the state of somebody's last employment by its dates."""
    last = worker.last_day
    if last is not None and last < today:
        return "left"
    if worker.hired > today:
        return "expected"
    return "leaving" if last is not None else "active"


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return the instant of a wall clock where the organisation lives."""
    return datetime.combine(day, time(hour, minute), ZoneInfo(settings().zone)).astimezone(UTC)


def days(number: int) -> timedelta:
    """Return so many days."""
    return timedelta(days=number)
