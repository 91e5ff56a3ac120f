"""HR reads texts in a real browser: with the digits and Enter at a desk, by touch on a phone; then the results."""

from __future__ import annotations

from typing import cast

import pytest
from flask import Flask
from playwright.sync_api import expect

from infra.web import house as all_services
from services.onboarding import jobs
from tests.browser.conftest import DESK, PHONE, Opener, serving
from tests.browser.test_wish import hr
from tests.browser.walking import seen
from tests.house import House
from tests.integration.onboarding.test_signals import AUTUMN, released
from tests.integration.themes.conftest import HERE, id_of, read_everything, wrote

pytestmark = pytest.mark.browser

# Looked at on a phone; with nothing in them they are looked at in test_every_page.
MORE = {
    "groups": f"{HERE}/outcome?by=department",
    "read": f"{HERE}/read",
    "signals": "/onboarding/desk/signals",
    "expectations": "/onboarding/desk/expectations?by=department",
}
BUSY, BOSS = "Het is hier te druk, en ’s avonds ook nog.", "Mijn leidinggevende luistert niet."


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk"])
def test_texts_are_read_by_key_and_by_touch_and_become_results(
    house: House, window: Opener, size: dict[str, int], scheme: str
) -> None:
    house.set_time(AUTUMN)
    wrote(house, [("Zorg", [BUSY] * 5), ("Zorg", [BOSS] * 5)])
    released(house, "month_3", "found_job", [("Zorg", 8, "different"), ("Kantoor", 9, "met")])
    released(house, "week_1", "expect_job", [("Zorg", 8, "variety"), ("Kantoor", 9, "craft")])
    jobs.watch_signals()
    with serving(cast("Flask", all_services())) as address:
        opened = window(address, size=size, scheme=scheme, motion="reduce")
        opened.page.context.add_cookies([hr(house, address)])  # type: ignore[list-item]
        page = opened.open(HERE)
        seen(page, f"themes-none-{scheme}")
        page.get_by_role("button", name="Begin met een lijst die vaak past").click()
        seen(page, f"themes-list-{scheme}")
        page.get_by_role("link", name="Lees teksten").click()
        for number in range(2):
            quote = page.locator("blockquote")
            wanted = "Te veel werk" if "druk" in quote.inner_text() else "Leiding die niet helpt"
            expect(page.locator("label.row").first).to_contain_text(wanted)
            expect(page.locator("label.row").first).to_contain_text("Voorstel")
            if not number:
                seen(page, f"themes-text-{scheme}")
            here = page.url
            if size == DESK:
                expect(page.locator("input[name=theme]").first).to_be_focused()
                page.keyboard.press("1")
                page.keyboard.press("Enter")
            else:
                page.locator("label.row").first.click()
                page.get_by_role("button", name="Bewaar en ga verder").click()
            expect(page).not_to_have_url(here)
        about = {"druk": id_of(house, "Te veel werk"), "luistert": id_of(house, "Leiding die niet helpt")}
        read_everything(house.logged_in("stay_interviews"), about)
        page.goto(f"{address}{HERE}/coding")
        expect(page.get_by_text("Alles is gelezen.")).to_be_visible()
        page.get_by_role("link", name="Bekijk de uitkomsten").click()
        expect(page.get_by_role("heading", name="Wat mensen wegduwt")).to_be_visible()
        seen(page, f"themes-outcome-{scheme}")
        for name, path in MORE.items() if size == PHONE else ():
            seen(opened.open(path), f"themes-{name}-{scheme}")
