"""A reunion fills exactly, in order, also when everybody comes at once; what changes is told."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.alumni import jobs
from services.alumni.actions import reunions
from services.alumni.actions.reunions import Reply
from shared.invitation.standing import Standing, standing_token
from shared.kernel.ids import new_id
from tests.house import House, pressed, text_of
from tests.integration.alumni.conftest import Network, submitted

AFTERNOON = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
REUNION = {
    "title": "Zomerborrel", "body": "## Programma\n\nBijpraten.", "place": "De Brug, Utrecht", "access": "Lift",
    "starts_at": "2026-06-12T16:00", "ends_at": "2026-06-12T20:00", "capacity": "2", "guests_max": "1",
    "answer_by": "2026-06-01",
}  # fmt: skip


@pytest.fixture
def members(network: Network) -> list[tuple[Any, str]]:
    network.house.set_time(AFTERNOON)
    found = [
        network.join(given_name=name, private_email=f"{name.lower()}@thuis.example")
        for name in ("Noor", "Ada", "Luc")
    ]
    network.house.postbox.envelopes.clear()
    return found


def announced(house: House, **changes: str) -> str:
    desk = house.logged_in("alumni")
    answer = pressed(desk, "/alumni/desk/reunions/new", "/alumni/desk/reunions/new", **(REUNION | changes))
    assert answer.status_code == 303, answer.text
    page = answer.headers["Location"]
    assert pressed(desk, page, f"{page}/announce").status_code == 303
    return str(page.rpartition("/")[2])


def says(network: Network, own: str, reunion: str, answer: str, **more: str) -> Any:
    return submitted(network.phone, f"{own}/reunion/{reunion}", answer=answer, **more)


def places(house: House) -> list[str]:
    return [row.state for row in house.sql("SELECT state FROM alumni.attendance ORDER BY at, turn")]


def calendar_of(letter: Any) -> str:
    parts = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    assert parts, "the appointment travels with the letter"
    content: str = parts[0].get_content()
    return content


def test_who_wants_reunions_is_invited_and_yes_is_in_with_an_appointment(
    network: Network, members: list[tuple[Any, str]]
) -> None:
    reunion = announced(network.house)
    (invitation,) = network.letters("noor@thuis.example")
    assert "Zomerborrel" in invitation["Subject"]
    assert invitation["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    own = members[0][1]
    page = network.phone.get(f"{own}/reunion/{reunion}")
    assert "De Brug, Utrecht" in page.text
    assert says(network, own, reunion, "").status_code == 422, "a machine that presses answers nothing"
    assert says(network, own, reunion, "yes", diet="noten").status_code == 303
    letter = network.letters("noor@thuis.example")[-1]
    told = calendar_of(letter)
    assert "METHOD:REQUEST" in told
    assert "SUMMARY:Zomerborrel" in told
    assert "20260612T160000" in told


def test_when_it_is_full_one_waits_and_a_free_place_is_offered_in_order(
    network: Network, members: list[tuple[Any, str]]
) -> None:
    reunion = announced(network.house)
    for _, own in members:
        says(network, own, reunion, "yes")
    assert places(network.house) == ["in", "in", "waiting"]
    says(network, members[0][1], reunion, "no")
    assert places(network.house) == ["no", "in", "offered"]
    assert "METHOD:CANCEL" in calendar_of(network.letters("noor@thuis.example")[-1])
    assert "Er is een plaats voor je" in network.letters("luc@thuis.example")[-1]["Subject"]
    says(network, members[0][1], reunion, "yes")
    assert places(network.house) == ["waiting", "in", "offered"], "nobody goes before who was next"
    says(network, members[2][1], reunion, "yes")
    assert places(network.house) == ["waiting", "in", "in"]


def test_a_place_that_is_not_taken_in_time_goes_to_the_next(
    network: Network, members: list[tuple[Any, str]]
) -> None:
    reunion = announced(network.house, capacity="1")
    for _, own in members:
        says(network, own, reunion, "yes")
    says(network, members[0][1], reunion, "no")
    network.house.set_time(AFTERNOON + timedelta(hours=49))
    assert jobs.seat_due() == 1
    assert places(network.house) == ["no", "no", "offered"]
    assert "De plaats is doorgegaan" in network.letters("ada@thuis.example")[-1]["Subject"]


def test_guests_need_chairs_too_and_the_first_in_line_lets_nobody_go_before(
    network: Network, members: list[tuple[Any, str]]
) -> None:
    reunion = announced(network.house, capacity="2")
    says(network, members[0][1], reunion, "yes")
    says(network, members[1][1], reunion, "yes", guests="1")
    says(network, members[2][1], reunion, "yes")
    assert places(network.house) == ["in", "waiting", "waiting"]
    assert says(network, members[0][1], reunion, "yes", guests="1").status_code == 303
    assert says(network, members[2][1], reunion, "yes", guests="5").status_code == 422


def test_another_day_is_told_to_all_who_come_and_their_answer_is_asked_again(
    network: Network, members: list[tuple[Any, str]]
) -> None:
    reunion = announced(network.house)
    says(network, members[0][1], reunion, "yes")
    says(network, members[1][1], reunion, "no")
    first = calendar_of(network.letters("noor@thuis.example")[-1])
    before = len(network.letters("ada@thuis.example"))
    desk, page = network.house.logged_in("alumni"), f"/alumni/desk/reunions/{reunion}/edit"
    moved = REUNION | {"starts_at": "2026-06-19T16:00", "ends_at": "2026-06-19T20:00"}
    assert pressed(desk, page, page, **moved).status_code == 303
    letter = network.letters("noor@thuis.example")[-1]
    assert "Veranderd" in letter["Subject"]
    told = calendar_of(letter)
    uids = {one for text in (first, told) for one in re.findall(r"UID:(\S+)", text)}
    assert len(uids) == 1, "the same appointment, changed"
    assert "20260619T160000" in told
    assert len(network.letters("ada@thuis.example")) == before, "who does not come is left alone"
    assert "Kun je nog steeds?" in network.phone.get(f"{members[0][1]}/reunion/{reunion}").text
    too_small = pressed(desk, page, page, **(moved | {"capacity": "0"}))
    assert too_small.status_code == 422


def test_called_off_it_goes_from_everybodys_calendar(
    network: Network, members: list[tuple[Any, str]]
) -> None:
    reunion = announced(network.house)
    says(network, members[0][1], reunion, "yes")
    desk, page = network.house.logged_in("alumni"), f"/alumni/desk/reunions/{reunion}"
    for _ in range(2):
        pressed(desk, f"{page}/edit", f"{page}/cancel")
    letters = [
        one for one in network.letters("noor@thuis.example") if "Gaat niet door" in str(one["Subject"])
    ]
    assert len(letters) == 1
    assert "METHOD:CANCEL" in calendar_of(letters[0])
    assert says_is_over(network, members[0][1], reunion)


def test_after_it_was_called_off_nobody_hears_that_an_offered_place_ran_out(
    network: Network, members: list[tuple[Any, str]]
) -> None:
    reunion = announced(network.house, capacity="1")
    says(network, members[0][1], reunion, "yes")
    says(network, members[1][1], reunion, "yes")
    says(network, members[0][1], reunion, "no")
    assert places(network.house) == ["no", "offered"]
    page = f"/alumni/desk/reunions/{reunion}"
    pressed(network.house.logged_in("alumni"), page, f"{page}/cancel")
    before = len(network.letters("ada@thuis.example"))
    network.house.set_time(AFTERNOON + timedelta(days=3))
    assert jobs.seat_due() == 0
    assert jobs.next_due() is None
    assert len(network.letters("ada@thuis.example")) == before


def says_is_over(network: Network, own: str, reunion: str) -> bool:
    return "gaat niet door" in network.phone.get(f"{own}/reunion/{reunion}").text


def test_who_comes_is_reminded_once(network: Network, members: list[tuple[Any, str]]) -> None:
    reunion = announced(network.house)
    says(network, members[0][1], reunion, "yes")
    network.house.set_time(datetime(2026, 6, 10, 13, tzinfo=UTC))
    assert jobs.seat_due() == 1
    assert jobs.seat_due() == 0
    assert "Tot gauw" in network.letters("noor@thuis.example")[-1]["Subject"]
    assert "Zomerborrel" in text_of(network.letters("noor@thuis.example")[-1])


def test_whoever_is_forgotten_gives_their_chair_to_the_next(
    network: Network, members: list[tuple[Any, str]]
) -> None:
    reunion = announced(network.house)
    for _, own in members:
        says(network, own, reunion, "yes", diet="noten")
    submitted(network.phone, f"{members[0][1]}/forget", sure="yes")
    assert places(network.house) == ["no", "in", "offered"]
    assert network.house.sql("SELECT diet FROM alumni.attendance ORDER BY turn")[0].diet == ""


@pytest.mark.slow
def test_a_thousand_at_once_for_a_hundred_places_fill_exactly_a_hundred_and_nobody_is_lost(
    house: House,
) -> None:
    house.set_time(AFTERNOON)
    ids = [new_id() for _ in range(1_000)]
    house.sql(
        "INSERT INTO alumni.member (id, person_id, state, joined_at, changed_at)"
        " SELECT one, gen_random_uuid(), 'awake', now(), now() FROM unnest(cast(:ids AS uuid[])) one",
        ids=ids,
    )
    reunion = UUID(announced(house, capacity="100", guests_max="0"))
    transaction = house.transaction("alumni")

    def yes(member_id: UUID) -> str:
        token = standing_token("alumni", Standing(member_id, 1))
        with transaction() as tx:
            return reunions.reply(tx, token, reunion, Reply(answer="yes"))

    with ThreadPoolExecutor(16) as pool:
        given = list(pool.map(lambda one: copy_context().run(yes, one), ids))
    assert (given.count("in"), given.count("waiting")) == (100, 900)
    rows = house.sql("SELECT state, turn FROM alumni.attendance ORDER BY turn")
    assert [row.turn for row in rows] == list(range(1, 1_001))
    assert {row.state for row in rows[:100]} == {"in"}, "who came first is in"
    assert {row.state for row in rows[100:]} == {"waiting"}
