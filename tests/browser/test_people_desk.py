"""The desk of people in a real browser: on a phone and a wide screen, light and dark, by keyboard."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from shared.kernel.ids import new_id
from shared.web.auth import sid_hash
from tests.browser.conftest import DESK, PHONE, SMALLEST, Opener, Window, assert_accessible, serving
from tests.house import House
from tests.integration.people.forms import Visitor

pytestmark = pytest.mark.browser

LIST = "/people/desk/"
PICTURES = os.environ.get("WEERZIEN_PICTURES")


@pytest.fixture
def sid(house: House) -> str:
    account, sid = new_id(), secrets.token_hex(16)
    house.sql(
        "INSERT INTO console.account (id, email, email_key, name, password_hash, language, roles, state, created_at)"
        " VALUES (:id, 'hr@example.org', 'hr@example.org', 'Hanna de Vries', 'x', 'nl', '{hr}', 'active', now())",
        id=account,
    )
    house.sql(
        "INSERT INTO console.session (sid_hash, account_id, browser, created_at, seen_at, expires_at)"
        " VALUES (:sid, :id, 'test', now(), now(), now() + interval '8 hours')",
        sid=sid_hash(sid),
        id=account,
    )
    return sid


@pytest.fixture
def pages(house: House, sid: str) -> dict[str, str]:
    """Some people with everything that a page can show, by the page's name."""
    client = house.client("people")
    with client.session_transaction() as session:
        session["sid"] = sid
    hr = Visitor(client)
    hr.add(given_name="Bo", family_name="Baas", employee_number="1", hire_date="1-1-2010")
    long = hr.add(
        given_name="Wilhelmina-Alexandra", infix="van den", family_name="Bergh-Oudenaarden-Steenwinkel",
        employee_number="2", email="wilhelmina-alexandra.van.den.bergh@organisatie.example", manager="1", hours="28,5",
        hire_date="1-2-2015", department="Zorg en welzijn > Team Noord-Holland > Nachtdienst", part_time_days="ma di",
        function="Verpleegkundig specialist",
    )  # fmt: skip
    hr.send(long + "/leaving", kind="retirement", last_day="30-6-2026", notice_date="1-2-2026")
    dead = hr.add(given_name="Ada", family_name="Zee", hire_date="1-1-2019")
    hr.send(dead + "/death", last_day="1-3-2026")
    gone = hr.add(given_name="Wie", family_name="Weg")
    hr.send(gone + "/forget", sure="yes")
    twin = hr.add(given_name="Bo", family_name="Baas", hire_date="1-1-2021", email="bo@example.org")
    first, second = sorted([twin.rpartition("/")[2], long.rpartition("/")[2]])
    house.sql(
        "INSERT INTO people.merge_proposal (id, first_id, second_id, reason, created_at)"
        " VALUES (:id, :first, :second, 'email', now())",
        id=uuid4(), first=first, second=second,
    )  # fmt: skip
    house.sql("UPDATE people.person SET sample = true WHERE given_name = 'Ada'")
    return {
        "list": LIST, "found": LIST + "?q=bergh", "nobody": LIST + "?q=nobody&state=left",
        "person": long, "dead": dead, "gone": gone, "new": LIST + "new",
        "edit": long + "/edit", "leaving": long + "/leaving", "death": long + "/death", "forget": long + "/forget",
        "merges": LIST + "merges", "sample": LIST + "sample",
    }  # fmt: skip


@pytest.fixture
def address(house: House) -> Iterator[str]:
    with serving(house.app("people")) as found:
        yield found


def come_in(window: Window, house: House, sid: str) -> Window:
    """Carry the login's cookie, as the browser of somebody who logged in does."""
    app = house.app("people")
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    cookie = {
        "name": app.config["SESSION_COOKIE_NAME"],
        "value": serializer.dumps({"sid": sid}),
        "url": window.address,
    }
    window.page.context.add_cookies([cookie])  # type: ignore[list-item]
    return window


