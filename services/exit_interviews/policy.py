"""The numbers HR may change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, kw_only=True)
class CasePolicy:
    """How leaving cases begin and end."""

    # Who had left before that when we heard of it is history: no case, no letter.
    history_after: timedelta = timedelta(days=180)


CASES = CasePolicy()
