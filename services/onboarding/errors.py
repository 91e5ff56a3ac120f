"""What can go wrong in words of the business."""

from __future__ import annotations

from shared.kernel.errors import NotFound


class CheckinUnknown(NotFound):
    """No such check-in."""

    code = "checkin_unknown"
    text = "Deze check-in kennen we niet."


class SignalUnknown(NotFound):
    """There is no such signal, or not any more."""

    code = "signal_unknown"
    text = "Dit signaal is er niet meer: de cijfers geven er geen aanleiding meer toe."
