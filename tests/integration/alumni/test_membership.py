"""A page of one's own, the way out of every letter, and what no import, merge or rehire ever touches."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from tests.house import House
from tests.integration.alumni.conftest import Network, submitted

HIRED_AGAIN = {"hire_date": "2026-02-02", "last_day": None}


def people(house: House, path: str, **body: Any) -> Any:
    return house.client("people").post(f"/people/api/v1/people{path}", json=body, headers=house.api)


def test_preferences_are_kept_and_shown_again(network: Network) -> None:
    noor, own = network.join()
    form = {"subjects": ["vacancies"], "frequency": "monthly", "language": "en", "paused_until": "2026-05-01",
            "fields": "zorg, planning,zorg", "places": "Utrecht", "hours": "half", "level": "senior"}  # fmt: skip
    assert submitted(network.phone, f"{own}/me", **form).status_code == 303
    row = network.member(noor)
    assert network.wants(noor) == ["vacancies"]
    assert (row.frequency, row.language, row.paused_until.isoformat()) == ("monthly", "en", "2026-05-01")
    assert row.wishes == {
        "fields": ["zorg", "planning"],
        "places": ["Utrecht"],
        "hours": "half",
        "level": "senior",
    }
    page = network.phone.get(f"{own}/me").text
    assert 'lang="en"' in page, "the page speaks the language that was chosen"
    assert 'value="zorg, planning"' in page
    listed = network.house.logged_in("alumni").get("/alumni/desk/")
    assert (listed.status_code, '<td data-label="Wil horen over">vacatures</td>' in listed.text) == (
        200,
        True,
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"paused_until": "2020-01-01"}, "paused_until"), ({"paused_until": "morgen"}, "paused_until"),
     ({"frequency": "hourly"}, "frequency"), ({"language": "xx"}, "language"),
     ({"fields": ",".join("abcdefghij")}, "fields"), ({"hours": "all"}, "hours")],
)  # fmt: skip
def test_what_is_not_right_on_the_own_page_is_said_at_its_field(
    network: Network, changes: dict[str, str], field: str
) -> None:
    noor, own = network.join()
    answer = submitted(network.phone, f"{own}/me", **({"subjects": [], "frequency": "each"} | changes))
    assert answer.status_code == 422
    assert f'id="e-{field}"' in answer.text
    assert network.wants(noor) == ["news", "reunions", "vacancies"]


def test_the_button_of_the_mail_program_stops_one_subject_at_once_and_says_how_to_come_back(
    network: Network,
) -> None:
    noor, own = network.join()
    for _ in range(2):
        answer = network.phone.post(f"{own}/leave?about=news", data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert network.wants(noor) == ["reunions", "vacancies"]
    assert network.ledger(noor)[-1] == ("news", False, "one_click")
    subjects = [str(letter["Subject"]) for letter in network.letters("noor@thuis.example")]
    assert subjects.count("Je hebt je afgemeld") == 1


def test_opening_the_way_out_or_sending_its_page_as_it_stands_stops_nothing(network: Network) -> None:
    noor, own = network.join()
    assert network.phone.get(f"{own}/leave").status_code == 200
    assert network.phone.get(f"{own}/leave?about=news&List-Unsubscribe=One-Click").status_code == 200
    assert submitted(network.phone, f"{own}/leave").status_code == 422
    assert network.phone.post(f"{own}/leave", data={"stop": "all"}).status_code == 403
    assert network.wants(noor) == ["news", "reunions", "vacancies"]


def test_the_page_stops_what_was_chosen(network: Network) -> None:
    noor, own = network.join()
    submitted(network.phone, f"{own}/leave", stop="reunions")
    assert network.wants(noor) == ["news", "vacancies"]
    submitted(network.phone, f"{own}/leave", stop="all")
    assert network.wants(noor) == []
    assert "Je krijgt niets meer van ons" in network.phone.get(f"{own}/leave").text


def test_a_rehire_lets_the_membership_sleep_and_the_next_leaving_wakes_it_as_they_chose(
    network: Network,
) -> None:
    noor, own = network.join()
    network.phone.post(f"{own}/leave?about=vacancies", data={"List-Unsubscribe": "One-Click"})
    back = network.house.client("people").patch(
        f"/people/api/v1/people/{noor['id']}", json={}, headers=network.house.api
    )
    assert back.status_code in {200, 422}
    rehire(network, noor, "2026-02-02")
    assert network.member(noor).state == "asleep"
    assert network.wants(noor) == ["news", "reunions"]
    people(network.house, f"/{noor['id']}/leaving", kind="resignation", last_day="2026-02-27")
    network.house.travel(datetime(2026, 3, 3, 12, tzinfo=UTC))
    network.house.drain()
    assert network.member(noor).state == "awake"
    assert network.wants(noor) == ["news", "reunions"]


def test_after_a_death_everything_stops(network: Network) -> None:
    noor, _own = network.join()
    desk = network.house.logged_in("people")
    page = desk.get(f"/people/desk/{noor['id']}/death")
    assert page.status_code == 200
    from services.people.actions import mourning  # noqa: PLC0415

    with network.house.transaction("people")() as tx:
        mourning.note_death(tx, noor_id(noor))
    network.house.drain()
    assert network.member(noor).state == "stopped"


def test_forget_me_erases_here_and_the_link_is_dead(network: Network) -> None:
    noor, own = network.join()
    assert submitted(network.phone, f"{own}/forget").status_code == 422, "pressing alone does nothing"
    assert submitted(network.phone, f"{own}/forget", sure="yes").status_code == 200
    network.house.drain()
    assert network.house.sql("SELECT * FROM alumni.member WHERE person_id = :id", id=noor["id"]) == []
    assert network.phone.get(f"{own}/me").status_code == 404
    assert network.house.facts("alumni.forget_asked")
    (left,) = network.house.sql("SELECT given_name FROM people.person")
    assert left.given_name == "Noor", "what HR has to keep of the employment is HR's"


def test_what_is_known_can_be_read_and_taken_along(network: Network) -> None:
    _noor, own = network.join()
    page = network.phone.get(f"{own}/known").text
    assert "Noor van der Meer" in page
    assert "op de publieke pagina" in page
    file = network.phone.get(f"{own}/download").get_json()
    assert file["worked_here"]["function"] == "Planner"
    assert [one["subject"] for one in file["consent"]] == ["vacancies", "reunions", "news"]


def test_a_new_address_counts_once_it_is_confirmed_there(network: Network) -> None:
    noor, own = network.join()
    assert submitted(network.phone, f"{own}/address", email="noor@nieuw.example").status_code == 303
    assert private_email(network, noor) == "noor@thuis.example"
    link = network.link("noor@nieuw.example")
    assert submitted(network.phone, link, answer="yes").status_code == 303
    network.house.drain()
    assert private_email(network, noor) == "noor@nieuw.example"


def test_the_database_refuses_consent_by_any_hand_but_the_ledger(network: Network) -> None:
    noor, _own = network.join()
    for statement in (
        "UPDATE alumni.member SET news = false WHERE person_id = :id",
        "UPDATE alumni.consent SET given = false",
        "DELETE FROM alumni.consent",
        "TRUNCATE alumni.consent",
        (
            "INSERT INTO alumni.consent (id, member_id, subject, given, how, hand, at)"
            " SELECT gen_random_uuid(), id, 'news', true, 'merge', 'person', now() FROM alumni.member"
        ),
        (
            "INSERT INTO alumni.consent (id, member_id, subject, given, how, hand, at)"
            " SELECT gen_random_uuid(), id, 'news', true, 'file', 'proof', now() FROM alumni.member"
        ),
        (
            "INSERT INTO alumni.member (id, person_id, state, news, joined_at, changed_at)"
            " VALUES (gen_random_uuid(), gen_random_uuid(), 'awake', true, now(), now())"
        ),
    ):
        with pytest.raises(Exception, match=r"ledger|consent"):
            network.house.sql(statement, **({"id": noor["id"]} if ":id" in statement else {}))
    assert network.wants(noor) == ["news", "reunions", "vacancies"]


@pytest.mark.parametrize("token", ["x", "a" * 58, "é", "%00", "AAAA" * 20])
def test_a_link_that_is_none_of_ours_is_dead_on_every_page(network: Network, token: str) -> None:
    for page in ("", "/me", "/leave", "/known", "/download", "/address", "/forget"):
        assert network.phone.get(f"/alumni/a/{token}{page}").status_code == 404


def rehire(network: Network, person: Any, day: str) -> None:
    from datetime import date  # noqa: PLC0415

    from services.people.actions import employing  # noqa: PLC0415

    with network.house.transaction("people")() as tx:
        employing.take_back(tx, noor_id(person), {"hire_date": date.fromisoformat(day)})
    network.house.drain()


def noor_id(person: Any) -> Any:
    from uuid import UUID  # noqa: PLC0415

    return UUID(person["id"])


def private_email(network: Network, person: Any) -> str:
    with network.house.transaction("people")() as tx:
        found: str = tx.conn.execute(
            text("SELECT private_email FROM people.person WHERE id = :id"), {"id": person["id"]}
        ).scalar_one()
    return found
