"""Where a leaving stands, whose turn it is, and whether that is late. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from services.exit_interviews.domain.cases import CLOSED, must_be_told

TO_TELL, UNREACHABLE, TO_TALK = "to_tell", "unreachable", "to_talk"
NOT_ASKED, ASKED = "not_asked", "asked"
ANSWERED, DECLINED, SILENT = "answered", "declined", "silent"
# What HR has to do first, then who is waited for, then what is over.
STAGES = (TO_TELL, UNREACHABLE, TO_TALK, NOT_ASKED, ASKED, ANSWERED, DECLINED, SILENT, CLOSED)
HR, LEAVER, PLAN, NOBODY = "hr", "leaver", "plan", "nobody"
TURNS = (HR, LEAVER, PLAN, NOBODY)
_TURNS = {TO_TELL: HR, UNREACHABLE: HR, TO_TALK: HR, NOT_ASKED: PLAN, ASKED: LEAVER}
_UNDELIVERED = ("no_address", "suppressed", "refused")
# Who asked to talk should do so before the last days.
TALK_BEFORE = timedelta(days=7)


@dataclass(frozen=True)
class Standing:
    """Where a leaving stands."""

    stage: str
    late: bool

    @property
    def turn(self) -> str:
        """Return whose turn it is."""
        return turn_of(self.stage)


def turn_of(stage: str) -> str:
    """Return whose turn it is at a stage."""
    return _TURNS.get(stage, NOBODY)


def standing(row: Any, today: date) -> Standing:
    """Return where a case stands; ``row`` is a case with the state and delivery of its latest form, and what waits."""
    stage = _stage(row)
    late = {
        TO_TELL: row.waits or row.last_day < today,
        UNREACHABLE: True,
        TO_TALK: row.last_day - TALK_BEFORE <= today,
        NOT_ASKED: row.last_day < today,
    }
    return Standing(stage, bool(late.get(stage, False)))


def _stage(row: Any) -> str:
    if row.state == CLOSED:
        return CLOSED
    if must_be_told(row):
        return TO_TELL
    if row.wish_id is not None:
        return TO_TALK
    if row.form_state is None:
        return NOT_ASKED
    if row.form_state == "open":
        return UNREACHABLE if row.delivery in _UNDELIVERED else ASKED
    return {"answered": ANSWERED, "declined": DECLINED}.get(row.form_state, SILENT)
