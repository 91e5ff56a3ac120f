"""The components in a real browser: accessible, at home on every width, comfortable with and without script."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, SMALLEST, Opener, assert_accessible

pytestmark = pytest.mark.browser

PAGES = ["/style?flash=1", "/style/empty", "/style/a/Sanne", "/style/login", "/style/nowhere"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [SMALLEST, DESK], ids=["small", "wide"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_accessible(
    gallery: str, window: Opener, path: str, size: dict[str, int], scheme: str
) -> None:
    seen = window(gallery, size=size, scheme=scheme)
    assert_accessible(seen.open(path))
    unexpected = [line for line in seen.complaints if "404" not in line]
    assert unexpected == []


def test_text_twice_as_large_still_fits(gallery: str, window: Opener) -> None:
    seen = window(gallery, size=DESK)
    for path in PAGES:
        page = seen.open(path)
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, path


def test_everything_to_press_is_large_enough_for_a_thumb(gallery: str, window: Opener) -> None:
    small = """() => [...document.querySelectorAll('button, .button, input:not([type=hidden]), select, summary, nav a')]
        .map(one => [one.closest('label.row, label.step') || one, one])
        .map(([box, one]) => [box.getBoundingClientRect(), one.outerHTML.slice(0, 80)])
        .filter(([box]) => box.width && (box.height < 43.5 || box.width < 43.5)).map(([, html]) => html)"""
    for path in ("/style", "/style/a/Sanne", "/style/login"):
        assert window(gallery).open(path).evaluate(small) == []


def test_an_answer_is_given_with_the_keyboard_alone(gallery: str, window: Opener) -> None:
    page = window(gallery).open("/style/a/Sanne")
    page.locator("#f-mood").focus()
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert page.locator("input[name=mood]:checked").get_attribute("value") == "4"
    page.locator("#f-start").focus()
    page.keyboard.type("3 februari 2027")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Je antwoorden zijn verstuurd.")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_mistake_leads_to_its_field_and_what_was_typed_stays(
    gallery: str, window: Opener, script: bool
) -> None:
    page = window(gallery, script=script).open("/style/a/Sanne?lang=nl")
    page.get_by_label("Wil je er iets bij vertellen?").fill("Een lang verhaal 🌱")
    page.get_by_role("button", name="Verder").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Er kloppen nog 2 dingen niet")
    summary.get_by_role("link").first.click()
    expect(page.locator("#f-mood")).to_be_focused()
    expect(page.get_by_label("Wil je er iets bij vertellen?")).to_have_value("Een lang verhaal 🌱")
    assert_accessible(page) if script else None


def test_what_is_typed_is_saved_and_said_softly(gallery: str, window: Opener) -> None:
    page = window(gallery).open("/style/a/Sanne")
    page.get_by_label("Wil je er iets bij vertellen?").fill("Het begin")
    expect(page.get_by_role("status")).to_have_text("bewaard")


def test_a_lost_line_is_told_and_mended_by_itself(gallery: str, window: Opener) -> None:
    page = window(gallery).open("/style/a/Sanne")
    page.context.set_offline(True)
    page.get_by_label("Wil je er iets bij vertellen?").fill("In de trein")
    expect(page.get_by_role("status")).to_contain_text("nog niet bewaard")
    page.context.set_offline(False)
    expect(page.get_by_role("status")).to_have_text("bewaard")


def test_what_is_closed_elsewhere_is_told_once(gallery: str, window: Opener) -> None:
    page = window(gallery).open("/style/a/Sanne")
    page.get_by_label("Wil je er iets bij vertellen?").fill("gesloten")
    expect(page.get_by_role("status")).to_have_text("Dit is er niet meer.")


def test_a_dialog_asks_first_and_gives_the_focus_back(gallery: str, window: Opener) -> None:
    page = window(gallery, size=DESK).open("/style")
    opener = page.locator("summary", has_text="Verwijder de voorbeeldorganisatie")
    opener.click()
    dialog = page.get_by_role("dialog", name="Alle 400 voorbeeldmensen verwijderen?")
    expect(dialog).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    dialog.get_by_role("button", name="Verwijder de voorbeeldmensen").click()
    expect(page.get_by_text("taken")).to_be_visible()


def test_without_script_the_question_unfolds_in_place(gallery: str, window: Opener) -> None:
    page = window(gallery, script=False).open("/style")
    page.locator("summary", has_text="Verwijder de voorbeeldorganisatie").click()
    page.get_by_role("button", name="Verwijder de voorbeeldmensen").click()
    expect(page.get_by_text("taken")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_menu_unfolds_on_a_phone(gallery: str, window: Opener, script: bool) -> None:
    page = window(gallery, size=PHONE, script=script).open("/style")
    link = page.get_by_role("link", name="Mensen", exact=True).first
    expect(link).to_be_hidden()
    page.locator("summary", has_text="Menu").click()
    expect(link).to_be_visible()


def test_the_skip_link_is_the_first_stop(gallery: str, window: Opener) -> None:
    page = window(gallery, size=DESK).open("/style/empty")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_arrows_walk_over_the_rows_of_a_table(gallery: str, window: Opener) -> None:
    page = window(gallery, size=DESK).open("/style")
    links = page.locator("tbody a")
    links.nth(0).focus()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(links.nth(0)).to_be_focused()


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "vraag 3 van 9"), ("en", "question 3 of 9"), ("fr", "question 3 sur 9")]
)
def test_the_page_speaks_the_browser_s_language_and_can_be_switched(
    gallery: str, window: Opener, language: str, words: str
) -> None:
    page = window(gallery, language=language).open("/style/a/Sanne")
    expect(page.get_by_text(words)).to_be_visible()
    page.get_by_role("link", name="Français").click()
    expect(page.get_by_text("question 3 sur 9")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "fr"


def test_nothing_moves_for_who_wants_no_motion(gallery: str, window: Opener) -> None:
    page = window(gallery, motion="reduce").open("/style/a/Sanne")
    assert page.locator(".button").first.evaluate("one => getComputedStyle(one).transitionDuration") in {
        "0s",
        "0s, 0s",
    }


def test_paper_shows_the_words_and_not_the_buttons(gallery: str, window: Opener) -> None:
    page = window(gallery, size=DESK).open("/style")
    page.emulate_media(media="print")
    expect(page.locator(".desk-nav")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()


def test_a_picture_can_be_kept(gallery: str, window: Opener, tmp_path: Path) -> None:
    seen = window(gallery, size=PHONE, scheme="dark")
    seen.open("/style/login")
    assert seen.screenshot("login", tmp_path).stat().st_size > 1000
