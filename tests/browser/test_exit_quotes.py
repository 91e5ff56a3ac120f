"""Words that may be quoted, in a real browser: HR picks them, insights shows them, and their writer takes them back."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from flask import Flask
from playwright.sync_api import expect

from infra.web import house as all_services
from services.exit_interviews import jobs
from tests.browser.conftest import DESK, PHONE, Opener, serving
from tests.browser.test_wish import hr
from tests.browser.walking import seen
from tests.house import House
from tests.integration.exit_interviews.conftest import ask, employer, leaving
from tests.integration.exit_interviews.test_quotes import AFTER, FORM, THEMES, lays_under_themes, sends
from tests.integration.journey.employer import Employee
from tests.integration.onboarding.conftest import links

pytestmark = pytest.mark.browser
__all__ = ["ask", "employer", "leaving"]


def test_hr_picks_words_and_their_writer_takes_them_back(
    house: House, window: Opener, leaving: Callable[..., Employee]
) -> None:
    people = [leaving() for _ in range(12)]
    path = links(house)["link"]
    for n, one in enumerate(people):
        sends(house, one, {"finest": f"Feest {n}, met iedereen erbij.", "obstacles": "Druk."}, quote=["back"])
    with serving(cast("Flask", all_services())) as address:
        phone = window(address, size=PHONE, scheme="light", motion="reduce")
        page = phone.open(path)
        page.get_by_role("link", name="Wat mag van mij worden aangehaald?").click()
        seen(page, "exit-quotes-waiting")
        house.set_time(AFTER)
        jobs.release()
        lays_under_themes(house, house.logged_in("exit_interviews"))
        desk = window(address, size=DESK, scheme="dark", motion="reduce")
        desk.page.context.add_cookies([hr(house, address)])  # type: ignore[list-item]
        room = desk.open("/exit/desk/quotes")
        seen(room, "exit-quotes-list")
        room.get_by_role("button", name="HR en het bestuur").first.click()
        expect(room.get_by_text("Bewaard.")).to_be_visible()
        for where in (f"{THEMES}?by=department", FORM):
            seen(desk.open(where), f"exit-quotes-{where.partition('?')[0].rpartition('/')[2]}")
        expect(desk.open(THEMES).locator("blockquote")).to_have_count(1)
        assert [*phone.complaints, *desk.complaints] == []
