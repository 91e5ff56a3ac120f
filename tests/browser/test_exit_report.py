"""The report of a leaving in a real browser: written at the desk, read and corrected on a phone, released, farewell."""

from __future__ import annotations

from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page

from infra.web import house as all_services
from services.exit_interviews import jobs
from tests.browser.conftest import DESK, PHONE, Opener, Window, serving
from tests.browser.walking import seen
from tests.house import House
from tests.integration.exit_interviews.talks import Leaver, leaver
from tests.integration.exit_interviews.test_reports import link_to
from tests.integration.stay_interviews.talks import FATIMA

pytestmark = pytest.mark.browser


def enter(house: House, page: Page, address: str, client: FlaskClient) -> None:
    """Let the browser come in as whoever this client is."""
    name = f"weerzien_{house.settings.port}"
    cookie = client.get_cookie(name)
    assert cookie is not None
    page.context.add_cookies([{"name": name, "value": cookie.value, "url": address}])


def writes(page: Page, address: str, fatima: Leaver) -> None:
    """Write the report with a lesson, the reasons, and a few words; each is looked at."""
    page.goto(f"{address}/exit/desk/talks/{fatima.talk.id}")
    seen(page, "report-talk")
    page.get_by_role("link", name="Schrijf het verslag").click()
    seen(page, "report-write")
    page.locator("#f-cause-0").select_option("growth.step")
    page.get_by_role("button", name="Bewaar deze redenen").click()
    page.locator("#f-thanks").fill("Je hield rust in de nacht.\nDank je wel.")
    page.get_by_role("button", name="Bewaar en bekijk de brief").click()
    seen(page, "report-thanks")
    page.get_by_role("button", name="Verstuur deze brief").click()
    page.locator("#f-went").fill("Vier mooie jaren op de nacht.")
    page.locator("#f-apart").fill("Dit blijft onder ons.")
    page.locator("#f-lesson-0").fill("Roosters vier weken vooruit")
    page.locator("#f-tell-0").check(force=True)
    page.get_by_role("button", name="Laat deze collega het lezen").click()
    seen(page, "report-shared")


def releases(house: House, window: Opener, address: str, fatima: Leaver) -> tuple[Window, Window]:
    """HR reads it and lets the board read it; the board does. Return both windows."""
    office = window(address, size=PHONE, scheme="dark", motion="reduce")
    enter(house, office.page, address, house.logged_in("exit_interviews"))
    office.open(f"/exit/desk/cases/{fatima.case.id}")
    seen(office.page, "report-case")
    office.page.get_by_role("link", name="Lees het, en geef het vrij").click()
    seen(office.page, "report-hr")
    office.page.get_by_role("button", name="Geef vrij aan het bestuur").click()
    seen(office.page, "report-released")
    office.open("/insights/desk/proposals")
    seen(office.page, "report-proposals")

    board = window(address, size=DESK, scheme="light", motion="reduce")
    enter(house, board.page, address, house.logged_in("exit_interviews", "board"))
    board.open("/exit/desk/reports")
    seen(board.page, "report-board-list")
    board.page.locator("main table a").first.click()
    seen(board.page, "report-board")
    assert "onder ons" not in board.page.content()
    return office, board


def test_a_report_from_the_desk_to_the_board(house: House, window: Opener) -> None:
    fatima = leaver(house)
    fatima.pick()
    house.set_time(fatima.talk.ends_at)
    with serving(cast("Flask", all_services())) as address:
        desk = window(address, size=DESK, scheme="dark", motion="reduce")
        enter(house, desk.page, address, fatima.at_the_desk())
        writes(desk.page, address, fatima)

        phone = window(address, size=PHONE, scheme="light", motion="reduce")
        link = link_to(fatima, "/report")
        hers = phone.open(link)
        seen(hers, "report-person")
        hers.get_by_role("button", name="Zo klopt het").click()
        seen(hers, "report-person-untouched")
        hers.locator("#f-added").fill("Ik kom graag terug.")
        hers.locator("input[name=read]").check(force=True)
        hers.get_by_role("button", name="Zo klopt het").click()
        seen(hers, "report-person-agreed")
        hers.get_by_role("link", name="In contact blijven").click()
        seen(hers, "report-contact")
        hers.locator("input[name=subjects]").first.check(force=True)
        hers.get_by_role("button", name="Blijf in contact").click()
        seen(hers, "report-contact-chosen")

        office, board = releases(house, window, address, fatima)
        for each in (desk, office, board):
            assert each.complaints == []
        assert [one for one in phone.complaints if "422" not in one] == []
    assert jobs.settle_reports() == 0
    assert len(fatima.letters(FATIMA)) >= 3
