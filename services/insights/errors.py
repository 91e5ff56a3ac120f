"""What can go wrong in words of the business."""

from __future__ import annotations

from shared.kernel.errors import Conflict, Invalid


class PeriodBackwards(Invalid):
    """A period that ends before it begins."""

    code = "period_backwards"
    text = "Deze jaren kloppen niet: het laatste ligt voor het eerste."


class PeriodTooLong(Invalid):
    """More years than are shown at once."""

    code = "period_too_long"
    text = "Vraag hooguit %(most)s jaren tegelijk."


class AlreadyRebuilding(Conflict):
    """One rebuilding at a time."""

    code = "already_rebuilding"
    text = "De cijfers worden al opnieuw opgebouwd. Wacht tot dat klaar is."
