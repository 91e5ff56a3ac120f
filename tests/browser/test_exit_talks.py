"""The conversation of a leaving in a real browser: the page behind the link, and how it is prepared at the desk."""

from __future__ import annotations

from typing import cast

import pytest
from flask import Flask
from playwright.sync_api import expect

from infra.web import house as all_services
from tests.browser.conftest import DESK, PHONE, SMALLEST, Opener, serving
from tests.browser.test_talks import enter
from tests.browser.walking import seen
from tests.house import House
from tests.integration.appointment.conftest import make_interviewer
from tests.integration.exit_interviews.talks import leaver

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("kind", "size", "scheme", "language"),
    [("resignation", PHONE, "light", "nl"), ("dismissal", SMALLEST, "dark", "fr")],
    ids=["phone-nl", "small-dark-fr"],
)
def test_a_time_is_picked_behind_the_link_and_prepared_at_the_desk(
    house: House, window: Opener, kind: str, size: dict[str, int], scheme: str, language: str
) -> None:
    fatima = leaver(house, kind=kind, language=language)
    make_interviewer(house, "Bram")
    with serving(cast("Flask", all_services())) as address:
        shown = window(address, size=size, scheme=scheme, motion="reduce")
        page = shown.open(fatima.link)
        seen(page, f"exit-talk-{language}-pick")
        page.locator("input[name=start]").first.check(force=True)
        page.locator("form[action*=pick] button[type=submit]").click()
        page.locator("input[name=themes]").first.check(force=True)
        page.locator("form[action*=themes] button[type=submit]").click()
        seen(page, f"exit-talk-{language}-booked")
        desk = window(address, size=DESK if language == "nl" else PHONE, scheme=scheme, motion="reduce")
        anna = desk.open("/exit/a/x/talk")
        enter(house, anna, address, fatima.anna)
        anna.goto(f"{address}/exit/desk/talks")
        seen(anna, f"exit-talk-{language}-mine")
        anna.goto(f"{address}/exit/desk/talks/{fatima.talk.id}")
        seen(anna, f"exit-talk-{language}-one")
        anna.goto(f"{address}/exit/desk/talks/{fatima.talk.id}/preparation")
        anna.locator("textarea[name=note]").fill("Bleef kalm.")
        anna.locator("form[action$=beforehand] button").click()
        expect(anna.locator("textarea[name=note]")).to_have_value("Bleef kalm.")
        seen(anna, f"exit-talk-{language}-preparation")
        house.sql("UPDATE console.account SET roles = '{hr,interviewer}' WHERE id = :id", id=fatima.anna)
        for place in ("holders", f"holders/{fatima.anna}", f"cases/{fatima.case.id}"):
            anna.goto(f"{address}/exit/desk/{place}")
            seen(anna, f"exit-talk-{language}-{place.partition('/')[0]}-{place.count('/')}")
        assert [one for one in [*shown.complaints, *desk.complaints] if "404" not in one] == []
