"""An interviewer says when they can and where they can be met; HR can do so for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.journey.domain.hours import Block, NoHours, read_hours
from services.journey.errors import InterviewerUnknown
from services.journey.store import hours as store
from shared.calendar.errors import UnknownZone
from shared.calendar.window import zone_of
from shared.calendar.working import WEEKDAY_CODES
from shared.db.transaction import Tx
from shared.kernel.errors import Invalid
from shared.kernel.texts import marked

LONGEST = 200
# Where somebody can be met.
PLACES = ("place", "phone", "video")
NOT_HOURS = marked("Deze uren lezen we niet. Schrijf ze zo: 9:00-12:30, 13:30-17:00. Leeg is: die dag niet.")
NO_ZONE = marked("Deze tijdzone kennen we niet. Schrijf hem zo: Europe/Amsterdam.")
TOO_LONG = marked("Dit is te lang: hooguit 200 tekens.")
NO_ADDRESS = marked("Schrijf hier het hele adres van de videoverbinding, beginnend met https://.")
NO_DAY = marked("Kies een dag, vandaag of later.")


@dataclass(frozen=True, kw_only=True)
class Written:
    """What somebody wrote: hours by the code of the weekday, the zone, and where they can be met."""

    hours: Mapping[str, str]
    zone: str
    place: str
    phone: str
    video: str


def keep(tx: Tx, account_id: UUID, written: Written) -> None:
    """Keep the hours of an interviewer; raise Invalid with each field that cannot be read."""
    hours, wrong = _week(written.hours)
    wrong |= _wrong_places(written)
    if wrong:
        raise Invalid(wrong)
    values = {
        "hours": hours,
        "time_zone": written.zone or None,
        **{name: getattr(written, name) or None for name in PLACES},
    }
    if not store.keep(tx.conn, account_id, values):
        raise InterviewerUnknown


def _week(written: Mapping[str, str]) -> tuple[dict[str, list[list[str]]], dict[str, list[str]]]:
    """Return the hours of a week as they are kept, and what cannot be read."""
    hours: dict[str, list[list[str]]] = {}
    wrong: dict[str, list[str]] = {}
    for code in WEEKDAY_CODES:
        try:
            blocks = read_hours(written.get(code, ""))
        except NoHours:
            wrong[code] = [NOT_HOURS]
        else:
            if blocks:
                hours[code] = [[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in blocks]
    return hours, wrong


def _wrong_places(written: Written) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    if written.zone and not _is_zone(written.zone):
        wrong["zone"] = [NO_ZONE]
    for name in PLACES:
        if len(getattr(written, name)) > LONGEST:
            wrong[name] = [TOO_LONG]
    if written.video and not written.video.startswith(("https://", "http://")):
        wrong["video"] = [NO_ADDRESS]
    return wrong


def keep_day(tx: Tx, account_id: UUID, day: date | None, raw: str, today: date) -> None:
    """Keep other hours on one day; empty takes them away, and the week counts again."""
    if day is None or day < today:
        raise Invalid({"day": [NO_DAY]})
    try:
        blocks: Sequence[Block] = read_hours(raw)
    except NoHours:
        raise Invalid({"hours": [NOT_HOURS]}) from None
    if store.of(tx.conn, account_id) is None:
        raise InterviewerUnknown
    store.keep_day(tx.conn, account_id, day, blocks)


def _is_zone(name: str) -> bool:
    try:
        zone_of(name)
    except UnknownZone:
        return False
    return True
