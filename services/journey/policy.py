"""The numbers HR may change, and the plan in use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from services.journey.domain.plan import Plan, read_plan
from services.journey.errors import PlanError
from shared.calendar.window import OFFICE_HOURS, Window

DEFAULT_PLAN = Path(__file__).parent / "plans" / "default.yaml"


@dataclass(frozen=True, kw_only=True)
class Policy:
    """How touchpoints are sent."""

    # Due longer ago than this when we first hear of it (an import of history, a house that stood still): not sent.
    catch_up_days: int = 14
    window: Window = OFFICE_HOURS


POLICY = Policy()


@cache
def default_plan() -> Plan:
    """Return the plan in use."""
    return load_plan(DEFAULT_PLAN)


def load_plan(path: Path) -> Plan:
    """Return the plan in the YAML file at ``path``; raise PlanError that names file, rule and key."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise PlanError(f"{path.name}: {error}") from error
    return read_plan(data, path.name)
