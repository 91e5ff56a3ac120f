"""A letter in words: the same source as HTML and as plain text, safe whatever somebody is called."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from services.mail.policy import LANGUAGES, TEXT_WIDTH
from services.mail.rendering import House, Renderer, RenderError, Unknown
from services.mail.rendering.letters import LETTERS
from services.mail.rendering.source import parse

OURS = Path(__file__).parent / "letters"
HOUSE = House(organisation="De Brug", sender="HR <hr@brug.example>", language="nl", zone="Europe/Amsterdam")
SAMPLE: dict[str, Any] = {
    "given_name": "Ada",
    "link": "https://weerzien.example/a/" + "k" * 43,
    "decline_link": "https://weerzien.example/a/" + "n" * 43,
    "expires_on": "2027-03-09",
    "expires_at": "2027-03-09T13:00:00+00:00",
    "closes_on": "2027-03-09",
    "agreed_on": "2019-05-12",
    "minutes": 5,
    "moment": "week_1",
    "topic": "iets",
    "talk_link": "https://weerzien.example/a/" + "t" * 43,
    "talk_minutes": 60,
    "own_link": "https://weerzien.example/alumni/a/" + "o" * 58 + "/me",
    "leave_link": "https://weerzien.example/alumni/a/" + "o" * 58 + "/leave",
    "asleep": False,
    "own_base": "https://weerzien.example/alumni/a/" + "o" * 58,
    "vacancy": "v" * 36,
    "title": "Planner",
    "place": "Utrecht",
    "reunion": "r" * 36,
    "starts_at": "2027-03-09T13:00:00+00:00",
    "answer_by": "2027-03-09",
    "until": "2027-03-09T13:00:00+00:00",
    "because": ["zorg"],
    "promised_on": "2027-03-09",
    "outcome": "declined",
    "number": 3,
    "reason": "Iemand had meer ervaring.",
    "tip": "Noem je jaren in de zorg.",
    "items": [
        {
            "issue": "i" * 36,
            "title": "Voorjaar",
            "vacancy": "v" * 36,
            "place": "Gent",
            "closes_on": "2027-03-31",
        }
    ],
    "wished": True,
    "what": "booked",
    "photos": "https://fotos.example/zomer",
    "word": "We hebben dit jaar al twee reünies.",
    "profile": "p" * 36,
    "message": "m" * 36,
    "was_day": "",
    "by": "person",
    "day": "2027-03-09",
    "at": "14:00",
    "zone": "",
    "how": "video",
    "where": "https://video.example/anna",
    "interviewer": "Anna de Boer",
    "colleague": "Fatima Vermeulen",
    "promise": "Een rooster dat vier weken vooruit bekend is",
    "due_on": "2027-03-09",
    "words": "Je hield rust in de nacht.\nDank je wel daarvoor.",
    "sender_name": "Anna de Boer",
    "careful": False,
    "last_day": "2027-03-09",
}


# Letters that tell something and ask for nothing: no link, nothing to say no to.
TELLING = {"exit/stays"}
# Letters that ask nothing one could say no to: about a conversation that has been, and a farewell.
AFTERWARDS = {"exit/report", "exit/corrected", "exit/thanks"}
# Letters about leaving that ask for something practical: not answering them is saying no.
PRACTICAL = {"exit/home_ask", "exit/home_confirm"}


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(HOUSE, roots=(OURS, LETTERS), gap="-g{}-")


def every_letter() -> list[str]:
    return sorted(f"{path.parent.name}/{path.name}" for path in LETTERS.glob("*/*") if path.is_dir())


@pytest.mark.parametrize("template", every_letter())
def test_every_letter_is_whole_in_three_languages(renderer: Renderer, template: str) -> None:
    needs = {language: renderer.needs(template, language) for language in LANGUAGES}
    assert needs["nl"] == needs["en"] == needs["fr"]
    link = SAMPLE["link" if "link" in needs["nl"] else "own_link"]
    if "reunion" in needs["nl"]:
        link = f"{SAMPLE['own_base']}/reunion/{SAMPLE['reunion']}"
    if "profile" in needs["nl"]:
        link = f"{SAMPLE['own_base']}/directory/{SAMPLE['profile']}"
    if "photos" in needs["nl"]:
        link = SAMPLE["photos"]
    if "vacancy" in needs["nl"]:
        link = f"{SAMPLE['own_base']}/work/{SAMPLE['vacancy']}"
    for language in LANGUAGES:
        letter = renderer.render(template, language, SAMPLE)
        assert f'lang="{language}"' in letter.html
        assert "{{" not in letter.html + letter.text + letter.subject
        assert "JINJA" not in letter.html + letter.text + letter.subject
        assert "!" not in letter.subject
        if template not in TELLING:
            assert letter.html.count(link) >= 2, "the link stands on the button and in words"
            assert f"\n{link}\n" in letter.text


@pytest.mark.parametrize("template", every_letter())
@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_text_keeps_its_measure(renderer: Renderer, template: str, language: str) -> None:
    text = renderer.render(template, language, SAMPLE).text
    assert all(len(line) <= TEXT_WIDTH for line in text.splitlines() if not line.startswith("http"))
    assert "\n\n\n" not in text
    assert "\n-- \n" in text, "mail programs know the footer by this line, its space included"


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
@pytest.mark.parametrize("template", every_letter())
def test_what_is_a_paragraph_in_the_letter_is_one_in_its_plain_text(
    renderer: Renderer, template: str, language: str
) -> None:
    letter = renderer.render(template, language, SAMPLE)
    body, _, footer = letter.text.partition("\n-- \n")
    plain = [" ".join(one.split()) for one in body.split("\n\n")]
    footer = " ".join(footer.split())
    for paragraph in re.findall(r'<p style="margin:0 0 16px">([^<]+)</p>', letter.html):
        words = " ".join(html.unescape(paragraph).split())
        assert words in plain or words in footer, words


def test_markup_in_a_name_stays_text(renderer: Renderer) -> None:
    letter = renderer.render(
        "tests/plain", "nl", {"given_name": '<img src=x onerror="a">', "topic": "a<b & c"}
    )
    assert "<img" not in letter.html
    assert "&lt;img src=x" in letter.html
    assert "a&lt;b &amp; c" in letter.html
    assert "a<b & c & meer" in letter.text


def test_jinja_in_a_value_is_not_run(renderer: Renderer) -> None:
    letter = renderer.render("tests/plain", "nl", {"given_name": "{{ 7 * 7 }}", "topic": "{% raw %}"})
    assert "{{ 7 * 7 }}" in letter.html
    assert "49" not in letter.text


def test_a_missing_variable_is_named_and_no_value_is_told(renderer: Renderer) -> None:
    with pytest.raises(RenderError, match="tests/plain/nl: missing 'topic'"):
        renderer.render("tests/plain", "nl", {"given_name": "Ada"})
    with pytest.raises(RenderError, match="missing 'topic'"):
        renderer.render("tests/plain", "nl", {"given_name": "Ada", "topic": None})
    with pytest.raises(RenderError) as told:
        renderer.render("tests/rich", "nl", {"given_name": "Ada", "moment": "week_1", "closes_on": "geheim"})
    assert "geheim" not in str(told.value)


@pytest.mark.parametrize(
    "template", ["tests/nowhere", "../secrets", "tests/../../x", "a", "", "TESTS/plain", "a/b/c"]
)
def test_a_letter_that_does_not_exist_is_an_error_of_its_own(renderer: Renderer, template: str) -> None:
    with pytest.raises(Unknown):
        renderer.render(template, "nl", SAMPLE)


@pytest.mark.parametrize("language", [None, "de", "", "NL"])
def test_an_unknown_language_becomes_the_organisations(renderer: Renderer, language: str | None) -> None:
    assert renderer.render("tests/plain", language, SAMPLE).subject.startswith("nl ")


@pytest.mark.parametrize("name", ["", None, "   ", "\n"])
def test_without_a_name_the_greeting_is_whole(renderer: Renderer, name: str | None) -> None:
    letter = renderer.render("console/welcome", "nl", {**SAMPLE, "given_name": name})
    assert letter.text.startswith("Hallo,\n")
    assert "Hallo," in letter.html


def test_a_right_to_left_name_is_set_apart_and_emoji_stay(renderer: Renderer) -> None:
    assert (
        "Hallo \u2068דוד\u2069,"
        in renderer.render("console/welcome", "nl", {**SAMPLE, "given_name": "דוד"}).text
    )
    assert (
        "Hallo Zoë 👩‍🔬,"
        in renderer.render("console/welcome", "nl", {**SAMPLE, "given_name": "Zoë 👩‍🔬"}).text
    )
    assert (
        "Hallo evil," in renderer.render("console/welcome", "nl", {**SAMPLE, "given_name": "\u202eevil"}).text
    )


def test_a_line_break_in_a_value_cannot_start_a_header(renderer: Renderer) -> None:
    letter = renderer.render("tests/plain", "nl", {"topic": "a\r\nBcc: x@y.example\u2028c\x85d\0e"})
    assert letter.subject == "nl a Bcc: x@y.example c d e"


def test_conditions_choose_whole_paragraphs_in_both_forms(renderer: Renderer) -> None:
    first = renderer.render("tests/rich", "nl", SAMPLE)
    later = renderer.render("tests/rich", "nl", {**SAMPLE, "moment": "month_3"})
    assert "een week" in first.html
    assert "een week" in first.text
    assert "al langer" in later.html
    assert "al langer" in later.text
    assert "een week" not in later.html + later.text


def test_lists_and_links_read_well_as_plain_text(renderer: Renderer) -> None:
    text = renderer.render("tests/rich", "nl", SAMPLE).text
    assert "\n- hoe het begon, en of iemand" in text
    assert re.search(r"\n- hoe[^\n]+\n  \S", text), "a second line hangs under the first"
    assert "\n1. eerst dit\n2. dan dat\n" in text
    assert "hoe we dat doen:\nhttps://weerzien.example/hoe\n" in text
    assert "dinsdag 9 maart" in text


def test_dates_speak_the_language_and_moments_stand_on_the_organisations_clock(renderer: Renderer) -> None:
    assert "mardi 9 mars" in renderer.render("tests/rich", "fr", SAMPLE).text
    assert "Tuesday 9 March" in renderer.render("tests/rich", "en", SAMPLE).text
    sent = {**SAMPLE, "expires_at": datetime(2027, 7, 1, 12, 0, tzinfo=UTC).isoformat()}
    assert "donderdag 1 juli om 14.00 uur" in renderer.render("console/password_reset", "nl", sent).text


def test_dates_and_links_are_written_by_the_customs_of_the_language(renderer: Renderer) -> None:
    first = {**SAMPLE, "closes_on": "2027-03-01"}
    french = renderer.render("onboarding/invitation", "fr", first).text
    assert "lundi 1er mars" in french
    assert not re.search(r"[^\u00a0\u202f]:\nhttp", french), "French keeps a space before a colon"
    assert "à 14\u00a0h\u00a000" in renderer.render("console/password_reset", "fr", SAMPLE).text
    # As on our pages.
    assert "at 2:00 pm" in renderer.render("console/password_reset", "en", SAMPLE).text


@pytest.mark.parametrize(
    "template",
    [one for one in every_letter() if one.startswith("exit/") and one not in TELLING | AFTERWARDS | PRACTICAL]
    + [one for one in every_letter() if one.endswith(("/invitation", "/reminder"))],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_saying_no_stands_on_a_line_of_its_own(renderer: Renderer, template: str, language: str) -> None:
    text = renderer.render(template, language, SAMPLE).text
    assert re.search(rf"\n\n[^\n]+:\n{re.escape(SAMPLE['decline_link'])}\n", text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["", "_dismissal", "_retirement"])
def test_who_has_left_is_not_told_that_they_will(renderer: Renderer, kind: str, language: str) -> None:
    told = [
        renderer.render(f"exit/invitation{kind}", language, {**SAMPLE, "moment": moment})
        for moment in ("invitation", "afterwards")
    ]
    before, after = (" ".join(f"{one.subject} {one.text}".split()) for one in told)
    leaving = re.compile(
        r"[Jj]e gaat|je met pensioen gaat|laatste dag|baan hier stopt|You are leaving|you go,|you retire:|last day"
        r"|job here ends|Vous partez|Avant votre|dernier jour|emploi ici prend fin"
    )
    assert leaving.search(before)
    assert not leaving.search(after), leaving.search(after)


def test_the_words_of_a_letter_need_no_button(renderer: Renderer) -> None:
    for template in every_letter():
        for language, button in (("nl", "knop"), ("en", "button"), ("fr", "bouton")):
            assert button not in renderer.render(template, language, SAMPLE).text


def test_for_a_provider_personal_values_are_left_out_and_fit_back_in(renderer: Renderer) -> None:
    ada = renderer.render("tests/plain", "nl", {**SAMPLE, "given_name": "Ada & co"}, gaps=True)
    bob = renderer.render("tests/plain", "nl", {**SAMPLE, "given_name": "Bob"}, gaps=True)
    assert ada.html == bob.html
    filled = ada.html
    for place, value in enumerate(ada.values):
        filled = filled.replace(f"-g{place}-", value)
    assert filled == renderer.render("tests/plain", "nl", {**SAMPLE, "given_name": "Ada & co"}).html
    assert "Ada &amp; co" in ada.values


def test_without_a_button_the_letter_has_another_skeleton(renderer: Renderer) -> None:
    without = {name: value for name, value in SAMPLE.items() if name != "link"}
    with_button = renderer.render("tests/plain", "nl", SAMPLE, gaps=True)
    assert renderer.render("tests/plain", "nl", without, gaps=True).html != with_button.html


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("subject: x\n---\nhi", "front matter"),
        ("---\nsubject: x\n---\nhi", "subject and preview"),
        ("---\nsubject: x\npreview: y\nbcc: z\n---\nhi", "bcc"),
    ],
)
def test_a_source_with_a_fault_says_which(text: str, said: str) -> None:
    with pytest.raises(RenderError, match=said):
        parse(text, "a/nl.md")


def test_a_letter_works_in_the_dark_on_a_small_screen_and_without_pictures(renderer: Renderer) -> None:
    html = renderer.render("console/welcome", "nl", SAMPLE).html
    assert "prefers-color-scheme: dark" in html
    assert "<img" not in html
    assert "http://" not in html.replace("http://www.w3.org", "")
    assert len(html.encode()) < 100_000, "Gmail cuts what is longer"
