"""HR changes a plan in a real browser: on a phone without script, at a desk by keyboard; every page is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from services.journey import jobs
from tests.browser.conftest import DESK, PHONE, Opener, Window, assert_accessible
from tests.browser.life import Life, lived_in
from tests.house import House, Servers, make_house
from tests.integration.journey.planner import Planner, changed

pytestmark = pytest.mark.browser

HERE = "/journey/desk/plans"
NARROW = PHONE | {"width": 390}
WAYS = [(NARROW, "light", True, 99), (DESK, "dark", True, 100), (NARROW, "dark", False, 101)]


@pytest.fixture(scope="module")
def house(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with make_house(servers, tmp_path_factory.mktemp("life")) as made:
        yield made


@pytest.fixture(scope="module")
def life(house: House) -> Iterator[Life]:
    with lived_in(house) as found:
        yield found


def looked_at(window: Window, name: str, folder: Path, *, script: bool) -> None:
    """Find nothing wrong with the page that is open, and keep a picture of it; axe needs script itself."""
    expect(window.page.locator("h1")).to_have_count(1)
    window.screenshot(name, folder)
    if script:
        assert_accessible(window.page)


def finish() -> None:
    while jobs.preview() + jobs.replan():
        pass


@pytest.mark.parametrize(("size", "scheme", "script", "days"), WAYS, ids=["phone", "desk", "without-script"])
def test_a_plan_is_changed_from_sentence_to_sentence(
    life: Life, window: Opener, tmp_path: Path, size: dict[str, int], scheme: str, *, script: bool, days: int
) -> None:
    seen = life.enter(window(life.address, size=size, scheme=scheme, script=script, motion="reduce"))
    page = seen.open(f"{HERE}/onboarding")
    looked_at(seen, "plan", tmp_path, script=script)
    page.get_by_role("button", name="Verander dit plan").click()
    looked_at(seen, "draft", tmp_path, script=script)
    page.locator("#r-month_3").get_by_role("link", name="Verander").click()
    looked_at(seen, "rule", tmp_path, script=script)
    _mistake(page, script=script)
    looked_at(seen, "mistake", tmp_path, script=script)
    page.get_by_label("Aantal").first.fill(str(days))
    page.get_by_label("Van", exact=True).first.select_option("days")
    page.get_by_role("button", name="Bewaar in het ontwerp").click()
    expect(page.locator("#r-month_3").get_by_text("veranderd")).to_be_visible()
    page.get_by_role("link", name="Voeg een moment toe").click()
    looked_at(seen, "new", tmp_path, script=script)
    page.goto(f"{life.address}{HERE}/onboarding/draft")
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    looked_at(seen, "running", tmp_path, script=script)
    finish()
    page.reload()
    looked_at(seen, "preview", tmp_path, script=script)
    page.get_by_role("button", name="Voer dit in").click()
    looked_at(seen, "applying", tmp_path, script=script)
    finish()
    page.goto(f"{life.address}{HERE}")
    looked_at(seen, "plans", tmp_path, script=script)
    page.goto(f"{life.address}{HERE}/settings")
    looked_at(seen, "settings", tmp_path, script=script)
    page.get_by_label("Hooguit zoveel vragen per persoon in een jaar").fill("veel")
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(page.locator("#e-a_year")).to_be_visible()
    looked_at(seen, "settings-mistake", tmp_path, script=script)
    page.goto(f"{life.address}{HERE}/onboarding/leaving")
    looked_at(seen, "leaving", tmp_path, script=script)


def _mistake(page: Page, *, script: bool) -> None:
    page.get_by_label("Aantal").first.fill("tien")
    page.get_by_role("button", name="Bewaar in het ontwerp").click()
    expect(page.locator("#e-after_number")).to_be_visible()
    summary = page.get_by_role("alert").get_by_role("link")
    if script:
        summary.first.focus()
        page.keyboard.press("Enter")
        assert page.url.endswith("#f-after_number")


@pytest.mark.parametrize(("size", "scheme"), [(NARROW, "light"), (DESK, "dark")], ids=["phone", "desk"])
def test_what_broke_off_says_so_and_goes_on_at_a_button(
    house: House, life: Life, window: Opener, tmp_path: Path, size: dict[str, int], scheme: str
) -> None:
    planner = Planner(house)
    months = 4 if scheme == "light" else 5
    planner.save(changed(planner.rules(), "month_3", after={"months": months}))
    applied = planner.apply(planner.looked())
    house.sql(
        "UPDATE journey.run SET state = 'failed', reason = 'crashed', finished_at = now() WHERE id = :id",
        id=applied,
    )
    seen = life.enter(window(life.address, size=size, scheme=scheme, motion="reduce"))
    page = seen.open(HERE)
    looked_at(seen, "halted", tmp_path, script=True)
    page.get_by_role("link", name="Bekijk wat je kunt doen").click()
    looked_at(seen, "failed", tmp_path, script=True)
    page.get_by_role("button", name="Probeer het nog eens").click()
    expect(page.get_by_text("Deze pagina kijkt zelf of er nieuws is")).to_be_visible()
    finish()
    page.goto(f"{life.address}{HERE}")
    expect(page.get_by_text("niet bij iedereen aangekomen")).to_have_count(0)
    assert seen.complaints == []
