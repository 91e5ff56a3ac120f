"""Where a leaving stands, whose turn it is, and whether that is late. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from services.exit_interviews.domain import reports
from services.exit_interviews.domain.cases import CLOSED, must_be_told
from shared.appointment.model import OFFERED

TO_TELL, UNREACHABLE, TO_TALK = "to_tell", "unreachable", "to_talk"
NOT_ASKED, ASKED = "not_asked", "asked"
# The conversation: nobody may hold it, no time was picked yet, a time was, it has been.
NO_INTERVIEWER, TO_PLAN, PLANNED, HELD = "no_interviewer", "to_plan", "planned", "held"
# Its report: to be written, read by the person, settled, released; and out. HELD is a conversation without a report.
TO_REPORT, WITH_LEAVER, TO_SETTLE, TO_RELEASE, RELEASED = (
    "to_report",
    "with_leaver",
    "to_settle",
    "to_release",
    "released",
)
ANSWERED, DECLINED, SILENT = "answered", "declined", "silent"
# What HR has to do first, then who is waited for, then what is over.
STAGES = (
    TO_TELL,
    UNREACHABLE,
    TO_TALK,
    NO_INTERVIEWER,
    NOT_ASKED,
    ASKED,
    TO_PLAN,
    PLANNED,
    TO_REPORT,
    WITH_LEAVER,
    TO_SETTLE,
    TO_RELEASE,
    RELEASED,
    HELD,
    ANSWERED,
    DECLINED,
    SILENT,
    CLOSED,
)
HR, LEAVER, INTERVIEWER, PLAN, NOBODY = TURNS = ("hr", "leaver", "interviewer", "plan", "nobody")
_TURNS = {
    TO_TELL: HR,
    UNREACHABLE: HR,
    TO_TALK: HR,
    NO_INTERVIEWER: HR,
    NOT_ASKED: PLAN,
    ASKED: LEAVER,
    TO_PLAN: LEAVER,
    PLANNED: INTERVIEWER,
    TO_REPORT: INTERVIEWER,
    WITH_LEAVER: LEAVER,
    TO_SETTLE: INTERVIEWER,
    TO_RELEASE: HR,
}
_REPORTS = {
    reports.SHARED: WITH_LEAVER,
    reports.CORRECTED: TO_SETTLE,
    reports.FINAL: TO_RELEASE,
    reports.RELEASED: RELEASED,
    reports.NONE: HELD,
}
# A report is written, and settled, while the conversation is remembered.
REPORT_WITHIN = timedelta(days=7)
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
    """Return where a case stands; ``row`` is a case with its latest form and its conversation, and what waits."""
    stage = _stage(row)
    late = {
        TO_TELL: row.waits or row.last_day < today,
        UNREACHABLE: True,
        TO_TALK: row.last_day - TALK_BEFORE <= today,
        NO_INTERVIEWER: row.last_day - TALK_BEFORE <= today,
        NOT_ASKED: row.last_day < today,
        # It should have been, and nobody said so.
        PLANNED: row.talk_starts_at is not None and row.talk_starts_at.date() < today,
        TO_REPORT: _long_ago(row.talk_starts_at, today),
        TO_SETTLE: _long_ago(row.report_said_at, today),
    }
    return Standing(stage, bool(late.get(stage, False)))


def _long_ago(when: datetime | None, today: date) -> bool:
    return when is not None and when.date() + REPORT_WITHIN < today


def _stage(row: Any) -> str:
    offered, form = row.talk_state == OFFERED, row.form_state
    rules = (
        (CLOSED, row.state == CLOSED),
        (TO_TELL, must_be_told(row)),
        (TO_TALK, row.wish_id is not None),
        (NOT_ASKED, form is None),
        (PLANNED, row.talk_state == "booked"),
        (_REPORTS.get(row.report_state, TO_REPORT), row.talk_state == "held"),
        (UNREACHABLE, form == "open" and row.delivery in _UNDELIVERED),
        (NO_INTERVIEWER, offered and row.talk_account is None),
        (ASKED, form == "open"),
        (TO_PLAN, offered),
        (ANSWERED, form == "answered"),
        (DECLINED, form == "declined"),
    )
    return next((stage for stage, holds in rules if holds), SILENT)
