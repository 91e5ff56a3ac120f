"""Vacancies as other systems write them; and an address that leads inside the house is never asked."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from services.alumni.errors.sources import FeedAddress, FeedEmpty, FeedUnreadable
from services.alumni.gateway.feeds import fetch
from services.alumni.gateway.outside import Refused, number_of
from services.alumni.imports.postings import read_postings

TODAY = date(2026, 3, 2)
POSTING = {
    "@type": "JobPosting",
    "identifier": {"@type": "PropertyValue", "value": "A-17"},
    "title": "Planner",
    "description": "<p>Je <b>plant</b> de zorg.</p><ul><li>32 uur</li></ul><script>alert(1)</script>",
    "datePosted": "2026-02-20T08:00:00+01:00",
    "validThrough": "2026-04-01",
    "jobLocation": {"@type": "Place", "address": {"addressLocality": "Utrecht"}},
    "occupationalCategory": "Zorg",
    "workHours": "24 - 32 uur",
    "hiringOrganization": {"name": "Zorghuis"},
    "url": "https://werk.example/a-17",
}
PAGE = (
    '<!doctype html><html><script type="application/ld+json">{</script><script type="application/ld+json">'
    + json.dumps(POSTING).replace("</", r"<\/")
    + "</script></html>"
)
XML = """<?xml version="1.0" encoding="UTF-8"?>
<source><publisher>X</publisher><job><company><name>Zorghuis</name></company>
<referencenumber><![CDATA[A-17]]></referencenumber><title>Planner</title><city>Utrecht</city>
<description><![CDATA[<p>Je plant de zorg.</p>]]></description>
<date>Fri, 20 Feb 2026 08:00:00 GMT</date></job></source>"""


def only(content: str | bytes) -> Any:
    found = read_postings(content if isinstance(content, bytes) else content.encode(), TODAY)
    assert found.faults == []
    (one,) = found.rows
    return one


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(POSTING),
        json.dumps({"@graph": [{"@type": "Organization"}, POSTING]}),
        json.dumps({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": POSTING}]}),
        PAGE,
    ],
)
def test_json_ld_is_read_wherever_it_stands(content: str) -> None:
    one = only(content)
    assert (one.outside_id, one.title, one.place, one.field) == ("A-17", "Planner", "Utrecht", "Zorg")
    assert (one.hours_from, one.hours_to) == (24, 32)
    assert (one.opens_on, one.closes_on) == (date(2026, 2, 20), date(2026, 4, 1))
    assert "plant" in one.body
    assert "- 32 uur" in one.body
    assert "alert" not in one.body


def test_xml_is_read_and_the_name_of_the_employer_is_not_that_of_the_job() -> None:
    one = only(XML)
    assert (one.outside_id, one.title, one.place, one.opens_on) == (
        "A-17",
        "Planner",
        "Utrecht",
        date(2026, 2, 20),
    )
    assert one.told == ("opens_on",)


def test_a_day_that_is_not_told_moves_without_being_a_change() -> None:
    later = read_postings(XML.encode(), date(2026, 3, 20)).rows[0]
    assert only(XML).mark() == later.mark()
    assert only(XML).closes_on != later.closes_on


def test_a_table_is_read_by_its_headings() -> None:
    one = only("nummer;titel;omschrijving;standplaats;uren;sluitdatum\n7;Bakker;Je bakt.;Gent;38;1-4-2026\n")
    assert (one.outside_id, one.title, one.place, one.hours_from, one.closes_on) == (
        "7", "Bakker", "Gent", 38, date(2026, 4, 1),
    )  # fmt: skip


def test_everything_that_is_wrong_is_told_at_once_and_the_rest_goes_on() -> None:
    broken = {
        "@type": "JobPosting",
        "identifier": "B",
        "title": "",
        "validThrough": "morgen",
        "url": "javascript:x",
    }
    over = {**POSTING, "identifier": "C", "validThrough": "2026-01-01", "datePosted": "2025-12-01"}
    found = read_postings(json.dumps([POSTING, broken, over, POSTING]).encode(), TODAY)
    assert [one.outside_id for one in found.rows] == ["A-17"]
    told = {(one.about, one.code) for one in found.faults}
    assert told == {
        ("title", "title_missing"), ("body", "body_missing"), ("closes_on", "date_unknown"), ("url", "url_wrong"),
        ("closes_on", "over"), ("outside_id", "id_double"),
    }  # fmt: skip
    assert found.present == {"A-17", "B"}, "what cannot be read is there; what is over is not"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", FeedEmpty),
        (b"[]", FeedEmpty),
        (b'{"@type": "Organization"}', FeedEmpty),
        (b"{", FeedUnreadable),
        (b"<job><title>x", FeedUnreadable),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><jobs><job><title>&a;</title></job></jobs>', FeedUnreadable),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><jobs/>', FeedUnreadable),
        (b"[" * 100_000, FeedUnreadable),
        (b"<a>" * 5_000 + b"</a>" * 5_000, FeedUnreadable),
    ],
)
def test_what_is_no_feed_is_refused(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_postings(content, TODAY)


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.4", "169.254.169.254", "::1", "::ffff:10.0.0.1", "fe80::1", "0.0.0.0",
        "224.0.0.1",
    ],
)  # fmt: skip
def test_a_number_inside_the_house_is_never_asked(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    family = 10 if ":" in number else 2
    monkeypatch.setattr("socket.getaddrinfo", lambda *_a, **_k: [(family, 1, 6, "", (number, 80))])
    with pytest.raises(Refused):
        number_of("werk.example", 80)


@pytest.mark.parametrize(
    "url", ["ftp://werk.example/x", "https://naam:wacht@werk.example/", "https:///x", "file:///etc/passwd"]
)
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(FeedAddress):
        fetch(url)


def test_half_a_sign_that_another_system_cut_off_is_read_as_a_question_mark() -> None:
    cut = POSTING | {"description": "Je plant \ud83d", "identifier": "A-\ud83d"}
    (found,) = read_postings(json.dumps(cut).encode(), TODAY).rows
    assert (found.outside_id, found.body, len(found.mark())) == ("A-?", "Je plant ?", 64)


def test_an_item_that_cannot_be_read_is_there_under_the_name_under_which_it_is_kept() -> None:
    odd = POSTING | {"identifier": "A-\x0017", "description": ""}
    read = read_postings(json.dumps(odd).encode(), TODAY)
    assert (read.rows, read.present) == ([], frozenset({"A-17"}))
