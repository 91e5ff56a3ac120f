from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from shared.contracts.people import PersonHired, PersonLeft
from tests.house import House

EVENTS = "/console/api/v1/events"


def some_facts(house: House, count: int = 3) -> list[str]:
    persons = [uuid4() for _ in range(count)]
    with house.transaction("people")() as tx:
        tx.record(
            *(PersonHired(person_id=one, spell_id=uuid4(), hire_date=date(2026, 1, 5)) for one in persons)
        )
        tx.record(
            PersonLeft(person_id=persons[0], spell_id=uuid4(), kind="resignation", last_day=date(2026, 2, 1))
        )
    return [str(one) for one in persons]


def said(answer: TestResponse) -> dict[str, Any]:
    assert answer.json is not None, answer.text
    found: dict[str, Any] = answer.json
    return found


def test_the_log_is_read_in_order_page_by_page(house: House) -> None:
    persons = some_facts(house)
    client, seen, after = house.client("console"), [], 0
    while True:
        page = said(client.get(f"{EVENTS}?after={after}&limit=2", headers=house.api))
        seen += page["items"]
        if page["next"] is None:
            break
        after = page["next"]
    assert [one["position"] for one in seen] == [1, 2, 3, 4]
    assert seen[0].keys() == {"position", "id", "type", "version", "person_id", "recorded_at", "body"}
    assert (seen[0]["type"], seen[0]["version"], seen[0]["person_id"]) == ("people.hired", 1, persons[0])
    assert seen[3]["body"]["kind"] == "resignation"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("type=people.left", 1),
        ("type=people", 4),
        ("type=people.left.v1", 1),
        ("type=mail", 0),
        ("person={0}", 2),
    ],
)
def test_the_log_is_filtered_by_type_and_person(house: House, query: str, count: int) -> None:
    persons = some_facts(house)
    page = said(house.client("console").get(f"{EVENTS}?{query.format(*persons)}", headers=house.api))
    assert len(page["items"]) == count


@pytest.mark.parametrize(
    "query",
    [
        "after=-1",
        "after=x",
        "person=x",
        "limit=0",
        "limit=1001",
        "type=%25",
        "type=a.b.c.d",
        "after=99999999999999999999",
    ],
)
def test_a_question_that_makes_no_sense_is_refused(house: House, query: str) -> None:
    answer = house.client("console").get(f"{EVENTS}?{query}", headers=house.api)
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"


def test_without_the_token_nobody_reads_the_log(house: House) -> None:
    client = house.client("console")
    for path in (EVENTS, f"{EVENTS}/verify", "/console/api/v1/clock"):
        assert client.get(path).status_code == 401
        assert client.get(path, headers={"Authorization": "Bearer wrong"}).status_code == 401


def test_an_unaltered_log_is_intact_and_an_altered_one_says_where(house: House) -> None:
    client = house.client("console")
    assert said(client.get(f"{EVENTS}/verify", headers=house.api)) == {"intact": True, "checked": 0}
    some_facts(house)
    assert said(client.get(f"{EVENTS}/verify", headers=house.api)) == {"intact": True, "checked": 4}
    house.sql("ALTER TABLE eventlog.fact DISABLE TRIGGER ALL")
    house.sql('UPDATE eventlog.fact SET body = body || \'{"hire_date": "2020-01-01"}\' WHERE position = 3')
    broken = said(client.get(f"{EVENTS}/verify", headers=house.api))
    assert broken == {"intact": False, "checked": 2, "broken_at": 3}


def test_the_clock_goes_forward_and_not_back(house: House) -> None:
    some_facts(house)
    client = house.client("console")
    target = house.now + timedelta(days=3)
    answer = client.post("/console/api/v1/clock", json={"now": target.isoformat()}, headers=house.api)
    assert answer.status_code == 200, answer.json
    assert said(answer)["now"][:16] == target.isoformat()[:16]
    assert house.facts("console.time_set")
    back = client.post(
        "/console/api/v1/clock", json={"now": (target - timedelta(days=4)).isoformat()}, headers=house.api
    )
    assert (back.status_code, said(back)["code"]) == (409, "back_in_time")
    read = said(client.get("/console/api/v1/clock", headers=house.api))
    assert read["now"][:10] == target.isoformat()[:10]


@pytest.mark.parametrize(
    "wrong",
    ["", "yesterday", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"],
)
def test_a_time_that_is_none_is_refused(house: House, wrong: str) -> None:
    answer = house.client("console").post("/console/api/v1/clock", json={"now": wrong}, headers=house.api)
    assert answer.status_code in {409, 422}
