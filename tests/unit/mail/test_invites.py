"""Appointments as calendars read them: parsed back, they say who, when and where, and nothing else (RFC 5545, 5546)."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from services.mail.domain.letters import Invite, Outgoing, Rendered
from services.mail.gateway.kinds import Sender
from services.mail.gateway.message import build
from services.mail.rendering.invites import Attendee, invite
from shared.letterbox.event import Event
from tests.unit.mail.test_rendering import HOUSE

STAMP = datetime(2026, 3, 2, 9, 0, 30, 999, tzinfo=UTC)
FATIMA = Attendee(name="Fatima Vermeulen", email="fatima@brug.example")
EVENT = {
    "uid": "0198-abc",
    "sequence": 0,
    "method": "REQUEST",
    "starts_at": datetime(2026, 3, 27, 9, tzinfo=UTC),
    "ends_at": datetime(2026, 3, 27, 10, tzinfo=UTC),
    "zone": "Europe/Amsterdam",
    "with_name": "Anna de Boer",
    "how": "place",
    "where": "Kamer 3",
}


def made(*, attendee: Attendee = FATIMA, language: str = "nl", **changes: Any) -> tuple[Invite, Any, Any]:
    """Return an appointment, read back: whole and its event."""
    found = invite(
        Event(**{**EVENT, **changes}), house=HOUSE, attendee=attendee, language=language, stamped=STAMP
    )
    whole = Calendar.from_ical(found.text)
    [event] = whole.walk("VEVENT")
    return found, whole, event


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_a_message_has_all_that_its_method_asks_for(method: str) -> None:
    found, whole, event = made(method=method, sequence=3)
    assert (whole["METHOD"], found.method) == (method, method)
    assert (whole["VERSION"], whole["CALSCALE"]) == ("2.0", "GREGORIAN")
    # RFC 5546, 3.2.2 and 3.2.5: these have to be there, once each.
    for name in ("UID", "DTSTAMP", "DTSTART", "ORGANIZER", "ATTENDEE", "SEQUENCE", "SUMMARY", "STATUS"):
        assert name in event
        assert not isinstance(event[name], list)
    assert event["UID"] == "0198-abc@brug.example"
    assert event["SEQUENCE"] == 3
    assert event["STATUS"] == ("CANCELLED" if method == "CANCEL" else "CONFIRMED")
    assert event["DTSTAMP"].dt == STAMP.replace(microsecond=0)
    assert bool(event.walk("VALARM")) == (method == "REQUEST"), "what will not be rings no bell"


def test_the_house_organises_and_the_reader_alone_attends_and_has_said_yes() -> None:
    _, _, event = made()
    assert event["ORGANIZER"] == "mailto:hr@brug.example"
    assert event["ATTENDEE"] == "mailto:fatima@brug.example"
    assert event["ATTENDEE"].params["CN"] == "Fatima Vermeulen"
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"


@pytest.mark.parametrize(
    ("how", "where", "location"),
    [
        ("place", "Kamer 3, Kade 1", "Kamer 3, Kade 1"),
        ("video", "https://v.example/a;b", "Met beeld: https://v.example/a;b"),
        ("phone", "020 555", "Telefonisch: 020 555"),
        ("phone", "", "Telefonisch"),
    ],
)
def test_where_it_is_stands_in_its_place(how: str, where: str, location: str) -> None:
    assert made(how=how, where=where)[2]["LOCATION"] == location


@pytest.mark.parametrize(
    ("language", "summary"),
    [
        ("nl", "Gesprek met Anna de Boer"),
        ("en", "Conversation with Anna de Boer"),
        ("fr", "Entretien avec Anna de Boer"),
    ],
)
def test_it_speaks_the_readers_language_and_never_says_what_it_is_about(language: str, summary: str) -> None:
    found, _, event = made(language=language)
    assert event["SUMMARY"] == summary
    assert event["CLASS"] == "PRIVATE"
    for word in ("stay", "exit", "blijf", "vertrek", "http", "/a/"):
        assert word not in found.text.lower()


def test_nobody_breaks_out_of_a_line_whatever_they_are_called() -> None:
    wild = 'Zoë "Z"; O’Neil, \r\nATTENDEE:mailto:evil@x.example\nX-EVIL:1'
    found, whole, event = made(with_name=wild, where=wild, attendee=Attendee(name=wild, email="z@x.example"))
    assert event["ATTENDEE"] == "mailto:z@x.example"
    assert "X-EVIL" not in event
    assert not any(line.startswith(("X-EVIL", "ATTENDEE:mailto:evil")) for line in found.text.splitlines())
    assert len(whole.walk("VEVENT")) == 1


def test_lines_end_and_fold_as_they_should() -> None:
    found, _, _ = made(where="Een heel lange zaal met een naam waar geen eind aan komt, " * 4)
    assert "\n" not in found.text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in found.text.split("\r\n"))


ZONES = (
    "Europe/Amsterdam",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "America/Sao_Paulo",
    "UTC",
)


@settings(max_examples=60)
@example("America/New_York", datetime(2028, 11, 5, 3))  # noqa: DTZ001  it ends at one o'clock, which comes twice
@example("America/New_York", datetime(2028, 11, 5, 6, 30))  # noqa: DTZ001  half past one for the second time
@given(st.sampled_from(ZONES), st.datetimes(datetime(2025, 1, 1), datetime(2035, 12, 31)))  # noqa: DTZ001
def test_read_back_with_its_own_zone_it_is_the_same_instant_summer_and_winter(
    zone: str, naive: datetime
) -> None:
    starts = naive.replace(tzinfo=UTC, microsecond=0)
    _, whole, event = made(zone=zone, starts_at=starts, ends_at=starts + timedelta(hours=2))
    # In UTC: Python calls no clock time of an hour that comes twice equal to one of another zone.
    assert event["DTSTART"].dt.astimezone(UTC) == starts
    assert event["DTEND"].dt.astimezone(UTC) == starts + timedelta(hours=2)
    if zone == "UTC" or starts.astimezone(ZoneInfo(zone)).fold:
        return
    [told] = whole.walk("VTIMEZONE")
    assert told["TZID"] == event["DTSTART"].params["TZID"] == zone
    # What a calendar that knows no zones of its own makes of the clock that it reads.
    wall = event["DTSTART"].dt.replace(tzinfo=None)
    assert wall.replace(tzinfo=told.to_tz()).utcoffset() in {
        event["DTSTART"].dt.utcoffset(),
        event["DTSTART"].dt.replace(fold=1).utcoffset(),
    }


def test_it_travels_as_the_last_of_three_ways_to_read_a_letter() -> None:
    found, _, _ = made(with_name="Zoë")
    letter = Outgoing(
        letter_id=UUID(int=1),
        template="appointment/person",
        to_name="Fatima",
        to_email="fatima@brug.example",
        rendered=Rendered(subject="Je gesprek", html="<p>Hallo</p>", text="Hallo", language="nl"),
        invite=found,
    )
    raw = build(letter, Sender(name="De Brug", email="hr@brug.example", secret_key="s" * 40), STAMP)
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert message.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in message.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    part = list(message.iter_parts())[-1]
    assert (part.get_param("method"), part.get_content_charset()) == ("REQUEST", "utf-8")
    assert part.get_content().replace("\r\n", "\n") == found.text.replace("\r\n", "\n")
