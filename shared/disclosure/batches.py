"""When answers leave together: on the first night of a month, once nobody can change or take them back any more."""

from __future__ import annotations

from datetime import date, timedelta


def ready_on(last_day: date) -> date:
    """Return the month in whose batch an answer goes that can be changed up to and including ``last_day``.

    A month, no day: which of the month's answers it is cannot be read from it.
    """
    following = date(last_day.year, last_day.month, 1) + timedelta(days=31)
    return following.replace(day=1)
