"""Appointments as calendars read them (RFC 5545, 5546): who, when and where, and never what it is about.

The house is the organiser and the reader the only attendee: so each has the appointment in their calendar, and nobody
learns another's address. The zone comes along with its changes of summer time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Timezone, vCalAddress, vText
from icalendar import Event as Component

from services.mail.domain.letters import Invite
from services.mail.domain.names import tidy
from services.mail.rendering.letters import House
from shared.calendar.window import known_zone
from shared.letterbox.event import CANCEL, Event

PRODID = "-//Weerzien//appointment//NL"
# A zone is told around the appointment: before it, and long enough after it for who moves it by hand.
AROUND = timedelta(days=400)
WITH = {"nl": "Gesprek met {name}", "en": "Conversation with {name}", "fr": "Entretien avec {name}"}
ALONE = {"nl": "Gesprek", "en": "Conversation", "fr": "Entretien"}
BY_PHONE = {"nl": "Telefonisch", "en": "By phone", "fr": "Par téléphone"}
BY_VIDEO = {"nl": "Met beeld", "en": "By video", "fr": "En visioconférence"}
# No link stands here: it is a key, and others look into calendars; its address would say what it is about.
MORE = {
    "nl": "Verzetten of afzeggen kan met de link in de mail.",
    "en": "You can move or cancel it with the link in the mail.",
    "fr": "Vous pouvez le déplacer ou l’annuler avec le lien qui se trouve dans le message.",
}


@dataclass(frozen=True, kw_only=True)
class Attendee:
    """Who reads it."""

    name: str
    email: str


def invite(event: Event, *, house: House, attendee: Attendee, language: str, stamped: datetime) -> Invite:
    """Return an appointment as it travels."""
    zone = known_zone(event.zone, house.zone)
    found = Calendar()
    found.add("prodid", PRODID)
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", event.method)
    found.add_component(_zone(zone, event.starts_at.year))
    found.add_component(_component(event, zone, house, attendee, language, stamped))
    return Invite(method=event.method, text=found.to_ical().decode())


def _component(
    event: Event, zone: str, house: House, attendee: Attendee, language: str, stamped: datetime
) -> Component:
    domain = parseaddr(house.sender)[1].rpartition("@")[2] or "weerzien"
    place = ZoneInfo(zone)
    made = Component()
    made.add("uid", f"{event.uid}@{domain}")
    made.add("sequence", event.sequence)
    made.add("dtstamp", stamped.replace(microsecond=0))
    made.add("dtstart", _told(event.starts_at, place))
    made.add("dtend", _told(event.ends_at, place))
    name = tidy(event.with_name)
    made.add(
        "summary", vText(tidy(event.title) or (WITH[language].format(name=name) if name else ALONE[language]))
    )
    made.add("location", vText(_location(event, language)))
    made.add("status", "CANCELLED" if event.method == CANCEL else "CONFIRMED")
    made.add("class", "PRIVATE")
    made.add("transp", "OPAQUE")
    made.add("organizer", _address(*parseaddr(house.sender)), encode=False)
    made.add("attendee", _attendee(attendee), encode=False)
    if event.method != CANCEL:
        made.add("description", vText(MORE[language]))
        made.add_component(_alarm(ALONE[language]))
    return made


def _location(event: Event, language: str) -> str:
    where = tidy(event.where)
    if event.how == "place":
        return where
    words = (BY_PHONE if event.how == "phone" else BY_VIDEO)[language]
    return f"{words}: {where}" if where else words


def _address(name: str, email: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{email}")
    if tidy(name):
        found.params["CN"] = vText(tidy(name))
    return found


def _attendee(attendee: Attendee) -> vCalAddress:
    """The reader, who has said yes already: the time was picked, or is in their hours."""
    found = _address(attendee.name, attendee.email)
    found.params["CUTYPE"] = vText("INDIVIDUAL")
    found.params["ROLE"] = vText("REQ-PARTICIPANT")
    found.params["PARTSTAT"] = vText("ACCEPTED")
    found.params["RSVP"] = vText("FALSE")
    return found


def _alarm(words: str) -> Alarm:
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", vText(words))
    made.add("trigger", timedelta(minutes=-15))
    return made


def _told(instant: datetime, place: ZoneInfo) -> datetime:
    """Return it by the clock of the place; of an hour that comes twice a clock cannot say which: the second in UTC."""
    local = instant.astimezone(place)
    return instant if local.fold else local


@lru_cache(maxsize=256)
def _zone(zone: str, year: int) -> Timezone:
    first, last = datetime(year, 1, 1) - AROUND, datetime(year, 12, 31) + AROUND  # noqa: DTZ001  days of a calendar
    return Timezone.from_tzid(zone, first_date=first.date(), last_date=last.date())
