"""Leaving in a real browser: every question to the thanks, a refusal and back, and the desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from infra.web import house as all_services
from services.exit_interviews import jobs
from tests.browser.conftest import DESK, PHONE, SMALLEST, Opener, serving
from tests.browser.walking import filled_in, seen
from tests.house import House
from tests.integration.exit_interviews.conftest import AFTERNOON, HIRED, moment
from tests.integration.exit_interviews.test_reached import to_confirm
from tests.integration.journey.employer import Employer, come
from tests.integration.onboarding.conftest import heard_that_they_left, links

pytestmark = pytest.mark.browser


@contextmanager
def asked(house: House, kind: str, language: str) -> Iterator[tuple[str, str]]:
    """Ask somebody who leaves, and serve all services; yield the address and the link."""
    employer = Employer(house)
    one = employer.hire(HIRED, given="Fatima", language=language)
    employer.announce(one, in_days=45, kind=kind)
    house.set_time(AFTERNOON)
    jobs.catch_up()
    house.sql("UPDATE exit.leaving SET told_at = now(), told_by = id")
    come(house, jobs, moment(one))
    heard_that_they_left(house, jobs)
    with serving(cast("Flask", all_services())) as address:
        yield address, links(house)["link"]


def first_of_each(page: Page) -> None:
    """Choose the first of whatever there is to choose."""
    for kind in ("radio", "checkbox"):
        for group in page.locator(f"fieldset:has(input[type={kind}])").all():
            group.locator(f"input[type={kind}]").first.check(force=True)


@pytest.mark.parametrize(
    ("kind", "size", "scheme", "language", "title"),
    [
        ("resignation", PHONE, "light", "nl", "Hoe was het hier, en waarom ga je?"),
        ("retirement", SMALLEST, "dark", "fr", "Votre vie de travail ici"),
        ("dismissal", DESK, "dark", "en", "How we treated you, and what helps now"),
    ],
    ids=["resignation-phone-nl", "retirement-small-dark-fr", "dismissal-desk-dark-en"],
)
def test_every_question_can_be_read_and_answered_and_who_reads_what_is_shown_back(
    house: House, window: Opener, kind: str, size: dict[str, int], scheme: str, language: str, title: str
) -> None:
    with asked(house, kind, language) as (address, link):
        page = window(address, size=size, scheme=scheme, motion="reduce").open(link)
        expect(page.locator("h1")).to_contain_text(title)
        seen(page, f"exit-{language}-start")
        filled_in(page, f"{address}{link}", f"exit-{language}", first_of_each)
        by_name = {"nl": "met mijn naam", "fr": "avec mon nom", "en": "with my name"}
        expect(page.locator("body")).to_contain_text(by_name[language])
        seen(page, f"exit-{language}-thanks")


def test_a_refusal_can_be_taken_back_by_hand_and_by_keyboard(house: House, window: Opener) -> None:
    with asked(house, "resignation", "nl") as (address, link):
        shown = window(address, size=PHONE, scheme="dark", motion="reduce")
        page = shown.open(f"{link}/home")
        page.get_by_label("Je eigen mailadres").fill("fatima@thuis.example")
        page.get_by_role("button", name="Stuur de brief").click()
        expect(page.locator("body")).to_contain_text("op weg naar het adres")
        seen(page, "exit-home")
        for name, place in (
            ("later", f"{link}/later"),
            ("readers", f"{link}/readers"),
            ("confirm", to_confirm(house)[1]),
        ):
            page = shown.open(place)
            seen(page, f"exit-{name}")
        page = shown.open(f"{link}/decline")
        seen(page, "exit-decline")
        page.locator("input[name=sure]").check(force=True)
        page.locator("form button[type=submit]").first.click()
        expect(page.locator("body")).to_contain_text("geen gevolgen")
        seen(page, "exit-declined")
        page.locator("input[name=sure]").focus()
        page.keyboard.press("Space")
        page.get_by_role("button", name="Toch naar de vragen").press("Enter")
        expect(page.locator("h1")).to_contain_text("Hoe was het hier")


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk"])
def test_the_desk(house: House, window: Opener, size: dict[str, int], scheme: str) -> None:
    with asked(house, "resignation", "nl") as (address, _link):
        employer = Employer(house)
        dismissed = employer.hire(HIRED, given="Bram")
        employer.announce(dismissed, in_days=20, kind="dismissal")
        jobs.catch_up()
        client = house.logged_in("console")
        name = f"weerzien_{house.settings.port}"
        cookie = client.get_cookie(name)
        assert cookie is not None
        shown = window(address, size=size, scheme=scheme, motion="reduce")
        page = shown.page
        page.context.add_cookies([{"name": name, "value": cookie.value, "url": address}])
        page.goto(f"{address}/exit/desk/")
        expect(page.locator("h1")).to_contain_text("Wie vertrekt")
        seen(page, f"exit-{scheme}-board")
        for who in ("Bram", "Fatima"):
            page.goto(f"{address}/exit/desk/")
            page.get_by_role("link", name=who).click()
            expect(page.locator("h1")).to_contain_text(f"Het vertrek van {who}")
            seen(page, f"exit-{scheme}-case-{who}")
        page.goto(f"{address}/exit/desk/")
        page.get_by_role("link", name="Bram").click()
        page.get_by_role("link", name="Bereid het gesprek voor").click()
        seen(page, f"exit-{scheme}-dismissal")
        page.goto(f"{address}/exit/desk/")
        page.get_by_role("link", name="Fatima").click()
        page.get_by_role("button", name="Maak een brief voor op papier").click()
        seen(page, f"exit-{scheme}-paper")
        page.goto(f"{address}/exit/desk/past")
        seen(page, f"exit-{scheme}-past")
        assert shown.complaints == []
