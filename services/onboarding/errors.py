"""What can go wrong in words of the business."""

from __future__ import annotations

from shared.kernel.errors import NotFound


class CheckinUnknown(NotFound):
    """No such check-in."""

    code = "checkin_unknown"
    text = "Deze check-in kennen we niet."


class MomentUnknown(Exception):
    """The plan asks for a moment that has no questionnaire; the fact waits until somebody writes one."""


class LevelUnfit(Exception):
    """A questionnaire promises a level that check-ins cannot keep."""
