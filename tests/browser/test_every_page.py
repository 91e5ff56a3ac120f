"""Every page that somebody can reach, in a real browser: on a phone and a wide screen, light and dark, by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import DESK, PHONE, Opener, Window, assert_accessible, violations
from tests.browser.life import Life, lived_in
from tests.house import Servers, make_house

pytestmark = pytest.mark.browser

ROOMS = (
    "/console/desk/", "/console/desk/events", "/console/desk/audit", "/console/desk/stuck",
    "/console/desk/accounts/", "/console/desk/accounts/new", "/console/desk/account", "/console/desk/clock",
    "/people/desk/", "/people/desk/?q=zz", "/people/desk/new", "/people/desk/imports", "/people/desk/merges",
    "/people/desk/places", "/people/desk/sample", "/journey/desk/", "/journey/desk/?from=2019-01-01&to=2019-01-02",
    "/journey/desk/?view=month", "/journey/desk/?view=month&month=2027-13", "/journey/desk/?view=week",
    "/journey/desk/ahead", "/journey/desk/ahead?from=2019-01-01&to=2019-01-02", "/onboarding/desk/",
    "/onboarding/desk/questionnaires", "/onboarding/desk/questionnaires/week_1",
    "/stay/desk/questionnaires/new", "/stay/desk/questionnaires/import",
    "/stay/desk/", "/onboarding/desk/wishes", "/stay/desk/wishes?over=yes",
    "/onboarding/desk/signals", "/onboarding/desk/expectations", "/stay/desk/themes", "/stay/desk/themes/stay_form",
    "/stay/desk/themes/stay_form/outcome",
    "/onboarding/desk/results", "/stay/desk/results", "/stay/desk/results/stay_form?by=department",
    "/exit/desk/", "/exit/desk/past", "/exit/desk/wishes", "/exit/desk/holders", "/exit/desk/talks",
    "/exit/desk/reports", "/exit/desk/uninvited", "/exit/desk/reasons", "/exit/desk/reasons/manager.care",
    "/exit/desk/team", "/exit/desk/quotes", "/insights/desk/themes", "/exit/desk/themes",
    "/onboarding/desk/results/who-answered?period=2026", "/exit/desk/results", "/exit/desk/questionnaires/exit_form",
    "/insights/desk/", "/insights/desk/turnover", "/insights/desk/turnover?by=department&period=2025&points=13",
    "/insights/desk/retention", "/insights/desk/leavers", "/insights/desk/reasons", "/insights/desk/reasons?by=kind",
    "/insights/desk/costs", "/insights/desk/costs/levels/new", "/insights/desk/measures", "/insights/desk/measures/new",
    "/insights/desk/evaluations", "/insights/desk/proposals", "/insights/desk/together", "/insights/desk/gathered",
    "/insights/desk/explorer?measure=headcount&rows=department&columns=age_band", "/insights/desk/explorer",
    "/insights/desk/explorer?measure=turnover&rows=department&columns=year", "/insights/desk/views",
    "/insights/desk/explorer?measure=leavers&rows=year&columns=year",
    "/journey/desk/plans", "/journey/desk/plans/onboarding", "/journey/desk/plans/exit",
    "/journey/desk/plans/onboarding/versions/1", "/journey/desk/plans/settings",
    "/journey/desk/plans/onboarding/leaving",
    "/journey/desk/hand", "/journey/desk/hand?kind=move&look=yes&day=2031-01-06",
    "/journey/desk/hand?kind=skip&look=yes&reason=hand_other", "/journey/desk/hand?kind=pause&look=yes",
    "/journey/desk/interviewers", "/journey/desk/calendars",
    "/alumni/desk/", "/alumni/desk/?state=stopped", "/alumni/desk/news", "/alumni/desk/reunions",
    "/alumni/desk/reunions/new", "/alumni/desk/reunions/proposals", "/alumni/desk/directory",
    "/alumni/desk/work", "/alumni/desk/work/new", "/people/desk/callers",
    "/alumni/desk/lists", "/alumni/desk/work/sources", "/alumni/desk/returning",
    "/mail/desk/?state=uncertain", "/mail/desk/?state=parked", "/mail/desk/?state=sent", "/mail/desk/suppressions",
    "/mail/desk/pace/",
    "/inbox",
)  # fmt: skip
OF_A_PERSON = ("edit", "leaving", "death", "forget", "absences/new")
OUTSIDE = (
    "/insights/told",
    "/console/login", "/console/forgot", "/console/a/nowhere", "/onboarding/a/nowhere", "/stay/a/nowhere", "/nowhere",
    "/alumni/", "/alumni/sent", "/alumni/news", "/alumni/work", "/alumni/a/nowhere",
)  # fmt: skip
SIZES = [(PHONE, "light"), (DESK, "dark")]
# What axe finds of a page only once it is laid out.
LAID_OUT = ("target-size", "scrollable-region-focusable")
# Where the browser reports a page of ours that is an error by intent.
MEANT = ("404", "410", "422")


@pytest.fixture(scope="module")
def life(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    with make_house(servers, tmp_path_factory.mktemp("life")) as house, lived_in(house) as found:
        yield found


def looked_at(window: Window, path: str) -> Page:
    """Open a page, and find nothing wrong with it; on a phone as to contrast in the other scheme too."""
    page = window.open(path)
    expect(page.locator("h1")).to_have_count(1)
    assert page.title().strip()
    assert_accessible(page)
    if page.viewport_size != PHONE:
        return page
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    page.emulate_media(color_scheme="light" if dark else "dark")
    assert violations(page, {"type": "rule", "values": ["color-contrast"]}) == [], path
    page.emulate_media(color_scheme="dark" if dark else "light")
    return page


def quiet(window: Window) -> None:
    assert [one for one in window.complaints if not any(code in one for code in MEANT)] == []


def fits_a_phone(page: Page) -> None:
    """Lay the page that is open out on a phone: what changes with the layout is right too."""
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    assert_accessible(page, LAID_OUT)
    page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})


# In two parts, so that two workers share them: rooms are made of the same pieces, by night and by day.
@pytest.mark.parametrize(
    ("rooms", "scheme"), [(ROOMS[::2], "dark"), (ROOMS[1::2], "light")], ids=["by-night", "by-day"]
)
def test_every_room_of_the_desk_and_where_its_links_lead(
    life: Life, window: Opener, rooms: tuple[str, ...], scheme: str
) -> None:
    seen = life.enter(window(life.address, size=DESK, scheme=scheme, motion="reduce"))
    asked: dict[str, str] = {}
    for path in rooms:
        page = looked_at(seen, path)
        if path != "/console/desk/account":
            assert page.locator(".rooms-wide [aria-current=page]").count() == 1, path
        for href in page.eval_on_selector_all("a[href^='/']", "all => all.map(a => a.getAttribute('href'))"):
            asked.setdefault(re.sub(r"[0-9a-f-]{36}|cursor=[^&]*", "*", href), href)
        fits_a_phone(page)
    quiet(seen)
    statuses = {href: page.request.get(life.address + href).status for href in asked.values()}
    assert {href: status for href, status in statuses.items() if status >= 400} == {}


@pytest.mark.parametrize(("size", "scheme"), SIZES, ids=["phone", "desk"])
def test_every_page_about_a_person(life: Life, window: Opener, size: dict[str, int], scheme: str) -> None:
    seen = life.enter(window(life.address, size=size, scheme=scheme, motion="reduce"))
    kinds = ("week_1", "leaving", "left", "back", "silent", "expected")
    people = [life.people[kind] for kind in kinds if kind in life.people]
    paths = chain(
        (f"/console/desk/people/{one}" for one in people),
        (f"/people/desk/{one}" for one in people[:3]),
        (f"/people/desk/{people[0]}/{page}" for page in OF_A_PERSON),
        (f"/people/desk/{life.people['left']}/return", f"/journey/desk/people/{people[0]}"),
    )
    for path in paths:
        looked_at(seen, path)
    quiet(seen)


@pytest.mark.parametrize(("size", "scheme"), SIZES, ids=["phone", "desk"])
def test_every_check_in_from_its_letter_to_its_last_page(
    life: Life, window: Opener, size: dict[str, int], scheme: str
) -> None:
    assert set(life.links) == {"week_1", "month_1", "month_3", "month_6", "month_11"}
    seen = window(life.address, size=size, scheme=scheme, motion="reduce")
    languages = ("nl", "en", "fr", "nl", "fr")
    for link, language in zip(life.links.values(), languages, strict=True):
        for page in ("", "/1", "/2", "/summary", "/wish", "/decline") if size == PHONE else ("", "/1"):
            found = looked_at(seen, f"{link}{page}?lang={language}")
            assert found.locator("html").get_attribute("lang") == language
    quiet(seen)


def test_a_newsletter_with_a_photo_from_its_first_word_to_what_a_reader_sees(
    life: Life, window: Opener
) -> None:
    seen = life.enter(window(life.address, size=PHONE, scheme="light", motion="reduce"))
    page = looked_at(seen, "/alumni/desk/news")
    page.get_by_label("Nieuwe nieuwsbrief").fill("Voorjaar")
    page.get_by_role("button", name="Begin met schrijven").click()
    page.get_by_label("Onderwerp", exact=True).fill("Hoe het hier gaat")
    page.get_by_label("Regel onder het onderwerp").fill("Kort")
    page.get_by_label("Tekst", exact=True).fill("Dag allemaal. [Lees verder](https://brug.example/)")
    photo = BytesIO()
    Image.new("RGB", (64, 36), "teal").save(photo, "PNG")
    file: FilePayload = {"name": "zee.png", "mimeType": "image/png", "buffer": photo.getvalue()}
    page.get_by_label("Foto", exact=False).first.set_input_files(file)
    page.get_by_role("button", name="Bewaar en zet erbij").click()
    expect(page.get_by_role("alert")).to_contain_text("Schrijf wat er op de foto te zien is")
    assert_accessible(page)
    page.get_by_label("Foto", exact=False).first.set_input_files(file)
    page.get_by_label("Wat is er op de foto te zien?").fill("De zee")
    page.get_by_label("Wat is er op de foto te zien?").press("Enter")
    expect(page.get_by_label("Tekst", exact=True)).to_have_value(re.compile("De zee"))
    draft = page.url.partition("?")[0].removeprefix(life.address)
    for step in ("", "/readers", "/history", "/check?as=phone", "/check?as=dark"):
        looked_at(seen, draft + step)
    inside = page.frame_locator("iframe.letter-frame")
    expect(inside.get_by_role("img", name="De zee")).to_be_visible()
    quiet(seen)


@pytest.mark.parametrize(("size", "scheme"), SIZES, ids=["phone", "desk"])
def test_pages_for_who_is_not_known_or_went_astray(
    life: Life, window: Opener, size: dict[str, int], scheme: str
) -> None:
    seen = window(life.address, size=size, scheme=scheme, motion="reduce")
    for path in OUTSIDE:
        for language in ("nl", "en", "fr") if size == PHONE else ("nl",):
            looked_at(seen, f"{path}?lang={language}")
    quiet(seen)


def test_a_letter_in_the_inbox_as_its_reader_sees_it_as_text_and_as_sent(life: Life, window: Opener) -> None:
    seen = window(life.address, size=PHONE, motion="reduce")
    page = looked_at(seen, "/inbox/")
    path = page.locator("th a").first.get_attribute("href")
    for side in ("html", "text", "source"):
        looked_at(seen, f"{path}?as={side}")
    letter = page.request.get(f"{life.address}{path}/html").text()
    assert set(re.findall(r"https?://[\w.:-]+", letter)) <= {life_base(letter), "http://www.w3.org"}
    quiet(seen)


def life_base(letter: str) -> str:
    """The house's own address as the letter's button has it: the only one that a letter may name."""
    found = re.search(r'href="(https?://[\w.:-]+)/onboarding/a/', letter)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    "path",
    ["/console/desk/", "/people/desk/new", "/journey/desk/", "/journey/desk/?view=month", "/mail/desk/"],
)
def test_the_keyboard_reaches_everything_sees_where_it_is_and_is_never_caught(
    life: Life, window: Opener, path: str
) -> None:
    page = life.enter(window(life.address, size=DESK)).open(path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return
        shown = page.evaluate(
            "[document.activeElement, document.activeElement.closest('.row')].some("
            "one => one && getComputedStyle(one).outlineStyle !== 'none')"
        )
        assert shown, page.evaluate("document.activeElement.outerHTML")
    pytest.fail("the keyboard does not come out of the page")


def test_the_arrows_walk_through_the_month_and_enter_opens_the_day(life: Life, window: Opener) -> None:
    page = life.enter(window(life.address, size=DESK)).open("/journey/desk/?view=month&month=2026-03")
    days = page.locator("[data-days] a.day")
    days.first.focus()
    walked = [days.first.get_attribute("href")]
    for _ in range(days.count() - 1):
        page.keyboard.press("ArrowRight")
        walked.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert walked == days.evaluate_all("all => all.map(one => one.getAttribute('href'))")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.getAttribute('href')") == walked[-2]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie wanneer van ons hoort")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie in maart 2026 van ons hoort")


def test_the_ribbon_goes_with_the_invented_people(servers: Servers, tmp_path: Path, window: Opener) -> None:
    with make_house(servers, tmp_path / "home") as house, lived_in(house) as life:
        page = life.enter(window(life.address, size=DESK)).open("/journey/desk/")
        page.get_by_role("link", name="Haal ze weg").click()
        page.get_by_label("Haal alle verzonnen mensen weg").check()
        page.get_by_role("button", name="Haal de voorbeeldorganisatie weg").click()
        expect(page.get_by_role("link", name="Haal ze weg")).to_have_count(0)
        page.goto(life.address + "/mail/desk/")
        expect(page.locator(".ribbon")).to_contain_text("Reizen in de tijd")
        expect(page.locator(".ribbon")).not_to_contain_text("verzonnen")
