"""The directory: only who wants it is found, by former colleagues only, and addresses are never shown."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest

from services.alumni import jobs
from services.alumni.domain.directory import Wanted, folded
from services.alumni.store import profiles
from tests.house import links_in, pressed, text_of
from tests.integration.alumni.conftest import AFTERNOON, Network, submitted

PROFILE = {"listed": "yes", "city": "Gent", "field": "Verpleging", "about": "Ik zing in een koor."}


@pytest.fixture
def both(network: Network) -> dict[str, tuple[Any, str]]:
    network.house.set_time(AFTERNOON)
    found = {
        name: network.join(given_name=name, private_email=f"{address}@thuis.example")
        for name, address in (("Zoë", "zoe"), ("Ada", "ada"))
    }
    network.house.postbox.envelopes.clear()
    return found


def found(network: Network, own: str, query: str = "") -> list[str]:
    page = network.phone.get(f"{own}/directory?{query}")
    assert page.status_code == 200, page.text
    people = re.search(r'<ul class="links people">.*?</ul>', page.text, re.DOTALL)
    return (
        re.findall(r'<a href="[^"]+/directory/[0-9a-f-]{36}[^"]*">([^<]+)</a>', people[0]) if people else []
    )


def profile_of(network: Network, own: str, name: str) -> str:
    page = network.phone.get(f"{own}/directory").text
    path = re.search(rf'href="([^"]+/directory/[0-9a-f-]{{36}})[^"]*">{name}', page)
    assert path, page
    return path[1]


def test_words_are_found_without_case_and_accents_each_in_its_place() -> None:
    assert folded("Zoë  d'Août-Ünsal") == ["zoe", "d", "aout", "unsal"]
    assert Wanted(q="Zoë b", city="'s Gravenhage").query == "'zoe':* & 'b':* & 's':*B & 'gravenhage':*B"
    assert Wanted(q="!!! ':*&|").query == ""


def test_whoever_wants_it_is_found_written_through_the_house_and_gone_in_one_step(
    network: Network, both: dict[str, tuple[Any, str]]
) -> None:
    house, (zoe, zoes), (_, adas) = network.house, both["Zoë"], both["Ada"]
    assert found(network, adas) == []
    assert submitted(network.phone, f"{zoes}/directory/me").status_code == 422, (
        "a machine that presses adds nobody"
    )
    assert (
        submitted(network.phone, f"{zoes}/directory/me", name="Zoë van der M.", **PROFILE).status_code == 303
    )
    for query in ("", "q=zoe", "q=KOOR", "city=gent", "field=verpl", "q=zoe&city=Gent"):
        assert found(network, adas, query) == ["Zoë van der M."], query
    for query in ("q=verpleging+utrecht", "city=utrecht", "field=gent"):
        assert found(network, adas, query) == [], query
    assert network.phone.get(f"{adas}/directory?q=z").text.count("ten minste twee letters") >= 1
    assert ("directory", True, "preferences") in network.ledger(zoe)

    # Ada writes once she stands there herself; twice pressed is one letter, and no address is in it.
    page = profile_of(network, adas, "Zoë")
    assert "zoe@thuis.example" not in network.phone.get(page).text
    submitted(network.phone, f"{adas}/directory/me", name="Ada", listed="yes")
    assert submitted(network.phone, page, words="").status_code == 422
    for _ in range(2):
        assert submitted(network.phone, page, words="Hoe gaat het?\n\nMet mij goed.").status_code == 303
    (letter,) = network.letters("zoe@thuis.example")
    assert letter["Subject"] == "Ada uit de gids schrijft je"
    assert "Met mij goed." in text_of(letter)
    assert "ada@thuis.example" not in letter.as_string()
    answer = next(link for link in links_in(letter) if re.search(r"/directory/[0-9a-f-]{36}$", link))
    back = answer.removeprefix(house.settings.base_url)
    assert submitted(network.phone, back, words="Goed.").status_code == 303
    assert network.letters("ada@thuis.example")[-1]["Subject"] == "Zoë van der M. uit de gids schrijft je"

    # Three without an answer are enough.
    codes = [submitted(network.phone, page, words=f"En {no}?").status_code for no in range(4)]
    assert codes == [303, 303, 303, 422]

    # One step, and nothing of it stays.
    assert submitted(network.phone, f"{zoes}/leave", stop="directory").status_code == 303
    assert found(network, adas) == ["Ada"]
    assert network.phone.get(page).status_code == 404
    assert network.ledger(zoe)[-1] == ("directory", False, "leave_page")
    assert "Ik zing" not in str(house.sql("SELECT * FROM alumni.profile"))
    # What was written is gone after sixty days.
    house.set_time(AFTERNOON.replace(month=6))
    assert jobs.tidy_words() == 5
    assert house.sql("SELECT 1 FROM alumni.member_message") == []


def test_whoever_is_bothered_blocks_reports_and_hr_takes_them_out(
    network: Network, both: dict[str, tuple[Any, str]]
) -> None:
    house, desk = network.house, network.house.logged_in("alumni")
    (_, zoes), (ada, adas) = both["Zoë"], both["Ada"]
    submitted(network.phone, f"{zoes}/directory/me", name="Zoë", **PROFILE)
    submitted(network.phone, f"{adas}/directory/me", name="Ada", listed="yes")
    submitted(network.phone, profile_of(network, adas, "Zoë"), words="Vervelend bericht.")
    (letter,) = network.letters("zoe@thuis.example")
    # Ada has left the directory meanwhile: the message itself leads to the same page.
    submitted(network.phone, f"{adas}/directory/me", listed="no")
    link = next(one for one in links_in(letter) if "/directory/message/" in one)
    page = link.removeprefix(house.settings.base_url)
    assert network.phone.get(page.replace(zoes, adas)).status_code == 404, "only who got it"
    submitted(network.phone, f"{adas}/directory/me", name="Ada", listed="yes")
    assert submitted(network.phone, page).status_code == 422, "a machine that presses blocks nobody"
    assert submitted(network.phone, page, block="yes", report="Dit wil ik niet.").status_code == 303
    assert found(network, zoes) == ["Zoë"]
    assert found(network, adas) == ["Ada"], "neither sees the other"

    (report,) = house.sql("SELECT id FROM alumni.member_report")
    path = f"/alumni/desk/directory/reports/{report.id}"
    shown = desk.get(path).text
    assert "Dit wil ik niet." in shown
    assert "Vervelend bericht." in shown
    for _ in range(2):
        pressed(desk, path, f"{path}/bar")
    assert "We hebben naar je melding gekeken" in network.letters("zoe@thuis.example")[-1]["Subject"]
    assert "niet meer in de gids" in network.letters("ada@thuis.example")[-1]["Subject"]
    assert "HR heeft je uit de gids gehaald" in network.phone.get(f"{adas}/directory/me").text
    assert [row.name for row in house.sql("SELECT name FROM alumni.profile")] == ["Zoë"]
    pressed(desk, path, f"{path}/lift")
    assert submitted(network.phone, f"{adas}/directory/me", name="Ada", listed="yes").status_code == 303

    # The block is taken back by who laid it; whoever works here again is not shown and does not look.
    free = re.search(r'name="free" value="([^"]+)"', network.phone.get(f"{zoes}/directory/me").text)
    assert free
    form = f"{zoes}/directory/me"
    submitted(network.phone, form, to=f"{zoes}/directory/unblock", free=free[1])
    assert found(network, zoes) == ["Ada", "Zoë"]
    house.sql("UPDATE alumni.member SET state = 'asleep' WHERE person_id = :id", id=ada["id"])
    assert found(network, zoes) == ["Zoë"]
    assert "Je werkt nu bij ons" in network.phone.get(f"{adas}/directory").text

    # Forgotten: the profile, the messages, the block and the report.
    submitted(network.phone, f"{zoes}/forget", sure="yes")
    for table in ("member_message", "member_block", "member_report"):
        assert house.sql(f"SELECT 1 FROM alumni.{table}") == [], table
    assert [row.name for row in house.sql("SELECT name FROM alumni.profile")] == ["Ada"]


def test_who_was_taken_out_and_stops_everything_said_so_of_the_directory_too(
    network: Network, reader: tuple[Any, str]
) -> None:
    noor, own = reader
    submitted(network.phone, f"{own}/directory/me", name="Noor", **PROFILE)
    with network.house.transaction("alumni")() as tx:
        profiles.bar(tx.conn, network.member(noor).id, at=tx.now, by=uuid4())
    for _ in range(2):
        network.phone.post(f"{own}/leave", data={"List-Unsubscribe": "One-Click"})
    assert [one for one in network.ledger(noor) if one[0] == "directory"] == [
        ("directory", True, "preferences"),
        ("directory", False, "one_click"),
    ]
