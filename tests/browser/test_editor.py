"""HR writes a questionnaire in a real browser: by keyboard alone at a desk, by touch on a phone, and without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, PHONE, Opener, Window, assert_accessible
from tests.browser.life import Life, lived_in
from tests.house import Servers, make_house

pytestmark = pytest.mark.browser

HERE = "/stay/desk/questionnaires"
NARROW = PHONE | {"width": 390}
WORDS = {
    "nl": "Hoe is je werkplek?",
    "en": "How is your workplace?",
    "fr": "Comment est votre lieu de travail ?",
}


@pytest.fixture(scope="module")
def life(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    with make_house(servers, tmp_path_factory.mktemp("life")) as house, lived_in(house) as found:
        yield found


def looked_at(window: Window, name: str, folder: Path, *, script: bool = True) -> None:
    """Find nothing wrong with the page that is open, and keep a picture of it; axe needs script itself."""
    expect(window.page.locator("h1")).to_have_count(1)
    assert window.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    window.screenshot(name, folder)
    if script:
        assert_accessible(window.page)


def reached(page: Page, wanted: Locator) -> None:
    """Come to ``wanted`` with the Tab key alone, and see where one is."""
    expect(wanted).to_have_count(1)
    target = wanted.element_handle()
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("one => document.activeElement === one", target):
            shown = page.evaluate(
                "one => [one, one.closest('.row')].some("
                "each => each && getComputedStyle(each).outlineStyle !== 'none')",
                target,
            )
            assert shown, page.evaluate("document.activeElement.outerHTML")
            return
    pytest.fail(f"the keyboard does not come to {wanted}")


def pressed(page: Page, wanted: Locator) -> None:
    """Come to a link or a button by keyboard and press Enter."""
    reached(page, wanted)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def typed(page: Page, wanted: Locator, words: str) -> None:
    """Come to a field by keyboard and write in it."""
    reached(page, wanted)
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(words)


def test_a_questionnaire_is_copied_changed_and_published_by_keyboard_alone(
    life: Life, window: Opener, tmp_path: Path
) -> None:
    seen = life.enter(window(life.address, size=DESK, scheme="light", motion="reduce"))
    page = seen.open(HERE)
    looked_at(seen, "shelf", tmp_path)
    pressed(page, page.get_by_role("link", name="Wat houdt je hier?", exact=True))
    looked_at(seen, "questionnaire", tmp_path)
    typed(page, page.get_by_label("Naam van de nieuwe vragenlijst"), "Na de proeftijd")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ontwerp: Na de proeftijd")
    looked_at(seen, "draft", tmp_path)
    _question_added(seen, tmp_path)
    pressed(page, page.get_by_role("link", name="Verander titel, inleiding en belofte"))
    looked_at(seen, "about", tmp_path)
    expect(page.get_by_text("ontbreekt")).to_have_count(2)
    typed(page, page.locator("#f-title_en"), "After the trial period")
    typed(page, page.locator("#f-title_fr"), "Après l’essai")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Alles is er, in drie talen.")).to_be_visible()
    pressed(page, page.get_by_role("link", name="Naar publiceren"))
    looked_at(seen, "publish", tmp_path)
    reached(page, page.get_by_label("Deze versie is klaar"))
    page.keyboard.press("Space")
    pressed(page, page.get_by_role("button", name="Publiceer deze versie"))
    expect(page.get_by_text("Versie 1 is gepubliceerd.")).to_be_visible()


def _question_added(seen: Window, folder: Path) -> None:
    """Write a question with a mistake in it, mend it, move it, and translate it."""
    page = seen.page
    pressed(page, page.get_by_role("link", name="Voeg een vraag toe").first)
    looked_at(seen, "new-question", folder)
    typed(page, page.locator("#f-text_nl"), WORDS["nl"])
    typed(page, page.locator("#f-low_nl"), "Slecht")
    pressed(page, page.get_by_role("button", name="Bewaar in het ontwerp").last)
    # The words at both ends are needed in Dutch too; the other languages may come later.
    expect(page.locator("#e-high_nl")).to_be_visible()
    looked_at(seen, "mistake", folder)
    typed(page, page.locator("#f-high_nl"), "Goed")
    page.keyboard.press("Enter")
    question = page.locator("li", has=page.get_by_text(WORDS["nl"], exact=True))
    expect(question.get_by_text("Engels ontbreekt")).to_be_visible()
    pressed(page, question.get_by_role("button", name="Omhoog"))
    expect(question).to_have_count(1)
    pressed(page, question.get_by_role("link", name="Verander"))
    for code in ("en", "fr"):
        typed(page, page.locator(f"#f-text_{code}"), WORDS[code])
        typed(page, page.locator(f"#f-low_{code}"), "–")
        typed(page, page.locator(f"#f-high_{code}"), "+")
        page.keyboard.press("Shift+Tab")
    looked_at(seen, "question", folder)
    pressed(page, page.get_by_role("button", name="Bewaar in het ontwerp").last)
    expect(question.get_by_text("ontbreekt")).to_have_count(0)


@pytest.mark.parametrize(
    ("script", "scheme"), [(True, "dark"), (False, "light")], ids=["script", "without-script"]
)
def test_a_condition_and_a_trial_on_a_phone(
    life: Life, window: Opener, tmp_path: Path, *, script: bool, scheme: str
) -> None:
    seen = life.enter(window(life.address, size=NARROW, scheme=scheme, script=script, motion="reduce"))
    page = seen.open(f"{HERE}/stay_form")
    button = page.get_by_role("button", name="Maak een volgende versie")
    if button.count():
        button.click()
    page.goto(f"{life.address}{HERE}/drafts/stay_form")
    looked_at(seen, "draft", tmp_path, script=script)
    page.get_by_role("link", name="Voeg een vraag toe").last.click()
    page.get_by_label("Soort vraag").select_option("long_text")
    page.get_by_role("button", name="Neem deze soort").click()
    words = f"Waarom niet, {scheme}?"
    page.locator("#f-text_nl").fill(words)
    page.get_by_label("Kijk naar een eerdere vraag").select_option(
        "Geeft je werk je meer energie dan het kost?"
    )
    page.get_by_role("button", name="Voeg een voorwaarde toe").click()
    expect(page.locator("#f-text_nl")).to_have_value(words)
    looked_at(seen, "condition", tmp_path, script=script)
    page.get_by_label("Wat er moet gelden").select_option("hoogstens")
    page.get_by_role("button", name="Bewaar in het ontwerp").last.click()
    expect(page.locator("#e-when")).to_be_visible()
    looked_at(seen, "condition-mistake", tmp_path, script=script)
    page.get_by_label("Welk antwoord").select_option("1")
    page.get_by_role("button", name="Bewaar in het ontwerp").last.click()
    item = page.locator("li", has=page.get_by_text(words, exact=True))
    expect(item.get_by_text("hoogstens 1")).to_be_visible()
    page.get_by_role("link", name="Bekijk als deelnemer").click()
    expect(page.get_by_text("Dit is een voorbeeld.")).to_be_visible()
    looked_at(seen, "trial", tmp_path, script=script)
    page.get_by_role("link", name="Begin").click()
    looked_at(seen, "trial-page", tmp_path, script=script)
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_text("Dit is een voorbeeld.")).to_be_visible()


def test_a_file_with_faults_is_told_line_by_line(life: Life, window: Opener, tmp_path: Path) -> None:
    seen = life.enter(window(life.address, size=NARROW, scheme="light", motion="reduce"))
    page = seen.open(f"{HERE}/import")
    looked_at(seen, "import", tmp_path)
    broken = {
        "name": "x.yaml",
        "mimeType": "application/yaml",
        "buffer": b"key: X\nversion: 0\nlevel: secret\n",
    }
    page.get_by_label("Het bestand").set_input_files(broken)  # type: ignore[arg-type]
    page.get_by_role("button", name="Lees het bestand").click()
    expect(page.get_by_role("alert")).to_contain_text("kloppen nog")
    looked_at(seen, "import-faults", tmp_path)
