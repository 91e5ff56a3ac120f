"""A newsletter written, looked over and sent in a real browser, with the keyboard alone."""

from __future__ import annotations

from typing import cast

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from infra.web import house as all_services
from tests.browser.conftest import DESK, PHONE, Opener, serving
from tests.browser.test_answering import focused, press, tab_to
from tests.browser.test_wish import hr
from tests.browser.walking import seen
from tests.house import House
from tests.integration.alumni.conftest import AFTERNOON, Network

pytestmark = pytest.mark.browser


def past_the_rooms(page: Page) -> None:
    """Skip what is the same on each page."""
    page.keyboard.press("Tab")
    assert focused(page) == "Naar de inhoud"
    page.keyboard.press("Enter")


def typed(page: Page, name: str, words: str) -> None:
    tab_to(page, lambda now: now.evaluate("document.activeElement.name") == name)
    page.keyboard.type(words)


def test_a_newsletter_is_written_and_sent_with_the_keyboard_alone(house: House, window: Opener) -> None:
    house.set_time(AFTERNOON)
    network = Network(house)
    _, own = network.join()
    with serving(cast("Flask", all_services())) as address:
        desk = window(address, size=DESK, motion="reduce")
        desk.page.context.add_cookies([hr(house, address)])  # type: ignore[list-item]
        page = desk.open("/alumni/desk/news")
        past_the_rooms(page)
        typed(page, "title", "Voorjaar")
        press(page, "Begin met schrijven")
        past_the_rooms(page)
        typed(page, "subject", "Hoe het hier gaat")
        typed(page, "preview", "Kort")
        typed(page, "body", "> Een inleiding\n\n## Wie er werkt\n\nAnna en Bo.")
        expect(page.get_by_text("bewaard")).to_be_visible()
        press(page, "Bewaar")
        seen(page, "news-write")
        past_the_rooms(page)
        press(page, "Voor wie")
        seen(page, "news-readers")
        past_the_rooms(page)
        press(page, "Nakijken en versturen")
        expect(page.get_by_role("heading", level=1)).to_have_text("Klaar om te versturen")
        expect(page.get_by_text("Bijvoorbeeld: Noor van der Meer.")).to_be_visible()
        seen(page, "news-check")
        past_the_rooms(page)
        press(page, "Verstuur deze brief")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Voorjaar")
        seen(page, "news-progress")
        (letter,) = network.letters("noor@thuis.example")[-1:]
        assert letter["Subject"] == "Hoe het hier gaat"
        member = window(address, size=PHONE, scheme="dark", motion="reduce").open(f"{own}/read")
        seen(member, "news-earlier")
        press(member, "Hoe het hier gaat")
        expect(member.get_by_text("Anna en Bo.")).to_be_visible()
        seen(member, "news-earlier-one")
