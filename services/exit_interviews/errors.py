"""What can go wrong in words of the business."""

from __future__ import annotations

from shared.kernel.errors import NotFound


class CaseUnknown(NotFound):
    """No such leaving case."""

    code = "case_unknown"
    text = "Dit vertrek kennen we niet."
