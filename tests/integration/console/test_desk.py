import re
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from infra.sample.organisation import organisation
from infra.sample.sheet import as_csv, mapping, rows
from services.people.actions.importing import take_in
from services.people.imports.mapping import from_plain
from shared.contracts.base import Fact
from shared.contracts.people import PersonHired, PersonLeft
from tests.house import House
from tests.integration.console.conftest import Door, csrf

HOME = "/console/desk/"
PAGES = (HOME, "/console/desk/events", "/console/desk/audit", "/console/desk/stuck", "/console/desk/clock")


def some_people(house: House) -> list[UUID]:
    with house.transaction("people")() as tx:
        lines = list(rows(organisation(house.now.date(), people=60), house.now.date()).values())
        take_in(tx, as_csv(lines), file_name="mensen.csv", mapping=from_plain(mapping()), sample=True)
    house.drain()
    return [row.id for row in house.sql("SELECT id FROM people.person ORDER BY employee_number")]


def record(house: House, *facts: Fact) -> None:
    with house.transaction("people")() as tx:
        tx.record(*facts)


def park(house: House, position: int, person: UUID | None, **more: object) -> None:
    row = {"error": "KeyError", "attempts": 6, "follower": "journey"} | more
    house.sql(
        "INSERT INTO eventlog.parked (follower, position, person_id, attempts, error, parked_at)"
        " VALUES (:follower, :position, :person, :attempts, :error, now())",
        position=position, person=person, **row,
    )  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_an_empty_house_says_what_will_be_here(door: Door, path: str) -> None:
    answer = door.hr().get(path)
    assert answer.status_code == 200
    assert "Traceback" not in answer.text


def test_home_tells_what_is_due_and_leads_to_the_person(door: Door, house: House) -> None:
    some_people(house)
    page = door.hr().get(HOME).text
    assert re.search(r"Vandaag komen? (één|\d+|geen) moment", page)
    found = re.search(r'href="(/console/desk/people/[0-9a-f-]{36})"', page)
    assert found
    assert "De tijdlijn van" in door.hr().get(found[1]).text


def test_home_shows_what_needs_a_hand_with_a_way_to_it(door: Door, house: House) -> None:
    record(house, PersonHired(person_id=uuid4(), spell_id=uuid4(), hire_date=date(2026, 1, 5)))
    park(house, 1, uuid4())
    house.sql(
        "INSERT INTO mail.letter (key, template, email, not_before, queued_at, state)"
        " VALUES ('a', 'console/welcome', 'x@example.org', now(), now(), 'uncertain'),"
        " ('b', 'console/welcome', 'x@example.org', now(), now(), 'parked')"
    )
    page = door.hr().get(HOME).text
    for words in ("Eén gebeurtenis loopt vast", "onzeker of hij wegging", "Eén brief kon niet weg"):
        assert words in page
    assert 'href="/console/desk/stuck"' in page


def test_a_rejected_row_is_shown_until_a_month_has_passed(door: Door, house: House) -> None:
    with house.transaction("people")() as tx:
        line = next(iter(rows(organisation(house.now.date(), people=60), house.now.date()).values()))
        odd = line | {"hire_date": "31-31-2026"}
        take_in(tx, as_csv([odd]), file_name="<b>fout</b>.csv", mapping=from_plain(mapping()))
    page = door.hr().get(HOME).text
    assert "Eén rij uit &lt;b&gt;fout&lt;/b&gt;.csv is niet ingelezen" in page
    house.set_time(house.now + timedelta(days=31))
    assert "niet ingelezen" not in door.hr().get(HOME).text


def test_the_timeline_tells_a_life_in_sentences_by_the_year_it_was_lived(door: Door, house: House) -> None:
    person = some_people(house)[0]
    record(
        house, PersonLeft(person_id=person, spell_id=uuid4(), kind="retirement", last_day=date(2026, 2, 27))
    )
    page = door.hr().get(f"/console/desk/people/{person}").text
    assert "Uit dienst: pensioen, laatste werkdag vrijdag 27 februari" in page
    assert "In dienst vanaf" in page
    assert "Genoteerd op" in page
    assert page.index(">2026<") < page.index(">2018<") or page.index(">2026<") < page.index(">2017<")


def test_the_timeline_pages_backwards_through_a_long_life(door: Door, house: House) -> None:
    person = uuid4()
    record(
        house,
        *(PersonHired(person_id=person, spell_id=uuid4(), hire_date=date(2026, 1, 5)) for _ in range(7)),
    )
    seen, path = 0, f"/console/desk/people/{person}?limit=3"
    while path:
        page = door.hr().get(path).text
        seen += page.count("In dienst vanaf")
        found = re.search(r'href="([^"]*cursor=[^"]+)" rel="next"', page)
        path = found[1].replace("&amp;", "&") if found else ""
        if path.startswith("?"):
            path = f"/console/desk/people/{person}{path}"
    assert seen == 7


def test_somebody_who_never_was_is_not_found(door: Door) -> None:
    assert door.hr().get(f"/console/desk/people/{uuid4()}").status_code == 404
    assert door.hr().get("/console/desk/people/not-an-id").status_code == 404


