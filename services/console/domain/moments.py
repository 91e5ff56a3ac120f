"""Moments as people and programs write them."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from services.console.errors import UnknownMoment

_ONLY_A_DAY = len("2027-03-09")


def read_moment(written: str, zone: str) -> datetime:
    """An instant; without an offset it is meant in `zone`, without a time at nine in the morning."""
    written = written.strip()
    try:
        moment = datetime.fromisoformat(written)
        if moment.tzinfo is None:
            if len(written) <= _ONLY_A_DAY:
                moment = datetime.combine(moment.date(), time(9))
            moment = moment.replace(tzinfo=ZoneInfo(zone))
        # Instants at the very ends of the calendar have no UTC; asking for it finds out.
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise UnknownMoment({"now": [UnknownMoment.text]}) from None
