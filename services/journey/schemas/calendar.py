"""A calendar as other programs read it (RFC 5545): what stands in it tells a passer-by nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vDuration, vText, vUri
from icalendar import vDatetime as Instant

from services.journey.actions.feeding import Reading
from services.journey.domain.rule import asks_conversation
from services.journey.domain.touchpoint import CANCELLED, SKIPPED
from services.journey.schemas.words import kind_words, named_words
from services.journey.store import feeds
from services.journey.store.feeds import DayCount
from shared.calendar.window import zone_of
from shared.kernel.settings import settings
from shared.web.texts import gettext, ngettext

PRODID = "-//Weerzien//journey//NL"
REFRESH = timedelta(hours=1)
CONVERSATION_LASTS = timedelta(hours=1)
A_DAY = timedelta(days=1)


def as_ics(reading: Reading) -> bytes:
    """Return a calendar as bytes; the same calendar is the same bytes, so that readers may ask whether it changed."""
    found = Calendar()
    found.add("prodid", PRODID)
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    for key in ("name", "x-wr-calname"):
        found.add(key, vText(_title(reading)))
    found.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", vDuration(REFRESH))
    host = urlsplit(settings().base_url).hostname or "weerzien"
    for one in reading.events:
        found.add_component(_event(one, reading, host))
    for day in reading.days:
        found.add_component(_day(day, reading, host))
    body: bytes = found.to_ical()
    return body


def _title(reading: Reading) -> str:
    house = settings().organisation
    if reading.feed.interviewer is not None:
        what = str(gettext("Mijn gesprekken"))
    elif reading.feed.programme is not None:
        what = kind_words(reading.feed.programme)
    else:
        what = str(gettext("Momenten"))
    return f"{what} · {house}"


def _event(one: feeds.Event, reading: Reading, host: str) -> Event:
    point = one.touchpoint
    rule = reading.rules.get((point.programme, point.rule, point.plan_version))
    name = reading.names.get(point.person_id) or str(gettext("naam gewist"))
    event = Event()
    event.add("uid", f"{point.id}@{host}")
    event.add("sequence", point.sequence)
    event.add("summary", vText(f"{named_words(rule, point.programme, point.rule)}: {name}"))
    event.add("description", vText(str(gettext("Waarom dit hier staat, lees je achter de link."))))
    event.add("url", vUri(f"{settings().base_url}/journey/desk/people/{point.person_id}#t-{point.id}"))
    event.add("status", "CANCELLED" if point.state in {CANCELLED, SKIPPED} else "CONFIRMED")
    at = point.released_at or point.send_at
    if asks_conversation(point.ask or (rule.ask if rule else None)):
        _timed(event, at)
    else:
        _all_day(event, at.astimezone(zone_of(one.zone)).date())
    _stamped(event, made=one.planned_at, changed=max(one.changed_at or one.planned_at, one.planned_at))
    return event


def _day(one: DayCount, reading: Reading, host: str) -> Event:
    """So many of a moment on one day, where each by name would be too many."""
    moment = named_words(reading.rules.get((one.programme, one.rule, one.version)), one.programme, one.rule)
    people = ngettext("%(num)s collega", "%(num)s collega's", one.many)
    event = Event()
    event.add("uid", f"{one.day.isoformat()}-{one.programme}-{one.rule}@{host}")
    # A count has no history of its own: whoever reads sees the newest.
    event.add("sequence", 0)
    event.add("summary", vText(f"{moment}: {people}"))
    event.add("url", vUri(f"{settings().base_url}/journey/desk/?from={one.day}&to={one.day}"))
    event.add("status", "CONFIRMED")
    _all_day(event, one.day)
    _stamped(event, made=one.planned_at, changed=one.planned_at)
    return event


def _timed(event: Event, at: datetime) -> None:
    begins = at.astimezone(UTC).replace(microsecond=0)
    event.add("dtstart", begins)
    event.add("dtend", begins + CONVERSATION_LASTS)
    event.add("transp", "OPAQUE")


def _all_day(event: Event, day: date) -> None:
    event.add("dtstart", day)
    event.add("dtend", day + A_DAY)
    # A letter that leaves takes nobody's time.
    event.add("transp", "TRANSPARENT")


def _stamped(event: Event, *, made: datetime, changed: datetime) -> None:
    event.add("class", "PRIVATE")
    # Without a METHOD the stamp says when it was last changed (RFC 5545, 3.8.7.2): never when it was asked for.
    for key, at in (("dtstamp", changed), ("last-modified", changed), ("created", made)):
        event.add(key, Instant(at.astimezone(UTC).replace(microsecond=0)))
