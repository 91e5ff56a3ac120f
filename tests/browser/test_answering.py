"""Answering a check-in in a real browser: on a phone, by keyboard, without script, in three languages."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.asked import SCHEMA, Asked, Visitor, asked_in
from tests.browser.conftest import DESK, PHONE, SMALLEST, Opener, assert_accessible, serving
from tests.house import House

pytestmark = pytest.mark.browser

CHECK_IN = Path(__file__).resolve().parents[2] / "services/onboarding/questionnaires/month_1.yaml"


@pytest.fixture
def asked(house: House) -> Iterator[Asked]:
    with asked_in(house, CHECK_IN.read_text(encoding="utf-8")) as made:
        yield made


@pytest.fixture
def address(asked: Asked) -> Iterator[str]:
    with serving(asked.app) as found:
        yield found


@pytest.fixture
def link(asked: Asked) -> str:
    return f"/{SCHEMA}/a/{asked.invite().token}"


def focused(page: Page) -> str:
    return str(
        page.evaluate("(document.activeElement.textContent || document.activeElement.name || '').trim()")
    )


def tab_to(page: Page, reached: Callable[[Page], bool]) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if reached(page):
            return
    pytest.fail(f"not reached by keyboard on {page.url}")


def press(page: Page, words: str) -> None:
    """Find a link or button by its words, with the keyboard alone, and press it."""
    tab_to(page, lambda seen: focused(seen) == words)
    visible = "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
    assert page.evaluate(visible), f"the focus on {words!r} cannot be seen"
    with page.expect_navigation():
        page.keyboard.press("Enter")


def pick(page: Page, name: str, key: str = "Space", *, times: int = 1) -> None:
    """Find a field by its name, with the keyboard alone, and press ``key``."""
    tab_to(page, lambda seen: seen.evaluate("document.activeElement.name") == name)
    for _ in range(times):
        page.keyboard.press(key)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_whole_check_in_on_a_phone_with_the_keyboard_alone(
    asked: Asked, address: str, link: str, window: Opener, script: bool
) -> None:
    page = window(address, size=PHONE, script=script).open(link)
    press(page, "Begin")
    pick(page, "tasks_clear")
    page.keyboard.press("ArrowRight")
    press(page, "Verder")
    pick(page, "tasks_help", "a")
    page.keyboard.type(" bit of help 🙂 שלום")
    pick(page, "tools")
    press(page, "Verder")
    pick(page, "missing")
    press(page, "Verder")
    pick(page, "colleagues")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    press(page, "Verder")
    press(page, "Verder")
    expect(page.get_by_role("heading", level=1)).to_have_text("Klopt het zo?")
    press(page, "Verstuur mijn antwoorden")
    expect(page.get_by_role("alert")).to_contain_text("Kruis aan")
    pick(page, "sure")
    press(page, "Verstuur mijn antwoorden")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank je wel. Je antwoorden zijn verstuurd.")
    (sent,) = asked.submitted
    assert sent["tasks_clear"] == 2
    assert sent["tasks_help"] == "a bit of help 🙂 שלום"
    assert sent["colleagues"] == 5


@pytest.mark.parametrize(
    ("language", "begin", "on", "send", "thanks"),
    [
        ("nl", "Begin", "Verder", "Verstuur mijn antwoorden", "Dank je wel"),
        ("en", "Begin", "Next", "Send my answers", "Thank you"),
        ("fr", "Commencer", "Continuer", "Envoyer mes réponses", "Merci"),
    ],
)
def test_a_check_in_in_each_language(
    asked: Asked, address: str, window: Opener, language: str, begin: str, on: str, send: str, thanks: str
) -> None:
    invited = asked.invite(language=language)
    page = window(address, script=False, language="de").open(f"/{SCHEMA}/a/{invited.token}")
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.get_by_role("link", name=begin, exact=True).click()
    page.locator("label.step").nth(4).click()
    while not page.url.endswith("/summary"):
        with page.expect_navigation():
            page.get_by_role("button", name=on, exact=True).click()
    page.locator("label[for=f-sure]").click()
    page.get_by_role("button", name=send).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(thanks)
    assert asked.submitted == [{"tasks_clear": 5}]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [SMALLEST, DESK], ids=["small", "wide"])
def test_axe_finds_nothing_on_any_page(
    asked: Asked, address: str, window: Opener, size: dict[str, int], scheme: str
) -> None:
    ann = Visitor(asked, asked.invite().token)
    seen = window(address, size=size, scheme=scheme)
    assert_accessible(seen.open(ann.address()))
    assert_accessible(seen.open(ann.address(1)))
    ann.fill(1, tasks_clear=2)
    ann.fill(2, tasks_help="x" * 300, tools=2)
    for place in (2, 3, 4, 6, "summary", "decline"):
        assert_accessible(seen.open(ann.address(place)))
    page = seen.open(ann.address("summary"))
    page.get_by_role("button", name="Verstuur mijn antwoorden").click()
    assert_accessible(page)
    page = seen.open(ann.address("decline"))
    page.get_by_role("button", name="Ik doe liever niet mee").click()
    assert_accessible(page)
    assert_accessible(seen.open(ann.address() + "x"))
    ann.send()
    assert_accessible(seen.open(ann.address()))
    assert [line for line in seen.complaints if "404" not in line and "422" not in line] == []


def test_what_is_written_is_saved_meanwhile_and_found_on_another_device(
    address: str, link: str, window: Opener
) -> None:
    page = window(address).open(link + "/6")
    page.get_by_label("Wat is anders dan je had gedacht?").fill("Halverwege een zin")
    expect(page.get_by_role("status")).to_have_text("bewaard")
    other = window(address, size=DESK).open(link + "/6")
    expect(other.get_by_label("Wat is anders dan je had gedacht?")).to_have_value("Halverwege een zin")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_another_language_keeps_what_was_just_typed(
    address: str, link: str, window: Opener, script: bool
) -> None:
    page = window(address, script=script).open(link + "/6")
    page.get_by_label("Wat is anders dan je had gedacht?").fill("Nog niet bewaard")
    page.get_by_role("button", name="Français").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator("#f-different")).to_have_value("Nog niet bewaard")
    page.get_by_role("button", name="Continuer").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_back_and_forward_keep_answers(address: str, link: str, window: Opener) -> None:
    page = window(address).open(link + "/1")
    page.locator("label.step").nth(4).click()
    page.get_by_role("button", name="Verder").click()
    page.locator("label.step").nth(4).click()
    page.get_by_role("button", name="Vorige").click()
    expect(page.locator("input[name=tasks_clear]:checked")).to_have_value("5")
    page.get_by_role("button", name="Verder").click()
    expect(page.locator("input[name=tools]:checked")).to_have_value("5")
    page.go_back()
    expect(page.locator("input[name=tasks_clear]:checked")).to_have_value("5")


def test_sending_in_a_second_tab_is_harmless(asked: Asked, address: str, link: str, window: Opener) -> None:
    Visitor(asked, link.rpartition("/")[2]).fill(1, tasks_clear=5)
    tabs = [window(address).open(link + "/summary") for _ in range(2)]
    for page in tabs:
        page.locator("label[for=f-sure]").click()
        page.get_by_role("button", name="Verstuur mijn antwoorden").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Dank je wel")
    expect(tabs[1].get_by_text("Je had je antwoorden al verstuurd.")).to_be_visible()
    assert len(asked.submitted) == 1


def test_letters_twice_as_large_fit_on_a_phone_and_are_called_by_name(
    asked: Asked, address: str, link: str, window: Opener
) -> None:
    Visitor(asked, link.rpartition("/")[2]).fill(1, tasks_clear=2)
    page = window(address, size=PHONE).open(link + "/1")
    expect(page.get_by_role("group", name="Weet je wat je taken zijn")).to_be_visible()
    expect(page.get_by_role("radio", name=re.compile("^5"))).to_have_count(1)
    for place in ("", "/1", "/2", "/6", "/summary", "/decline"):
        page.goto(address + link + place)
        before = page.locator("h1").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
        page.locator("html").evaluate("one => { one.style.fontSize = '200%' }")
        assert page.locator("h1").evaluate("one => parseFloat(getComputedStyle(one).fontSize)") > 1.5 * before
        wide = page.evaluate(
            "most => [...document.querySelectorAll('body *')]"
            ".filter(one => one.getBoundingClientRect().right > most && !one.closest('.visually-hidden'))"
            ".map(one => one.outerHTML.slice(0, 200))",
            PHONE["width"],
        )
        assert wide == [], place
        for one in page.locator("main button:visible, main a.button:visible").all():
            box = one.bounding_box()
            assert box is not None
            fits = box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
            assert fits, (place, one.text_content(), box)
    page.goto(f"{address}{link}/6")
    expect(page.get_by_role("textbox", name="Wat is anders dan je had gedacht?")).to_be_visible()
    assert page.locator("[role=status][aria-live=polite]").count() == 1


def test_a_page_with_its_style_and_script_is_light(
    asked: Asked, address: str, link: str, window: Opener
) -> None:
    page = window(address).open(link + "/2")
    client = asked.app.test_client()
    parts = [
        link + "/2",
        *page.locator("link[rel=stylesheet], script[src]").evaluate_all(
            "all => all.map(one => one.getAttribute('href') || one.getAttribute('src'))"
        ),
    ]
    assert sum(len(gzip.compress(client.get(part).data)) for part in parts) < 30_000


def test_saying_no_is_one_step(asked: Asked, address: str, link: str, window: Opener) -> None:
    page = window(address, script=False).open(link)
    page.get_by_role("link", name="Liever niet").click()
    page.locator("label[for=f-sure]").click()
    page.get_by_role("button", name="Ik doe liever niet mee").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Goed, we weten het")
    assert len(asked.declined) == 1
