from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shared.questionnaire import cleaning
from shared.questionnaire.kinds import Raw, kind_of
from shared.questionnaire.load import loads
from shared.questionnaire.problems import Refused
from shared.questionnaire.values import Chosen, Value
from tests.asked import SOURCE

TRIAL = loads(SOURCE, file="trial.yaml")


def parse(key: str, *values: str, other: str = "") -> Value | None:
    question = TRIAL.questions[key]
    parsed: Value | None = kind_of(question).parse(question, Raw(values, other))
    return parsed


def shown(key: str, *values: str, other: str = "", language: str = "nl") -> str:
    question = TRIAL.questions[key]
    return kind_of(question).display(question, parse(key, *values, other=other), language)


@given(st.text())
@example("\ud800 \x00 \x1b[31m")
@example("e\u0301 \u202e مرحبا 👩‍👩‍👧 \r\n\u2028")
def test_any_text_is_cleaned_once_and_for_all(text: str) -> None:
    for clean in (cleaning.long_text, cleaning.short_text):
        cleaned = clean(text)
        assert clean(cleaned) == cleaned
        assert unicodedata.is_normalized("NFC", cleaned)
        assert not [
            each for each in cleaned if unicodedata.category(each) in {"Cc", "Cs"} and each not in "\n\t"
        ]
        cleaned.encode("utf-8")


@pytest.mark.parametrize(
    "text",
    ["Zoë", "שלום עולם", "مرحبا", "日本語", "👩‍👩‍👧 🇳🇱", "a\n\n\tb", "\u202ex\u202c", "İıſ", "𝕏 \U0010ffff"],
)
def test_text_of_any_script_stays_as_it_was_written(text: str) -> None:
    assert parse("rest", text) == text


def test_ten_thousand_characters_fit_and_one_more_does_not() -> None:
    assert parse("rest", "🙂" * 10_000) == "🙂" * 10_000
    with pytest.raises(Refused, match="10000 tekens; jouw tekst heeft er 10001"):
        parse("rest", "🙂" * 10_001)
    with pytest.raises(Refused):
        parse("name", "a" * 201)


def test_line_ends_count_once_whatever_the_browser_sends() -> None:
    assert parse("rest", "a\r\nb\rc") == "a\nb\nc"
    assert parse("name", "a\r\nb") == "a b"


@pytest.mark.parametrize("key", ["mood", "why", "tools", "place", "talk", "day", "again", "name", "rest"])
def test_nothing_and_space_are_no_answer(key: str) -> None:
    assert parse(key) is None
    assert parse(key, "") is None
    assert parse(key, "  \n ") is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("mood", "0"),
        ("mood", "6"),
        ("mood", "٣"),
        ("mood", "3.0"),
        ("mood", "1e0"),
        ("again", "11"),
        ("place", "mars"),
        ("tools", "hammer"),
        ("talk", "maybe"),
        ("day", "31 februari 2027"),
        ("day", "2027-02-30"),
        ("day", "0001-01-01"),
        ("day", "morgen"),
    ],
)
def test_what_does_not_fit_is_refused(key: str, value: str) -> None:
    with pytest.raises(Refused):
        parse(key, value)


@pytest.mark.parametrize(
    "written",
    [
        "2027-02-03",
        "3 februari 2027",
        "3 feb. 2027",
        "3 February 2027",
        "3rd Feb 2027",
        "3 février 2027",
        "3-2-2027",
        "03/02/2027",
        "3.2.2027",
    ],
)
def test_dates_are_read_as_people_write_them(written: str) -> None:
    assert parse("day", written) == date(2027, 2, 3)


def test_words_beside_the_open_option_pick_it() -> None:
    assert parse("tools", "desk", other=" een stoel ") == Chosen(("desk", "other"), "een stoel")
    assert parse("tools", "desk") == Chosen(("desk",))


def test_options_stand_in_the_order_of_the_question_and_once() -> None:
    assert parse("tools", "laptop", "desk", "laptop") == Chosen(("desk", "laptop"))


def test_more_than_the_most_is_refused() -> None:
    with pytest.raises(Refused, match="hoogstens 2"):
        parse("tools", "laptop", "desk", other="stoel")


def test_answers_are_shown_in_the_language_of_the_reader() -> None:
    assert shown("mood", "5") == "5 van 5: goed"
    assert shown("mood", "3", language="fr") == "3 sur 5"
    assert shown("talk", "yes", language="en") == "Yes"
    assert shown("day", "2027-02-03") == "3 februari 2027"
    assert shown("tools", "desk", other="stoel") == "Bureau, Iets anders: stoel"
    assert shown("rest", "<b>x</b>") == "<b>x</b>"


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("mood", "3"),
        ("again", "0"),
        ("talk", "no"),
        ("day", "2027-02-03"),
        ("tools", "desk"),
        ("place", "home"),
        ("rest", "x"),
    ],
)
def test_what_is_stored_comes_back_the_same(key: str, values: str) -> None:
    kind, value = kind_of(TRIAL.questions[key]), parse(key, values)
    assert kind.restored(kind.stored(value)) == value
