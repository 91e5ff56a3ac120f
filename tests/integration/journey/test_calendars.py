"""Calendars under a secret address, read back by a calendar program and held against RFC 5545."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from icalendar import Calendar

from services.journey import jobs
from services.journey.actions import by_hand, feeding
from services.journey.domain.settle import Change
from services.journey.store import touchpoints
from services.journey.store.saving import save
from services.journey.wiring import transaction
from shared.kernel.ids import new_id
from tests.house import House, pressed
from tests.integration.journey.employer import Employer, nobody_looks_first

API = "/journey/api/v1"
DESK = "/journey/desk/calendars"


@pytest.fixture
def employer(house: House) -> Employer:
    return Employer(house)


def call(house: House, method: str, path: str, body: Any = None) -> Any:
    return house.client("journey").open(f"{API}{path}", method=method, headers=house.api, json=body)


def make(house: House, **body: Any) -> str:
    made = call(house, "POST", "/calendars", body)
    assert made.status_code == 201
    return str(made.get_json()["address"]).removeprefix(house.settings.base_url)


def read(house: House, path: str, status: int = 200, **headers: str) -> Any:
    answer = house.client("journey").get(path, headers=headers)
    assert answer.status_code == status
    assert "Set-Cookie" not in answer.headers
    return answer


def events(house: House, path: str) -> dict[str, Any]:
    body = read(house, path).data
    assert_sound(body)
    return {str(one["uid"]): one for one in Calendar.from_ical(body).walk("VEVENT")}


def assert_sound(body: bytes) -> None:
    """RFC 5545: lines end in CRLF and have 75 octets at most (3.1); what has to be there is there, once (3.6)."""
    text = body.decode("utf-8")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
    for line in body.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")  # no letter is torn in two
    lines = text.replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    for name in ("PRODID:", "VERSION:2.0"):
        assert sum(line.startswith(name) for line in lines) == 1
    assert not any(line.startswith(("BEGIN:VTIMEZONE", "METHOD")) or "TZID" in line for line in lines)
    for one in text.replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]:
        inside = one.split("END:VEVENT")[0].split("\r\n")
        for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS", "CLASS", "URL"):
            assert sum(re.match(rf"{name}[:;]", line) is not None for line in inside) == 1, (name, inside)
        assert not any(line.startswith("DURATION") for line in inside)


def point(house: House, rule: str = "week_1") -> Any:
    return house.sql("SELECT * FROM journey.touchpoint WHERE rule = :rule ORDER BY id LIMIT 1", rule=rule)[0]


def test_a_calendar_has_an_event_for_each_moment_from_thirty_days_back_to_half_a_year_ahead(
    house: House, employer: Employer
) -> None:
    employer.hire(given="Fatima")
    jobs.catch_up()
    nobody_looks_first(house)
    found = events(house, make(house))
    one = found[f"{point(house).id}@127.0.0.1"]
    assert str(one["summary"]) == "Check-in na een week: Fatima V."
    assert one.decoded("dtstart") == date(2026, 3, 9)
    assert one.decoded("dtend") == date(2026, 3, 10)
    assert (str(one["class"]), str(one["status"]), int(one["sequence"])) == ("PRIVATE", "CONFIRMED", 0)
    assert str(one["url"]) == (
        f"{house.settings.base_url}/journey/desk/people/{point(house).person_id}#t-{point(house).id}"
    )
    assert len(found) == 3, "after a week, a month and three; half a year is too far"
    house.set_time(datetime(2026, 3, 9, 14, 0, tzinfo=UTC))
    jobs.release_due()
    house.set_time(datetime(2026, 4, 7, 8, 0, tzinfo=UTC))
    assert f"{point(house).id}@127.0.0.1" in events(house, "/" + make(house).lstrip("/"))
    house.set_time(datetime(2026, 4, 10, 8, 0, tzinfo=UTC))
    assert f"{point(house).id}@127.0.0.1" not in events(house, make(house))


def test_the_head_says_how_it_is_called_and_when_to_look_again(house: House) -> None:
    calendar = Calendar.from_ical(read(house, make(house, programme="onboarding")).data)
    assert "Check-ins in het eerste jaar" in str(calendar["x-wr-calname"])
    assert calendar["refresh-interval"].params["VALUE"] == "DURATION"
    assert calendar["refresh-interval"].to_ical() == b"PT1H"
    assert_sound(read(house, make(house)).data)


def test_each_move_counts_and_what_does_not_come_is_called_off_where_it_was_seen(
    house: House, employer: Employer
) -> None:
    one = employer.hire()
    jobs.catch_up()
    with transaction() as tx:
        by_hand.skip(tx, point(house, "month_1").id, "hand_other", new_id())
    path, uid = make(house), f"{point(house).id}@127.0.0.1"
    assert f"{point(house, 'month_1').id}@127.0.0.1" not in events(house, path), "never seen here"
    seen = [events(house, path)[uid]]
    for day in (date(2026, 3, 11), date(2026, 3, 12)):
        house.set_time(house.now + timedelta(minutes=2))
        with transaction() as tx:
            by_hand.move(tx, point(house).id, day, new_id())
        seen.append(events(house, path)[uid])
    house.set_time(house.now + timedelta(minutes=2))
    with transaction() as tx:
        by_hand.skip(tx, point(house).id, "hand_asked", new_id())
    seen.append(events(house, path)[uid])
    assert [event.decoded("dtstart").day for event in seen] == [9, 11, 12, 12]
    assert [str(event["status"]) for event in seen] == ["CONFIRMED"] * 3 + ["CANCELLED"]
    for key in ("sequence", "dtstamp", "last-modified"):
        values = [event.decoded(key) for event in seen]
        assert values == sorted(set(values)), key
    text = read(house, path).data.decode()
    assert "hand_asked" not in text
    assert "vroeg" not in text, "why somebody is not asked is nobody's business"
    employer.forget(one)
    jobs.catch_up()
    assert events(house, path) == {}


def test_a_letter_that_found_its_window_shut_counts_too(house: House, employer: Employer) -> None:
    employer.hire()
    jobs.catch_up()
    nobody_looks_first(house)
    path, uid = make(house), f"{point(house).id}@127.0.0.1"
    house.set_time(datetime(2026, 3, 9, 20, 0, tzinfo=UTC))
    jobs.release_due()
    event = events(house, path)[uid]
    assert event.decoded("dtstart") == date(2026, 3, 10)
    assert int(event["sequence"]) >= 1


@pytest.mark.parametrize(
    ("given", "family", "said"),
    [
        ("Zoë 🌻", "Ångström", "Zoë 🌻 Å."),
        ("Jan; Piet, of\nKees", "de Vries", "Jan; Piet, of\nKees V."),
        ("لطيفة", "بن علي", "لطيفة ب."),
        ("👩‍👩‍👧‍👦" * 20, "X", f"{'👩‍👩‍👧‍👦' * 20} X."),
        ("", "Berg", "B."),
        ("BEGIN:VEVENT\r\nUID:evil", "O", "BEGIN:VEVENT\nUID:evil O."),
    ],
)
def test_every_name_comes_through_whole(
    house: House, employer: Employer, given: str, family: str, said: str
) -> None:
    one = employer.hire()
    house.sql(
        "UPDATE people.person SET given_name = :given, family_name = :family WHERE id = :id",
        given=given,
        family=family,
        id=one.person_id,
    )
    jobs.catch_up()
    found = events(house, make(house))
    assert len(found) == 3
    assert str(found[f"{point(house).id}@127.0.0.1"]["summary"]) == f"Check-in na een week: {said}"


def test_a_wrong_a_revoked_and_a_malformed_address_all_answer_alike(house: House) -> None:
    path = make(house)
    made = call(house, "GET", "/calendars").get_json()["items"][0]["id"]
    read(house, path)
    assert call(house, "DELETE", f"/calendars/{made}").status_code == 204
    assert call(house, "DELETE", f"/calendars/{made}").status_code == 404
    wrong = [
        path,
        "/journey/calendar/" + "A" * 43 + ".ics",
        "/journey/calendar/x",
        "/journey/calendar/x.ics",
        "/journey/calendar/.ics",
        "/journey/calendar/a/b.ics",
        "/journey/calendar/%00%ff.ics",
        "/journey/calendar/" + "A" * 3_000 + ".ics",
        path.removesuffix(".ics"),
        path + ".ics",
    ]
    answers = [read(house, one, status=404, Accept=kind) for one in wrong for kind in ("text/html", "*/*")]
    assert {answer.data for answer in answers} == {b"Not found\n"}
    heads = [
        {key: value for key, value in answer.headers.items() if key.lower() != "x-request-id"}
        for answer in answers
    ]
    assert all(head == heads[0] for head in heads)


def test_only_the_hash_of_the_secret_is_kept(house: House) -> None:
    secret = make(house).rpartition("/")[2].removesuffix(".ics")
    assert len(secret) == 43, "256 bits"
    [row] = house.sql("SELECT * FROM journey.feed")
    assert bytes(row.secret_hash) == feeding.hash_of(secret)
    assert secret not in str(row)
    assert secret not in call(house, "GET", "/calendars").text


def test_who_has_it_already_gets_nothing_again_and_who_can_unpack_gets_it_packed(
    house: House, employer: Employer
) -> None:
    employer.hire_many(20)
    jobs.catch_up()
    path = make(house)
    first = read(house, path)
    etag = first.headers["ETag"]
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert read(house, path, 304, **{"If-None-Match": etag}).data == b""
    packed = read(house, path, 200, **{"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == first.data
    assert packed.headers["ETag"].removeprefix("W/") == etag.removeprefix("W/")
    house.set_time(house.now + timedelta(minutes=90))
    assert read(house, path).headers["ETag"] == etag, "nothing happened, so nothing is different"
    with transaction() as tx:
        by_hand.skip(tx, point(house).id, "hand_other", new_id())
    assert read(house, path, 200, **{"If-None-Match": etag}).headers["ETag"] != etag


def test_guessing_is_refused_after_a_while(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    client = house.client("journey")
    codes = [client.get(f"/journey/calendar/{number}.ics").status_code for number in range(1_210)]
    assert codes[0] == 404
    assert codes[-1] == 429


def test_a_crowd_becomes_a_count_a_day_and_moment_and_the_desk_says_so(
    house: House, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeding, "MOST_EVENTS", 20)
    employer.hire_many(30)
    jobs.catch_up()
    found = events(house, make(house))
    assert {str(one["summary"]) for one in found.values()} >= {"Check-in na een week: 30 collega's"}
    assert len(found) == 3
    assert "20" in house.logged_in("journey").get(DESK).text
    assert "zonder namen" in house.logged_in("journey").get(DESK).text


def test_an_interviewer_sees_only_their_own_conversations_with_an_hour(
    house: House, employer: Employer
) -> None:
    ada = new_id()
    house.sql(
        "INSERT INTO console.account (id, email, email_key, name, password_hash, language, roles, state, created_at)"
        " VALUES (:id, 'a@example.org', 'a@example.org', 'Ada', 'x', 'nl', ARRAY['interviewer'], 'active', now())",
        id=ada,
    )
    employer.hire_many(2)
    jobs.catch_up()
    one = point(house)
    house.sql(
        "UPDATE journey.touchpoint SET interviewer = :ada, ask = 'conversation:stay' WHERE id = :id",
        ada=ada,
        id=one.id,
    )
    path = make(house, interviewer=str(ada))
    [event] = events(house, path).values()
    assert event.decoded("dtstart") == one.send_at.replace(microsecond=0)
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(hours=1)
    assert event["dtstart"].to_ical().endswith(b"Z")
    house.sql("UPDATE console.account SET state = 'closed' WHERE id = :id", id=ada)
    read(house, path, status=404)
    assert call(house, "POST", "/calendars", {"interviewer": str(new_id())}).status_code == 404
    assert call(house, "POST", "/calendars", {"programme": "party"}).status_code == 422


def test_hr_makes_one_at_the_desk_sees_its_address_once_and_closes_it(house: House) -> None:
    hanna = house.logged_in("journey")

    press = partial(pressed, hanna, DESK)
    page = press(DESK, of="all").text
    found = re.search(r'value="([^"]+\.ics)"', page)
    assert found
    path = found[1].removeprefix(house.settings.base_url)
    for program in ("Outlook", "Google", "Apple"):
        assert program in page
    assert ".ics" not in hanna.get(DESK).text
    assert "Nog nooit gelezen" in hanna.get(DESK).text
    read(house, path)
    assert "Het laatst gelezen" in hanna.get(DESK).text
    [close] = re.findall(r'action="(/journey/desk/calendars/[^"]+/revoke)"', hanna.get(DESK).text)
    assert press(close).status_code == 303
    read(house, path, status=404)
    assert press(DESK, of="everything").status_code == 422


def test_an_interviewer_makes_and_closes_only_their_own(house: House) -> None:
    make(house)
    of_hr = call(house, "GET", "/calendars").get_json()["items"][0]["id"]
    ada = house.logged_in("journey", "interviewer")

    press = partial(pressed, ada, DESK)
    assert press(f"{DESK}/{of_hr}/revoke").status_code == 404
    assert ".ics" in press(DESK, of="all").text
    [row] = house.sql("SELECT * FROM journey.feed WHERE interviewer IS NOT NULL")
    assert row.interviewer == row.account_id
    assert press(f"{DESK}/{row.id}/revoke").status_code == 303
    assert house.logged_in("journey", "manager").get(DESK).status_code == 403


def test_a_conversation_that_another_takes_over_is_cancelled_in_the_calendar_of_who_held_it(
    house: House, employer: Employer
) -> None:
    ada, bea = new_id(), new_id()
    for who, name in ((ada, "Ada"), (bea, "Bea")):
        house.sql(
            "INSERT INTO console.account"
            " (id, email, email_key, name, password_hash, language, roles, state, created_at)"
            " VALUES (:id, :email, :email, :name, 'x', 'nl', ARRAY['interviewer'], 'active', now())",
            id=who,
            email=f"{name.lower()}@example.org",
            name=name,
        )
    employer.hire_many(2)
    jobs.catch_up()
    one = point(house)
    house.sql(
        "UPDATE journey.touchpoint SET interviewer = :ada, ask = 'conversation:stay' WHERE id = :id",
        ada=ada,
        id=one.id,
    )
    calendars = {who: make(house, interviewer=str(who)) for who in (ada, bea)}
    [before] = events(house, calendars[ada]).values()
    assert events(house, calendars[bea]) == {}
    with house.transaction("journey")() as tx:
        held = touchpoints.one(tx.conn, one.id)
        assert held is not None
        later = held.send_at + timedelta(days=1)
        taken = held._replace(interviewer=bea, send_at=later, sequence=held.sequence + 1)
        save(tx.conn, [Change(held, taken)], tx.now, "interviewer")
    [gone] = events(house, calendars[ada]).values()
    [there] = events(house, calendars[bea]).values()
    assert (gone["uid"], str(gone["status"])) == (before["uid"], "CANCELLED")
    assert int(gone["sequence"]) > int(before["sequence"])
    # It stood on that moment for Ada; when Bea is to hold it is Bea's.
    assert gone.decoded("dtstart") == before.decoded("dtstart")
    assert (there["uid"], str(there["status"])) == (before["uid"], "CONFIRMED")
    assert there.decoded("dtstart") == later.replace(microsecond=0)
