"""Facts that exit interviews publish: that something happened in a leaving, never what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.base import Fact


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Fact):
    """Somebody leaves; or leaves after all, having stayed."""

    type = "exit.case_opened"
    case_id: UUID
    spell_id: UUID
    kind: str
    last_day: date


@dataclass(frozen=True, kw_only=True)
class CaseChanged(Fact):
    """The kind or the days of the leaving are others."""

    type = "exit.case_changed"
    case_id: UUID
    kind: str
    last_day: date


@dataclass(frozen=True, kw_only=True)
class CaseClosed(Fact):
    """Nothing more is asked of this leaving."""

    type = "exit.case_closed"
    case_id: UUID
    reason: str