def test_what_is_stuck_is_tried_again_by_a_button_and_a_second_click_is_harmless(
    door: Door, house: House
) -> None:
    person = uuid4()
    record(house, PersonHired(person_id=person, spell_id=uuid4(), hire_date=date(2026, 1, 5)))
    house.drain()
    park(house, 1, person)
    browser = door.hr()
    page = browser.get("/console/desk/stuck").text
    assert "KeyError" in page
    form = {
        "csrf_token": csrf(browser, "/console/desk/stuck"),
        "follower": "journey",
        "person_id": str(person),
    }
    assert browser.post("/console/desk/stuck/retry", data=form).status_code == 303
    assert house.sql("SELECT next_try_at FROM eventlog.parked")[0].next_try_at is not None
    house.drain()
    assert not house.sql("SELECT 1 FROM eventlog.parked")
    assert browser.post("/console/desk/stuck/retry", data=form).status_code == 303
    assert "Hier wacht niets meer" in browser.get("/console/desk/stuck").text


@pytest.mark.parametrize("wrong", [{"person_id": "x"}, {"follower": "nobody"}, {"follower": "a\0b"}, {}])
def test_a_retry_that_makes_no_sense_does_no_harm(door: Door, wrong: dict[str, str]) -> None:
    browser = door.hr()
    form = {
        "csrf_token": csrf(browser, "/console/desk/account"),
        "follower": "journey",
        "person_id": "",
    } | wrong
    assert browser.post("/console/desk/stuck/retry", data=form).status_code in {303, 422}


def test_facts_without_a_person_wait_together_and_are_shown(door: Door, house: House) -> None:
    record(house, PersonHired(person_id=uuid4(), spell_id=uuid4(), hire_date=date(2026, 1, 5)))
    park(house, 1, None)
    assert "Gaat niet over een persoon" in door.hr().get("/console/desk/stuck").text


def test_the_log_is_shown_in_words_and_by_service(door: Door, house: House) -> None:
    some_people(house)
    browser = door.hr()
    assert "Iemand van HR logde in." in browser.get("/console/desk/events").text
    assert "Bestand ingelezen" in browser.get("/console/desk/events?service=people").text
    assert "Bestand ingelezen" not in browser.get("/console/desk/events?service=mail").text
    assert browser.get("/console/desk/events?service=nonsense").status_code == 200


def test_the_record_of_deeds_names_who_and_about_whom(door: Door, house: House) -> None:
    browser = door.hr()
    page = browser.get("/console/desk/audit").text
    assert "logde in" in page
    me = house.sql("SELECT id FROM console.account")[0].id
    assert "logde in" in browser.get(f"/console/desk/audit?about={me}").text
    assert browser.get("/console/desk/audit?about=x").status_code == 422


def test_the_clock_page_moves_the_house_forward(door: Door, house: House) -> None:
    some_people(house)
    browser, before = door.hr(), house.now
    form = {"csrf_token": csrf(browser, "/console/desk/clock"), "step": "day"}
    assert browser.post("/console/desk/clock", data=form).status_code == 303
    assert house.now - before >= timedelta(days=1)
    assert "Het is nu" in browser.get("/console/desk/clock").text
    form["step"] = "next"
    assert browser.post("/console/desk/clock", data=form).status_code == 303
    for until in ("2020-01-01", "gisteren", ""):
        wrong = {"csrf_token": form["csrf_token"], "until": until}
        assert browser.post("/console/desk/clock", data=wrong).status_code in {409, 422}


@pytest.mark.parametrize("role", ["interviewer", "manager", "board"])
def test_others_than_hr_see_a_home_and_nothing_of_anybody(door: Door, house: House, role: str) -> None:
    browser = door.hr()
    house.sql("UPDATE console.account SET roles = ARRAY[:role]", role=role)
    home = browser.get(HOME).text
    assert ("niets voor je klaar" in home) is (role == "interviewer")
    assert ("Wat nieuwe collega’s vertellen" in home) is (role != "interviewer")
    for path in (*PAGES[1:], f"/console/desk/people/{uuid4()}", "/console/desk/accounts"):
        assert browser.get(path).status_code == 403, path


def test_home_stays_quick_in_a_large_house(door: Door, house: House) -> None:
    house.sql(
        "INSERT INTO journey.plan (programme, version, rules, made_at) VALUES ('onboarding', 99, '[]', now())"
    )
    house.sql("""
        INSERT INTO journey.touchpoint (id, person_id, spell_id, programme, rule, occurrence, plan_version, anchor_date,
                                        due_date, send_at, closes_on, state, reason, planned_at)
        SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'onboarding', 'week_1', 1, 99, '2026-01-01',
               '2026-03-02'::date + (n % 400), now(), '2027-12-31', 'planned', NULL, now()
        FROM generate_series(1, 100000) AS n
    """)
    house.sql("ANALYZE journey.touchpoint")
    plan = "\n".join(
        row[0]
        for row in house.sql("""
            EXPLAIN SELECT id FROM journey.touchpoint_v1 WHERE state = 'planned'
            AND due_date BETWEEN '2026-02-23' AND '2026-03-09' ORDER BY due_date, id LIMIT 8
        """)
    )
    assert "Index" in plan
    assert "Seq Scan" not in plan
    page = door.hr().get(HOME)
    assert page.status_code == 200
