"""A stay conversation in a real browser: the person's page and note on a phone, the interviewer's desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from infra.web import house as all_services
from tests.browser.conftest import DESK, PHONE, SMALLEST, Opener, serving
from tests.browser.walking import seen
from tests.house import House
from tests.integration.appointment.conftest import make_interviewer
from tests.integration.stay_interviews.talks import Talking, offered

pytestmark = pytest.mark.browser
WORDS = "Fatima wil leren begeleiden.\nHet rooster komt te laat."


@contextmanager
def talking(house: House, language: str) -> Iterator[tuple[str, Talking]]:
    """Offer Fatima a conversation, and serve all services."""
    fatima = offered(house, language=language)
    make_interviewer(house, "Bram")
    with serving(cast("Flask", all_services())) as address:
        yield address, fatima


def enter(house: House, page: Page, address: str, account: UUID) -> None:
    """Let the browser come in as this account."""
    client = house.logged_in("stay_interviews", "interviewer")
    house.sql(
        "UPDATE console.session SET account_id = :account WHERE seen_at = (SELECT max(seen_at) FROM console.session)",
        account=account,
    )
    name = f"weerzien_{house.settings.port}"
    cookie = client.get_cookie(name)
    assert cookie is not None
    page.context.add_cookies([{"name": name, "value": cookie.value, "url": address}])


@pytest.mark.parametrize(
    ("size", "scheme", "language"),
    [(PHONE, "light", "nl"), (SMALLEST, "dark", "fr"), (DESK, "dark", "en")],
    ids=["phone-nl", "small-dark-fr", "desk-dark-en"],
)
def test_a_conversation_is_picked_moved_held_noted_and_kept(
    house: House, window: Opener, size: dict[str, int], scheme: str, language: str
) -> None:
    with talking(house, language) as (address, fatima):
        shown = window(address, size=size, scheme=scheme, motion="reduce")
        page = shown.open(fatima.link.removesuffix("/talk"))
        seen(page, f"talk-{language}-form")
        picks(page, address, fatima, language)
        house.set_time(fatima.talk.ends_at)

        desk = window(address, size=DESK if size == DESK else PHONE, scheme=scheme, motion="reduce")
        anna = desk.open("/stay/a/x/talk")
        enter(house, anna, address, fatima.anna)
        writes(anna, address, fatima, language)

        note = fatima.link.removesuffix("/talk") + "/note"
        page.goto(address + fatima.link)
        seen(page, f"talk-{language}-held")
        page.goto(address + note)
        seen(page, f"talk-{language}-note")
        page.locator("form[action*=note] button[type=submit]").last.click()
        seen(page, f"talk-{language}-note-agreed")
        anna.goto(f"{address}/stay/desk/promises")
        seen(anna, f"talk-{language}-desk-promises")
        anna.locator("textarea").fill("Het rooster staat er nu vier weken vooruit.")
        anna.locator("button[value=kept]").click()
        page.goto(address + note)
        page.locator("input[name=helped]").first.check(force=True)
        page.locator("form button[type=submit]").click()
        seen(page, f"talk-{language}-helped")
        [promise] = house.sql("SELECT state, helped FROM stay.promise")
        assert (promise.state, promise.helped) == ("kept", "yes")
        assert [one for one in shown.complaints if "422" not in one] == []
        assert [one for one in desk.complaints if "404" not in one] == []


def picks(page: Page, address: str, fatima: Talking, language: str) -> None:
    """Look around, forget to choose, choose, and say what to talk about."""
    page.goto(f"{address}{fatima.link}/other")
    seen(page, f"talk-{language}-other")
    page.goto(address + fatima.link)
    seen(page, f"talk-{language}-pick")
    page.locator("form[action*=pick] button[type=submit]").click()
    seen(page, f"talk-{language}-wrong")
    page.locator("nav.tabs a").nth(2).click()
    page.locator("input[name=start]").nth(1).check(force=True)
    page.locator("form[action*=pick] button[type=submit]").click()
    expect(page).to_have_url(f"{address}{fatima.link}")
    page.locator("input[name=themes]").first.check(force=True)
    page.locator("form[action*=themes] button[type=submit]").click()
    seen(page, f"talk-{language}-booked")
    page.goto(f"{address}{fatima.link}?change=yes")
    seen(page, f"talk-{language}-change")
    assert (fatima.talk.state, fatima.talk.themes) == ("booked", ["work"])


def writes(anna: Page, address: str, fatima: Talking, language: str) -> None:
    """Look at the desk, note a promise, and let Fatima read what was written."""
    anna.goto(f"{address}/stay/desk/talks")
    seen(anna, f"talk-{language}-desk-mine")
    anna.goto(f"{address}/stay/desk/talks/{fatima.talk.id}")
    anna.locator("#note summary").click()
    anna.locator("input[name=what]").fill("Vier weken vooruit een rooster")
    anna.locator("input[name=due_on]").fill("2026-04-01")
    seen(anna, f"talk-{language}-desk-one")
    anna.locator("form[action$=promises] button").click()
    anna.locator("textarea[name=text]").fill(WORDS)
    anna.locator("button[value=share]").click()
    seen(anna, f"talk-{language}-desk-shared")
    anna.goto(f"{address}/journey/desk/hours")
    seen(anna, f"talk-{language}-desk-hours")
