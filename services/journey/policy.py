"""The numbers HR may change, and the plans with which a house begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, time, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from services.journey.domain import problems as why
from services.journey.domain.budget import Budget
from services.journey.domain.fields import Fields, read_date
from services.journey.domain.problems import Problems
from services.journey.domain.reading import read_plan
from services.journey.domain.rule import Plan
from services.journey.errors import PlanInvalid
from shared.calendar.window import Window
from shared.calendar.working import closed_days
from shared.contracts.programmes import PROGRAMMES
from shared.kernel.texts import marked

PLANS = Path(__file__).parent / "plans"
APPROVALS = ("always", "above", "never")
MOST_CLOSED = 60

NOT_A_SETTING = marked("Deze instelling kennen we niet.")
BAD_APPROVAL = marked("Kies altijd, nooit, of boven een aantal brieven per dag.")
BAD_CLOSED = marked(
    "Schrijf elke sluiting als een eerste en een laatste dag, de vroegste eerst; hooguit zestig dagen."
)

# Least and most of each number.
BOUNDS = {
    "spacing_days": (0, 365),
    "a_year": (1, 52),
    "catch_up_days": (0, 60),
    "horizon_months": (1, 120),
    "touching_days": (0, 60),
    "approval_above": (0, 1_000_000),
}


@dataclass(frozen=True, kw_only=True)
class Policy:
    """How touchpoints are sent, in this organisation."""

    # One request to a person in so many days, and so many in a year.
    spacing_days: int = 21
    a_year: int = 8
    # Due longer ago than this when we first hear of it (an import of history, a house that stood still): not sent.
    catch_up_days: int = 14
    # So far ahead moments are planned; every night a little further.
    horizon_months: int = 60
    # A contract that is renewed within so many days is no new beginning.
    touching_days: int = 7
    opens: str = "09:00"
    closes: str = "17:00"
    # The organisation's closed weeks, first and last day.
    closed: tuple[tuple[date, date], ...] = ()
    # Whether HR looks first at what leaves under a new plan: always, above so many letters a day, never.
    approval: str = "above"
    approval_above: int = 50

    @cached_property
    def window(self) -> Window:
        """Return the hours in which letters leave."""
        return Window(time.fromisoformat(self.opens), time.fromisoformat(self.closes))

    @cached_property
    def budget(self) -> Budget:
        """Return how much a person may be asked."""
        return Budget(self.spacing_days, self.a_year)

    @cached_property
    def closed_days(self) -> frozenset[date]:
        """Return each day on which the organisation is closed."""
        return closed_days(self.closed)

    def as_plain(self) -> dict[str, Any]:
        """Return the numbers as they are written down."""
        closed = [[first.isoformat(), last.isoformat()] for first, last in self.closed]
        return {**asdict(self), "closed": closed}


class _Numbers(Fields):
    """Reads the numbers."""

    def hour(self, key: str, otherwise: str) -> str:
        value = self.data.get(key, otherwise)
        try:
            time.fromisoformat(value)
        except (TypeError, ValueError):
            self.wrong(key, why.BAD_WINDOW)
            return otherwise
        return str(value)[:5]

    def closed(self) -> tuple[tuple[date, date], ...]:
        found, value = [], self.data.get("closed") or []
        for one in value if isinstance(value, list) else [None]:
            pair = one if isinstance(one, list | tuple) and len(one) == 2 else (None, None)
            days = [read_date(day, lambda _reason: None) for day in pair]
            first, last = days
            if first is None or last is None or not timedelta(0) <= last - first < timedelta(MOST_CLOSED):
                self.wrong("closed", BAD_CLOSED)
            else:
                found.append((first, last))
        return tuple(sorted(found))


def read_policy(data: Mapping[str, Any]) -> Policy:
    """Return the numbers in ``data``, those that are missing as the house came with them; raise PlanInvalid."""
    problems, otherwise = Problems(), Policy()
    read = _Numbers(data, "", problems)
    for key in data:
        if key not in {one.name for one in fields(Policy)}:
            read.wrong(str(key), NOT_A_SETTING)
    approval = data.get("approval", otherwise.approval)
    if approval not in APPROVALS:
        read.wrong("approval", BAD_APPROVAL)
    opens, closes = read.hour("opens", otherwise.opens), read.hour("closes", otherwise.closes)
    if opens >= closes:
        read.wrong("closes", why.BAD_WINDOW)
    found = Policy(
        **{
            key: read.number(key, least=least, most=most, otherwise=getattr(otherwise, key))
            for key, (least, most) in BOUNDS.items()
        },
        opens=opens,
        closes=closes,
        closed=read.closed(),
        approval=approval,
    )
    problems.raise_any()
    return found


@cache
def first_plans() -> dict[str, Plan]:
    """Return the plans with which a house begins, by programme."""
    return {one.code: load_plan(PLANS / f"{one.code}.yaml") for one in PROGRAMMES}


def load_plan(path: Path) -> Plan:
    """Return version 1 of the plan in a YAML file; raise PlanInvalid that names file, field and reason."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise PlanInvalid({path.name: [str(error)]}) from error
    try:
        return read_plan(path.stem, 1, data)
    except PlanInvalid as error:
        raise PlanInvalid({f"{path.name}: {where}": said for where, said in error.fields.items()}) from error
