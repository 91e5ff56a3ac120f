"""Under which plans, numbers and time the touchpoints of somebody are decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from services.journey.domain.budget import Budget
from services.journey.domain.rule import Plan, Rule
from services.journey.domain.spell import Spell
from services.journey.domain.touchpoint import GONE, Touchpoint
from shared.calendar.window import OFFICE_HOURS, Window, zone_of


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Under which plans, numbers and time decisions are taken."""

    # Of the programmes that are switched on.
    plans: Mapping[str, Plan]
    now: datetime
    window: Window = OFFICE_HOURS
    budget: Budget = field(default_factory=Budget)
    catch_up_days: int = 14
    # What came too late is recorded this far back; before that it is history.
    look_back_days: int = 60
    horizon_months: int = 60
    touching_days: int = 7
    # Why an employment that is no longer there is gone: forgotten, merged.
    gone: str = GONE
    # The programmes of which nothing leaves before HR has looked at what would.
    unseen: frozenset[str] = frozenset()
    # Versions of plans under which something left that still waits for an answer, where they are no longer in force.
    earlier: Mapping[tuple[str, int], Plan] = field(default_factory=dict)

    @cached_property
    def rules(self) -> dict[tuple[str, str], Rule]:
        """Return the rules in use by programme and name."""
        return {rule.key: rule for plan in self.plans.values() for rule in plan.rules}

    def version(self, programme: str) -> int:
        """Return the version of a programme's plan."""
        return self.plans[programme].version

    def sent_under(self, one: Touchpoint) -> list[Rule]:
        """Return the rule of what has left, as it is and as it was: what either allows goes on."""
        sent = self.earlier.get((one.programme, one.plan_version or 0))
        found = (self.rules.get(one.rule_key), sent.rule(one.rule) if sent else None)
        return [rule for rule in found if rule]

    def window_of(self, rule: Rule | None) -> Window:
        """Return the hours in which a rule's letters leave."""
        return (rule.window if rule else None) or self.window


def local_day(instant: datetime, spell: Spell) -> date:
    """Return the date that it is at ``instant`` where somebody works."""
    return instant.astimezone(zone_of(spell.zone)).date()
