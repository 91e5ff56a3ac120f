"""What comes in from elsewhere, in a real browser: a list of former colleagues, a file of vacancies, a friend."""

from __future__ import annotations

from typing import cast

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from infra.web import house as all_services
from tests.browser.conftest import DESK, PHONE, Opener, Window, serving
from tests.browser.test_wish import hr
from tests.browser.walking import seen
from tests.house import House
from tests.integration.alumni.conftest import AFTERNOON, Network

pytestmark = pytest.mark.browser

LIST = """naam;e-mail;van;tot;plaats;functie;taal;toestemming op;toestemming hoe;toestemming voor;kleur
Piet de Oude;piet@oud.example;1998;2006;Gent;Drukker;nl;12-5-2019;formulier op de reünie;nieuws, reünies;rood
Jeanne Petit;jeanne@oud.example;2001;2012;Namur;;fr;;;;
Noor van der Meer;noor@nieuw.example;2015;2021;;;;;;;
Half Bewijs;half@oud.example;;;;;;12-5-2019;;nieuws;
"""
WORK = "nummer;titel;omschrijving;standplaats;sluitdatum\n1;Kok;Je kookt.;Gent;1-6-2026\n2;;Je bakt.;Gent;morgen\n"


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk"])
def test_each_page_can_be_read_and_used(
    house: House, window: Opener, size: dict[str, int], scheme: str
) -> None:
    house.set_time(AFTERNOON)
    network = Network(house)
    _, own = network.join()
    with serving(cast("Flask", all_services())) as address:
        desk = window(address, size=size, scheme=scheme, motion="reduce")
        desk.page.context.add_cookies([hr(house, address)])  # type: ignore[list-item]
        a_list(house, desk, scheme)
        work = a_source(house, desk, scheme)
        phone = window(address, size=size, scheme=scheme, motion="reduce")
        a_friend(network, phone, f"{own}/work/{work}", scheme)
        (answer,) = house.sql("SELECT id FROM alumni.interest")
        page = desk.open(f"/alumni/desk/returning/{answer.id}")
        page.get_by_label("Wat wil je onthouden?").fill("Goede herinneringen aan Noor.")
        page.get_by_role("button", name="Noteer").click()
        expect(page.get_by_text("Goede herinneringen")).to_be_visible()
        seen(page, f"in-answer-{scheme}")
        seen(desk.open("/alumni/desk/returning"), f"in-returning-{scheme}")


def a_list(house: House, desk: Window, scheme: str) -> None:
    page = desk.open("/alumni/desk/lists")
    seen(page, f"in-lists-{scheme}")
    page.get_by_role("button", name="Lees deze lijst").click()
    expect(page.get_by_text("Er kwam geen bestand mee")).to_be_visible()
    handed_in(page, "vroeger.csv", LIST.replace("naam", "wie", 1))
    page.get_by_role("button", name="Lees deze lijst").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat de kolommen van vroeger.csv zijn")
    page.get_by_role("button", name="Lees de lijst zo").click()
    expect(page.get_by_role("alert")).to_contain_text("Hele naam: Kies de kolom")
    seen(page, f"in-list-columns-{scheme}")
    page.get_by_label("Kolom").first.select_option("wie")
    page.get_by_role("button", name="Lees de lijst zo").click()
    house.drain()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit zou vroeger.csv brengen")
    seen(page, f"in-list-{scheme}")
    page.get_by_role("button", name="Doe dit, en verstuur de brieven").click()
    house.drain()
    page.reload()
    expect(page.get_by_text("is lid").first).to_be_visible()
    seen(page, f"in-list-done-{scheme}")


def a_source(house: House, desk: Window, scheme: str) -> str:
    page = desk.open("/alumni/desk/work/sources")
    page.get_by_role("button", name="Bewaar deze bron").click()
    seen(page, f"in-sources-wrong-{scheme}")
    page.get_by_label("Hoe noem je deze bron?").fill("Werksite")
    page.get_by_label("Uit een bestand dat ik inlever").check(force=True)
    page.get_by_role("button", name="Bewaar deze bron").click()
    handed_in(page, "werk.csv", WORK)
    page.get_by_role("button", name="Lees dit bestand").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit zou Werksite veranderen")
    seen(page, f"in-source-{scheme}")
    page.get_by_role("button", name="Doe dit").click()
    seen(page, f"in-source-done-{scheme}")
    (work,) = house.sql("SELECT id FROM alumni.vacancy")
    return str(work.id)


def a_friend(network: Network, phone: Window, work: str, scheme: str) -> None:
    page = phone.open(work)
    page.get_by_label("Ik schrijf meteen wat meer").check(force=True)
    page.get_by_label("Waarom dit werk?").fill("Ik mis de keuken.")
    page.get_by_role("button", name="Verstuur mijn reactie").click()
    phone.open(f"{work.partition('/work/')[0]}/recommend")
    page.get_by_label("Mailadres van die persoon").fill("vriend@elders.example")
    page.get_by_role("button", name="Stuur die ene brief").click()
    expect(page.get_by_text("Dank je.")).to_be_visible()
    seen(page, f"in-recommend-{scheme}")
    phone.open(network.link("vriend@elders.example", "/invited"))
    page.get_by_label("Ja, ik wil op de hoogte blijven").check(force=True)
    page.get_by_role("button", name="Verstuur mijn antwoord").click()
    seen(page, f"in-invited-{scheme}")


def handed_in(page: Page, name: str, content: str) -> None:
    file = {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
