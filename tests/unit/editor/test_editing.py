"""Changes to a draft, its conditions as rows, what is different, what is missing: all of it plain data."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings

from services.onboarding.policy import catalogue as check_ins
from services.stay_interviews.policy import catalogue as forms_of_stay
from shared.editor import changing, conditions, forms
from shared.editor.checking import checked
from shared.editor.complaints import SAID
from shared.editor.conditions import Row, Rows
from shared.editor.differences import differences
from shared.editor.needs import GONE, Needs
from shared.editor.needs import OURS as NOT_THEIRS
from shared.editor.trying import to_try
from shared.questionnaire.library.writing import as_yaml, definition_of
from shared.questionnaire.load import Catalogue, load_plain, loads
from shared.questionnaire.model import Level, Questionnaire
from tests.definitions import questionnaires

ROOT = Path(__file__).resolve().parents[3]
OURS = [*check_ins(), *forms_of_stay()]
LEVELS = (Level.NAMED, Level.CONFIDENTIAL)


def three(words: str) -> dict[str, str]:
    return {"nl": words, "en": words, "fr": words}


def small(*keys: str, **changes: Any) -> dict[str, Any]:
    """Return a definition with two sections, the questions divided over them."""
    made = [{"key": key, "kind": "long_text", "text": three(key)} for key in keys]
    half = (len(made) + 1) // 2
    return {
        "key": "small",
        "version": 1,
        "level": "confidential",
        "minutes": 2,
        "title": three("Klein"),
        "introduction": three("Vooraf"),
        "who_reads": three("HR"),
        "sections": [
            {"key": "first", "title": three("Een"), "questions": made[:half]},
            {"key": "second", "title": three("Twee"), "questions": made[half:]},
        ],
    } | changes


def order(definition: dict[str, Any]) -> list[list[str]]:
    return [[one["key"] for one in section["questions"]] for section in definition["sections"]]


@settings(max_examples=60)
@given(questionnaires())
def test_every_questionnaire_comes_back_from_its_definition_and_its_yaml(whole: Questionnaire) -> None:
    definition = definition_of(whole)
    assert load_plain(definition, file="x") == whole
    assert loads(as_yaml(definition), file="x") == whole


@pytest.mark.parametrize("whole", OURS, ids=lambda one: f"{one.key}-{one.version}")
def test_ours_come_back_through_every_form_as_they_were(whole: Questionnaire) -> None:
    definition = definition_of(whole)
    kinds = {question["key"]: question["kind"] for _section, question in changing.questions(definition)}
    for _section, question in changing.questions(definition):
        values = forms.values_of(question)
        assert forms.question_from(values, question["key"], kinds) == question
    assert checked(definition, Catalogue(OURS), LEVELS).number == 0


def test_a_question_moves_over_the_edge_of_its_section_and_stays_at_the_ends() -> None:
    whole = small("a", "b", "c", "d")
    assert order(changing.move_question(whole, "c", "up")) == [["a", "b", "c"], ["d"]]
    assert order(changing.move_question(whole, "b", "down")) == [["a"], ["b", "c", "d"]]
    assert changing.move_question(whole, "a", "up") == whole
    assert changing.move_question(whole, "d", "down") == whole
    moved = changing.move_section(whole, "second", "up")
    assert [each["key"] for each in moved["sections"]] == ["second", "first"]
    assert order(whole) == [["a", "b"], ["c", "d"]]


def test_what_a_moved_question_looks_at_must_still_stand_before_it() -> None:
    whole = small("a", "b")
    whole["sections"][1]["questions"][0]["when"] = {"question": "a", "answered": True}
    assert checked(whole, Catalogue([]), LEVELS).number == 0
    wrong = checked(changing.move_section(whole, "second", "up"), Catalogue([]), LEVELS)
    assert list(wrong.questions) == ["b"]
    gone = checked(changing.without_question(whole, "a"), Catalogue([]), LEVELS)
    assert list(gone.questions) == ["b"]


@pytest.mark.parametrize(
    "when",
    [
        None,
        {"question": "x", "at_most": 2},
        {"question": "x", "equals": 3},
        {"question": "x", "equals": True},
        {"question": "x", "equals": "red"},
        {"question": "x", "in": ["red", "blue"]},
        {"question": "x", "contains": "red"},
        {"not": {"question": "x", "contains": "red"}},
        {"not": {"question": "x", "in": ["red", "blue"]}},
        {"question": "x", "answered": False},
        {"all": [{"question": "x", "at_least": 2}, {"question": "y", "answered": True}]},
        {"any": [{"question": "x", "equals": "red"}, {"not": {"question": "y", "equals": "blue"}}]},
    ],
)
def test_a_condition_comes_back_from_its_rows(when: dict[str, Any] | None) -> None:
    rows = conditions.read(when)
    assert rows is not None
    kinds = {"x": "several_of" if "contains" in str(when) else "one_of", "y": "one_of"}
    assert conditions.written(rows, kinds) == when


@pytest.mark.parametrize(
    "when",
    [
        {"all": [{"any": [{"question": "x", "answered": True}]}]},
        {"not": {"all": [{"question": "x", "answered": True}]}},
        {"not": {"question": "x", "at_least": 2}},
        {"question": "x", "in": [1, 2]},
        {"question": "x"},
        "nonsense",
    ],
)
def test_a_condition_that_is_put_together_otherwise_is_no_rows(when: Any) -> None:
    assert conditions.read(when) is None


def test_a_row_that_is_not_filled_in_is_left_for_the_checks_to_refuse() -> None:
    made = conditions.written(Rows("all", (Row("a", "at_most"),)), {"a": "scale5"})
    whole = small("a", "b")
    whole["sections"][0]["questions"][0] |= {"kind": "scale5", "low": three("laag"), "high": three("hoog")}
    whole["sections"][1]["questions"][0]["when"] = made
    assert list(checked(whole, Catalogue([]), LEVELS).questions) == ["b"]


def test_missing_is_what_is_said_in_another_language() -> None:
    assert changing.missing({"text": {"nl": "Ja", "en": " ", "fr": ""}}) == {"en", "fr"}
    assert changing.missing({"text": three("x"), "options": [{"key": "a", "text": {"fr": "oui"}}]}) == {
        "nl",
        "en",
    }
    assert changing.missing({"help": {"nl": "", "en": "", "fr": ""}}) == set()


def test_a_draft_that_is_not_whole_can_be_tried_as_far_as_it_goes() -> None:
    whole = small("a", "b", "c")
    whole["sections"][0]["questions"][0]["text"] = {"nl": "Alleen dit", "en": "", "fr": ""}
    whole["sections"][0]["questions"][1] |= {"kind": "one_of", "options": []}
    whole["introduction"] = {"nl": "", "en": "", "fr": ""}
    made = to_try(whole)
    assert made is not None
    assert list(made.questions) == ["a", "c"]
    assert made.questions["a"].text.fr == "Alleen dit"
    assert to_try(small()) is None


def test_what_is_different_is_told_by_question_and_part() -> None:
    before = load_plain(small("a", "b", "c", "d"), file="x")
    changed = changing.without_question(small("a", "b", "c", "d", "e", title=three("Anders")), "b")
    changing.question_of(changed, "d")[1]["help"] = three("Uitleg")
    now = load_plain(changing.move_question(changed, "c", "up"), file="x")
    told = [
        (one.kind, one.question.key if one.question else None, one.what) for one in differences(now, before)
    ]
    assert ("changed", None, ("title",)) in told
    assert ("new", "e", ()) in told
    assert ("gone", "b", ()) in told
    assert ("changed", "d", ("help",)) in told
    assert [one[1] for one in told if "order" in one[2]] == ["c"]
    assert differences(before, before) == []
    swapped = load_plain(small("b", "a", "c", "d"), file="x")
    assert [one.what for one in differences(swapped, before)] == [("order",)]
    assert {one.kind for one in differences(before, None)} == {"new"}


def test_a_next_version_promises_no_less_and_asks_the_same_kind_under_the_same_key() -> None:
    known = Catalogue([load_plain(small("a", "b"), file="x")])
    looser = checked(small("a", "b", level="named"), known, LEVELS)
    assert list(looser.about) == ["level"]
    other = small("a", "b")
    other["sections"][0]["questions"][0]["kind"] = "yes_no"
    assert list(checked(other, known, LEVELS).questions["a"]) == ["kind"]
    anonymous = checked(small("a", key="other", level="anonymous"), known, LEVELS)
    assert list(anonymous.about) == ["level"]
    recalled = small("a", key="other")
    recalled["sections"][0]["questions"][0]["recall"] = {"questionnaire": "small", "question": "zzz"}
    assert list(checked(recalled, known, LEVELS).questions["a"]) == ["recall"]


def test_keys_follow_from_words_and_are_never_taken() -> None:
    assert changing.key_for("Hoe gaat ’t?", set()) == "hoe_gaat_t"
    assert changing.key_for("Hoe?", {"hoe"}) == "hoe_2"
    assert changing.key_for("2 vragen", set()) == "vraag_2_vragen"
    assert changing.key_for("日本", set()) == "vraag"


def test_everything_that_the_checks_can_say_is_said_in_the_words_of_the_desk() -> None:
    templates = set()
    for path in [*(ROOT / "shared/questionnaire/load").glob("*.py"), ROOT / "shared/editor/checking.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "fail":
                templates |= {one.value for one in node.args if isinstance(one, ast.Constant)}
    assert len(templates) > 15
    assert templates <= set(SAID)


def test_yaml_is_written_in_the_order_in_which_people_read_it() -> None:
    text = as_yaml(small("a"))
    assert list(yaml.safe_load(text)) == [
        "key", "version", "level", "minutes", "title", "introduction", "who_reads", "sections",
    ]  # fmt: skip
    assert "&id" not in text


def test_what_a_service_builds_on_stays_once_it_is_there() -> None:
    needs = Needs(
        questions={"a": frozenset({"x"})}, sections=frozenset({"first"}), taken=lambda key: key == "z"
    )
    whole = small("a", "b")
    whole["sections"][0]["questions"][0] |= {"kind": "one_of", "options": [{"key": "y"}]}
    told = list(checked(whole, Catalogue([]), LEVELS, needs).questions["a"])
    assert "options" in told
    before = load_plain(small("a", "b"), file="")
    gone = checked(small("b", "z", version=2), Catalogue([before]), LEVELS, needs)
    assert [one.template for one in gone.about["sections"]] == [GONE]
    assert [one.template for one in gone.questions["z"]["key"]] == [NOT_THEIRS]
    assert checked(small("b", "c"), Catalogue([]), LEVELS, needs).number == 0, "what never was is not missed"
