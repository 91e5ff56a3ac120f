"""A stay interview in a real browser: from the letter through every question to the thanks, and at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from infra.web import house as all_services
from services.mail.actions.inbox import catch
from services.stay_interviews import jobs
from shared.kernel.settings import use
from shared.questionnaire.sealing import opened
from tests.browser.conftest import DESK, PHONE, SMALLEST, Opener, serving
from tests.browser.walking import PICTURES, filled_in, seen
from tests.house import House, links_in
from tests.integration.journey.employer import Employer, come
from tests.integration.stay_interviews.conftest import AFTERNOON, HIRED, interviews, moment

pytestmark = pytest.mark.browser


@contextmanager
def asked(house: House, language: str) -> Iterator[tuple[str, list[str]]]:
    """Ask somebody and remind them, catch both letters, and serve all services; yield the address and the links."""
    employer = Employer(house)
    one = employer.hire(HIRED, given="Fatima", email="fatima@example.org", language=language)
    employer.hire_many(3, HIRED)
    house.set_time(AFTERNOON)
    come(house, jobs, moment(one, remind_on=(date(2026, 3, 9), date(2026, 3, 16))))
    house.deliver()
    # A reminder counts from the day on which the invitation left: that has to be heard of first.
    jobs.catch_up()
    house.set_time(AFTERNOON + timedelta(days=7))
    jobs.remind_due()
    house.deliver()
    with house.transaction("mail")() as tx:
        for _, readers, message in house.postbox.envelopes:
            catch(tx, recipients=readers, source=message.as_bytes(), letter_id=None)
    found = [
        links_in(one)[0].removeprefix(house.settings.base_url)
        for one in house.postbox.letters_to("fatima@example.org")
    ]
    with (
        use(replace(house.settings, mail_url="inbox:")),
        serving(cast("Flask", all_services())) as address,
    ):
        yield address, found


def as_low_as_can_be(page: Page) -> None:
    """Choose the lowest on every scale, and the last of every choice: whatever is asked on, is asked on."""
    for group in page.locator("fieldset:has(input[type=radio])").all():
        radios = group.locator("input[type=radio]")
        last = "thought" in (radios.first.get_attribute("name") or "")
        (radios.last if last else radios.first).check(force=True)
    for group in page.locator("fieldset:has(input[type=checkbox])").all():
        manager = group.locator("[value=manager]")
        (manager if manager.count() else group.locator("input[type=checkbox]")).first.check(force=True)


@pytest.mark.parametrize(
    ("size", "scheme", "language", "title"),
    [
        (PHONE, "light", "nl", "Wat houdt je hier?"),
        (SMALLEST, "dark", "fr", "Qu’est-ce qui vous fait rester"),
        (DESK, "dark", "en", "What keeps you here?"),
    ],
    ids=["phone-nl", "small-dark-fr", "desk-dark-en"],
)
def test_every_question_of_the_form_can_be_read_and_answered(
    house: House,
    window: Opener,
    size: dict[str, int],
    scheme: str,
    language: str,
    title: str,
) -> None:
    with asked(house, language) as (address, [link, _again]):
        shown = window(address, size=size, scheme=scheme, motion="reduce")
        page = shown.open(link)
        expect(page.locator("h1")).to_contain_text(title)
        seen(page, f"stay-{language}-start")
        filled_in(page, f"{address}{link}", f"stay-{language}", as_low_as_can_be)
        seen(page, f"stay-{language}-thanks")
        [interview] = interviews(house)
        assert interview.state == "answered"
        (kept,) = house.sql("SELECT content FROM stay.waiting")
        asked_on = set(opened(kept.content).answers)
        assert {"energy_help", "growth_missing", "leaving_cause", "manager_missing"} <= asked_on
        assert shown.complaints == []


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk"])
def test_the_letters_and_the_desk(house: House, window: Opener, size: dict[str, int], scheme: str) -> None:
    with asked(house, "nl") as (address, _links):
        shown = window(address, size=size, scheme=scheme, motion="reduce")
        page = shown.open("/inbox/")
        paths = [one.get_attribute("href") for one in page.locator("th a").all()]
        assert len(paths) == 2
        for number, path in enumerate(paths):
            page.goto(f"{address}{path}?as=html")
            seen(page, f"stay-letter-{scheme}-{number}")
            page.goto(f"{address}{path}/html")
            if PICTURES:
                page.screenshot(
                    path=Path(PICTURES) / f"stay-letter-{scheme}-{number}-bare.png", full_page=True
                )
            page.goto(f"{address}{path}?as=text")
            seen(page, f"stay-letter-{scheme}-{number}-text")
        client = house.logged_in("console")
        name = f"weerzien_{house.settings.port}"
        cookie = client.get_cookie(name)
        assert cookie is not None
        page.context.add_cookies([{"name": name, "value": cookie.value, "url": address}])
        [interview] = interviews(house)
        for path, title in (
            ("/stay/desk/", "list"),
            (f"/stay/desk/interviews/{interview.id}", "one"),
            ("/console/desk/", "home"),
            (f"/console/desk/people/{interview.person_id}", "timeline"),
            ("/console/desk/events?service=stay", "log"),
        ):
            page.goto(address + path)
            seen(page, f"stay-desk-{scheme}-{title}")
        assert shown.complaints == []
