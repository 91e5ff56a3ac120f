"""Under which contract invented people work, and when they were away. Pure; the same person, the same terms."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from infra.sample.lives import Stay

_AWAY: Final = 0.07
"""The share of those who have been here for more than a year that is or was away lately."""

_KINDS: Final = (("sickness", 45), ("parental", 112), ("care", 20), ("sabbatical", 90), ("unpaid", 30))
_SHARES: Final = (45, 30, 12, 7, 6)
_KNOWN_BEFORE: Final = timedelta(days=30)
"""A leave that can be foreseen is told so long before."""


@dataclass(frozen=True, kw_only=True)
class Away:
    """A leave; `open_ended` until it is over: nobody knows how long an illness lasts."""

    kind: str
    first_day: date
    last_day: date
    open_ended: bool

    @property
    def known_from(self) -> date:
        """The day on which HR hears of it."""
        return self.first_day if self.open_ended else self.first_day - _KNOWN_BEFORE


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What an employment is under."""

    contract: str
    contract_end: date | None
    probation_end: date
    away: Away | None = None


def terms(number: str, stay: Stay, today: date) -> Terms:
    """The contract, the probation and perhaps a leave of one employment of somebody."""
    # By the person and not by a common stream: who is away moves nobody else.
    rng = random.Random(f"{number}:{stay.hire_date}")  # noqa: S311  invented people, no secrets
    fresh = (today - stay.hire_date).days < 330
    contract, end = "permanent", None
    if stay.leave_kind == "end_of_contract":
        contract, end = "fixed_term", stay.last_day
    elif fresh and stay.last_day is None and rng.random() < 0.6:
        contract, end = "fixed_term", stay.hire_date + timedelta(days=364)
    elif rng.random() < 0.08:
        contract = rng.choice(("temporary_agency", "internship", "on_call"))
    probation = 30 if end else 60
    return Terms(
        contract=contract,
        contract_end=end,
        probation_end=stay.hire_date + timedelta(days=probation),
        away=_away(stay, today, rng),
    )


def _away(stay: Stay, today: date, rng: random.Random) -> Away | None:
    if stay.last_day is not None or (today - stay.hire_date).days < 400 or rng.random() > _AWAY:
        return None
    kind, about = rng.choices(_KINDS, _SHARES)[0]
    first_day = today + timedelta(days=rng.randrange(-150, 1 if kind == "sickness" else 25))
    lasts = timedelta(days=rng.randrange(about // 3, about * 2))
    return Away(kind=kind, first_day=first_day, last_day=first_day + lasts, open_ended=kind == "sickness")
