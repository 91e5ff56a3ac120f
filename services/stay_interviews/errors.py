"""What can go wrong in words of the business."""

from __future__ import annotations

from shared.kernel.errors import NotFound


class InterviewUnknown(NotFound):
    """No such stay interview."""

    code = "interview_unknown"
    text = "Dit blijfgesprek kennen we niet."
