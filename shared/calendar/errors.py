"""What a calendar cannot do."""

from __future__ import annotations

from shared.kernel.errors import Invalid


class UnknownZone(Invalid):
    """No such time zone."""

    code = "unknown_zone"
    text = "De tijdzone “%(zone)s” kennen we niet. Schrijf haar zo: Europe/Amsterdam."


class DateOutOfReach(Invalid):
    """Counting from this date leads outside the calendar."""

    code = "date_out_of_reach"
    text = "Vanaf %(day)s kunnen we niet zo ver tellen: de uitkomst valt buiten de kalender."


class NoWorkingDay(Invalid):
    """More than a year without a single working day."""

    code = "no_working_day"
    text = "Na %(day)s vinden we een jaar lang geen werkdag. Kijk na welke dagen gesloten zijn."