def picture(window: Window, name: str) -> None:
    if PICTURES:
        window.screenshot(name, Path(PICTURES))


@pytest.mark.parametrize(("size", "scheme"), [(SMALLEST, "light"), (DESK, "dark")])
def test_every_page_is_for_everybody(
    window: Opener,
    house: House,
    sid: str,
    address: str,
    pages: dict[str, str],
    size: dict[str, int],
    scheme: str,
) -> None:
    seen = come_in(window(address, size=size, scheme=scheme), house, sid)
    for name, path in pages.items():
        page = seen.open(path)
        picture(seen, f"{name}-{size['width']}-{scheme}")
        expect(page.locator("h1")).to_be_visible()
        assert_accessible(page)
    told = [one for one in seen.complaints if "410" not in one]
    assert told == []


def test_an_empty_house_shows_how_to_begin(window: Opener, house: House, sid: str, address: str) -> None:
    seen = come_in(window(address, size=PHONE), house, sid)
    page = seen.open(LIST)
    picture(seen, "empty-360-light")
    assert_accessible(page)
    page.get_by_role("link", name="Mensen inlezen").click()
    expect(page).to_have_url(address + "/people/desk/imports")


def test_somebody_is_added_found_and_changed_by_keyboard_alone(
    window: Opener, house: House, sid: str, address: str
) -> None:
    seen = come_in(window(address, size=DESK), house, sid)
    page = seen.open(LIST + "new")
    fill(page, {"given_name": "Ó", "hire_date": "ooit", "hours": "32"})
    page.keyboard.press("Enter")
    summary = page.locator(".summary")
    expect(summary).to_contain_text("Eerste werkdag: Deze datum kennen we niet")
    picture(seen, "new-wrong-1280-light")
    assert page.locator("#f-given_name").input_value() == "Ó"
    assert_accessible(page)
    fill(page, {"hire_date": "maandag 2 maart 2026"})
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Ó")
    expect(page.locator("main")).to_contain_text("in dienst")
    assert seen.complaints == [] or all("422" in one for one in seen.complaints)


def test_what_cannot_be_undone_is_asked_on_a_page_of_its_own(
    window: Opener, house: House, sid: str, address: str, pages: dict[str, str]
) -> None:
    seen = come_in(window(address, size=PHONE), house, sid)
    page = seen.open(pages["person"])
    page.get_by_role("link", name="Vergeet deze persoon").click()
    page.get_by_role("button", name="Vergeet deze persoon voorgoed").click()
    expect(page.locator("#e-sure")).to_be_visible()
    page.get_by_label("Ik weet dat dit niet terug te draaien is").check()
    page.get_by_role("button", name="Vergeet deze persoon voorgoed").click()
    expect(page.get_by_role("status")).to_contain_text("Deze persoon is vergeten.")
    page = seen.open(pages["person"])
    expect(page.locator("h1")).to_have_text("Deze persoon is vergeten")


def test_a_leaving_is_withdrawn_from_its_dialog(
    window: Opener, house: House, sid: str, address: str, pages: dict[str, str]
) -> None:
    seen = come_in(window(address, size=DESK), house, sid)
    page = seen.open(pages["person"])
    page.locator("summary", has_text="Trek het vertrek in").press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    picture(seen, "withdraw-1280-light")
    assert_accessible(page)
    page.get_by_role("button", name="Ja, trek het vertrek in").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Het vertrek is ingetrokken")


def fill(page: Page, values: dict[str, str]) -> None:
    """Type into fields that are reached with the tab key, from the top of the page."""
    left = dict(values)
    for _ in range(60):
        page.keyboard.press("Tab")
        name = str(page.evaluate("document.activeElement.name || ''"))
        if name in left:
            page.keyboard.press("ControlOrMeta+a")
            page.keyboard.type(left.pop(name))
        if not left:
            return
    pytest.fail(f"not reached by keyboard: {sorted(left)}")
