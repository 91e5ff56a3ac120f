"""Asking for a talk, in a real browser: from the first question to what HR sees, and back again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Opener
from tests.browser.test_stay import asked
from tests.browser.walking import seen
from tests.house import House

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk"])
def test_somebody_asks_for_a_talk_shows_one_answer_and_takes_it_back(
    house: House, window: Opener, size: dict[str, int], scheme: str
) -> None:
    with asked(house, "nl") as (address, links):
        page = window(address, size=size, scheme=scheme, motion="reduce").open(links[0])
        page.get_by_role("link", name="Begin").click()
        page.locator("label.row").first.click()
        page.get_by_role("button", name="Verder").click()
        page.get_by_role("link", name="Ik wil hier even over praten").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Ik wil hier even over praten")
        seen(page, f"wish-ask-{scheme}")
        page.get_by_role("button", name="Vraag dit gesprek aan").click()
        expect(page.get_by_role("alert")).to_contain_text("Kies met wie je wilt praten.")
        seen(page, f"wish-wrong-{scheme}")
        page.get_by_label("De vertrouwenspersoon").check()
        page.get_by_label("Waarover").fill("Mijn rooster")
        page.get_by_role("group", name="Wat mag erbij staan").get_by_role("checkbox").first.check()
        page.get_by_role("button", name="Vraag dit gesprek aan").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("HR weet dat je wilt praten")
        seen(page, f"wish-asked-{scheme}")
        page.goto(address + links[0] + "/wish")
        expect(page.get_by_text("Mijn rooster")).to_be_visible()

        desk = window(address, size=size, scheme=scheme, motion="reduce")
        desk.page.context.add_cookies([hr(house, address)])  # type: ignore[list-item]
        room = desk.open("/stay/desk/wishes")
        seen(room, f"wish-desk-{scheme}")
        room.get_by_role("link", name="Fatima").click()
        expect(room.get_by_text("Mijn rooster")).to_be_visible()
        seen(room, f"wish-desk-one-{scheme}")

        page.get_by_label("Ja, ik hoef dit gesprek niet meer").check()
        page.get_by_role("button", name="Trek mijn vraag in").click()
        room.goto(address + "/stay/desk/wishes")
        expect(room.get_by_role("heading", level=1)).to_have_text("Niemand wacht op een gesprek")
        seen(room, f"wish-desk-none-{scheme}")


def hr(house: House, address: str) -> dict[str, str]:
    """Return the cookie of somebody of HR."""
    name = f"weerzien_{house.settings.port}"
    cookie = house.logged_in("console").get_cookie(name)
    assert cookie is not None
    return {"name": name, "value": cookie.value, "url": address}
