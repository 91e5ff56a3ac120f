"""What comes out of a survey of LimeSurvey is asked by us; what we cannot ask is named, and nothing is lost unsaid."""

from __future__ import annotations

from typing import Any

import pytest

from shared.editor.importing import limesurvey
from shared.editor.importing.found import Found
from shared.editor.importing.limesurvey.behind import ALWAYS
from shared.editor.trying import to_try
from shared.questionnaire.load import BrokenQuestionnaire
from shared.questionnaire.model import LANGUAGES, Level
from tests.unit.editor.surveys import OLD, Survey, document


def read(data: bytes) -> Found:
    return limesurvey.read(data, level=Level.CONFIDENTIAL, free_key=lambda _title: "from_limesurvey")


def questions(found: Found) -> list[dict[str, Any]]:
    return [question for section in found.definition["sections"] for question in section["questions"]]


def said(found: Found) -> dict[str, list[str]]:
    """Return what was not carried over, by code; without what is said of every file."""
    told: dict[str, list[str]] = {}
    for one in found.remarks:
        if one.why == ALWAYS:
            continue
        told.setdefault(one.code, []).append(one.why % one.params)
    return told


@pytest.mark.parametrize(
    ("type_", "kinds", "more"),
    [
        ("L", ["one_of"], {"answers": ["A1", "A2"]}),
        ("!", ["one_of"], {"answers": ["A1", "A2"]}),
        ("O", ["one_of", "long_text"], {"answers": ["A1", "A2"]}),
        ("G", ["one_of"], {}),
        ("Y", ["yes_no"], {}),
        ("5", ["scale5"], {}),
        ("M", ["several_of"], {"rows": ["SQ1", "SQ2"]}),
        ("P", ["several_of"], {"rows": ["SQ1", "SQ2"]}),
        ("S", ["short_text"], {}),
        ("T", ["long_text"], {}),
        ("U", ["long_text"], {}),
        ("D", ["date"], {}),
        ("N", ["short_text"], {}),
        ("A", ["scale5", "scale5"], {"rows": ["SQ1", "SQ2"]}),
        ("B", ["scale10"], {"rows": ["SQ1"]}),
        ("C", ["one_of"], {"rows": ["SQ1"]}),
        ("E", ["one_of"], {"rows": ["SQ1"]}),
        ("F", ["one_of", "one_of"], {"rows": ["SQ1", "SQ2"], "answers": ["1", "2", "3"]}),
        ("H", ["one_of"], {"rows": ["SQ1"], "answers": ["1", "2"]}),
        ("Q", ["short_text", "short_text"], {"rows": ["SQ1", "SQ2"]}),
        ("K", ["short_text"], {"rows": ["SQ1"]}),
    ],
)
def test_each_type_becomes_what_we_ask(type_: str, kinds: list[str], more: dict[str, Any]) -> None:
    survey = Survey("nl", "en", "fr")
    survey.question("q1", type_, **more)
    found = read(survey.file())
    assert [one["kind"] for one in questions(found)] == kinds
    assert to_try(found.definition) is not None


@pytest.mark.parametrize("type_", ["1", ";", ":", "*", "I", "|", "R", "?"])
def test_a_type_that_we_do_not_ask_is_named(type_: str) -> None:
    survey = Survey()
    survey.question("kept", "T")
    survey.question("lost", type_, rows=["SQ1"], answers=["A1"])
    found = read(survey.file())
    assert [one["key"] for one in questions(found)] == ["kept"]
    assert "niet meegekomen" in said(found)["lost"][0]


def test_words_come_along_in_our_languages_and_codes_become_keys() -> None:
    survey = Survey("nl", "en", "fr", "de")
    survey.question("Q-1 Mood", "L", answers=["1", "2"], other="Y", mandatory="Y")
    found = read(survey.file())
    assert found.definition["title"] == {code: f"Titel {code}" for code in LANGUAGES}
    assert found.definition["introduction"]["fr"] == "Welkom fr"
    assert found.definition["level"] == "confidential"
    (question,) = questions(found)
    assert question["key"] == "q_1_mood"
    assert question["required"] is True
    assert question["options"][0] == {"key": "a1", "text": {code: f"Antwoord 1 {code}" for code in LANGUAGES}}
    assert question["other"]["nl"]
    assert any("(de)" in one for one in said(found)[""])


def test_a_survey_in_none_of_our_languages_is_laid_under_dutch_to_be_translated() -> None:
    survey = Survey("de", "es")
    survey.question("q1", "T")
    found = read(survey.file())
    assert questions(found)[0]["text"] == {"nl": "Vraag q1 de", "en": "", "fr": ""}
    assert len(said(found)[""]) == 2


def test_the_older_form_keeps_its_texts_in_the_rows() -> None:
    found = read(OLD)
    mood, why, more = questions(found)
    assert found.definition["title"]["nl"] == "Oud & goed"
    assert mood["text"] == {"nl": "Ben je het eens? nl", "en": "", "fr": ""}
    assert [one["text"]["nl"] for one in mood["options"]] == ["Eens nl", "Oneens nl"]
    assert why["when"] == {"question": "mood", "equals": "a2"}
    assert more["when"] == {"question": "why", "contains": "pay"}
    assert [one["key"] for one in why["options"]] == ["pay", "boss"]


def test_conditions_come_along_where_ours_can_say_the_same() -> None:
    survey = Survey()
    survey.question("mood", "L", answers=["A1", "A2", "A3"])
    survey.question("tools", "M", rows=["desk", "light"])
    survey.question("score", "A", rows=["work"])
    survey.question("talk", "Y")
    survey.question("a", "T", relevance='mood.NAOK == "A1" and !is_empty(talk.NAOK)')
    survey.question("b", "T", relevance='(tools_desk.NAOK == "Y") or (score_work.NAOK <= 2)')
    survey.question("c", "T", relevance='talk.NAOK != "N"')
    survey.question("d", "T", relevance='!(mood.NAOK == "A1" || mood == "A2")')
    survey.question("e", "T", relevance='score_work > "3"')
    found = read(survey.file())
    when = {one["key"]: one.get("when") for one in questions(found)}
    assert when["a"] == {
        "all": [{"question": "mood", "equals": "a1"}, {"question": "talk", "answered": True}]
    }
    assert when["b"] == {
        "any": [{"question": "tools", "contains": "desk"}, {"question": "score_work", "at_most": 2}]
    }
    assert when["c"] == {"not": {"question": "talk", "equals": False}}
    assert when["d"] == {
        "not": {"any": [{"question": "mood", "equals": "a1"}, {"question": "mood", "equals": "a2"}]}
    }
    assert when["e"] == {"question": "score_work", "at_least": 4}


@pytest.mark.parametrize(
    "relevance",
    [
        "count(mood.NAOK) > 1",
        'TOKEN:ATTRIBUTE_1 == "x"',
        'mood.NAOK == "A9"',
        "mood.NAOK == other.NAOK",
        'regexMatch("/x/", mood)',
        'mood.NAOK == "A1" and',
        '((mood.NAOK == "A1")',
        'later.NAOK == "A1"',
        "mood.NAOK + 1 > 2",
        "(" * 60,
        "mood",
        '"unfinished',
    ],
)
def test_a_condition_that_ours_cannot_say_is_named_with_what_it_was(relevance: str) -> None:
    survey = Survey()
    survey.question("mood", "L", answers=["A1", "A2"])
    survey.question("why", "T", relevance=relevance)
    survey.question("later", "L", answers=["A1", "A2"])
    found = read(survey.file())
    assert "when" not in questions(found)[1]
    (told,) = said(found)["why"]
    assert relevance in told


def test_when_a_group_is_asked_goes_along_with_each_of_its_questions() -> None:
    survey = Survey()
    survey.question("mood", "L", answers=["A1", "A2"])
    survey.group("Later", grelevance='mood.NAOK == "A2"')
    survey.question("one", "T")
    survey.question("two", "T", relevance="!is_empty(one.NAOK)")
    survey.group("Nooit", grelevance="rand(1, 2) == 1")
    survey.question("three", "T")
    found = read(survey.file())
    _mood, one, two, three = questions(found)
    assert one["when"] == {"question": "mood", "equals": "a2"}
    assert two["when"] == {"all": [one["when"], {"question": "one", "answered": True}]}
    assert "when" not in three
    assert any("rand" in words for several in said(found).values() for words in several)


def test_what_is_more_than_words_is_named_and_the_words_are_kept() -> None:
    survey = Survey()
    survey.question(
        "q1",
        "T",
        text='<p>Hoe <b>gaat</b> het, {TOKEN:FIRSTNAME}?</p><img src="http://x/y.png"><script>evil()</script>',
    )
    survey.question("x1", "X", text="Een tussentekst")
    survey.question(
        "q2", "S", preg="/[0-9]+/", attributes={"hidden": "1", "random_order": "1", "cssclass": ""}
    )
    survey.question("q3", "M", rows=["a", "b", "c"], attributes={"max_answers": "2", "min_answers": "9"})
    survey.tables["surveys_languagesettings"][0]["surveyls_endtext"] = "Tot ziens"
    survey.tables["quota"] = [{"id": 1, "sid": 12}]
    found = read(survey.file())
    first, _second, third = questions(found)
    assert first["text"]["nl"].startswith("Hoe gaat het, {TOKEN:FIRSTNAME}?")
    assert "evil" not in str(found.definition)
    told = said(found)
    assert len(told["q1"]) == 2
    assert "Een tussentekst" in told["x1"][0]
    assert any("hidden, random_order" in one for one in told["q2"])
    assert any("patroon" in one for one in told["q2"])
    assert third["max"] == 2
    assert "min" not in third
    assert len(told[""]) == 2


def test_a_text_at_the_head_of_a_group_introduces_it_and_one_alone_is_named() -> None:
    survey = Survey()
    survey.question("x1", "X", text="Vooraf")
    survey.question("q1", "T")
    survey.group("Leeg")
    survey.question("x2", "X", text="Nergens")
    found = read(survey.file())
    (section,) = found.definition["sections"]
    assert section["introduction"]["nl"] == "Vooraf nl"
    assert any("Nergens" in words for several in said(found).values() for words in several)


def test_codes_that_differ_in_case_only_become_keys_of_their_own() -> None:
    survey = Survey()
    for code in ("Q1", "q1", "Q-1"):
        survey.question(code, "L", answers=["a", "A", "-"])
    found = read(survey.file())
    keys = [one["key"] for one in questions(found)]
    assert len(set(keys)) == 3
    for one in questions(found):
        assert len({option["key"] for option in one["options"]}) == 3


@pytest.mark.parametrize(
    ("data", "line", "template"),
    [
        (b"<document>\n<rows>\n</document>", 3, "no XML"),
        (b"<document><LimeSurveyDocType>Group</LimeSurveyDocType></document>", 1, "no survey"),
        (b"<html/>", 1, "no survey"),
        (document({"groups": [{"gid": 1}]}, languages=("nl",)), 1, "no groups or no questions"),
        (
            b'<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "b">]>\n<document>&a;</document>',
            2,
            "no declarations",
        ),
        (b'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">\n<document/>', 1, "no declarations"),
    ],
)
def test_a_file_that_is_no_survey_is_told_by_line(data: bytes, line: int, template: str) -> None:
    with pytest.raises(BrokenQuestionnaire) as broken:
        read(data)
    (fault,) = broken.value.faults
    assert fault.line == line
    assert template in fault.message


@pytest.mark.parametrize("alphabet", ["gb2312", "klingon", "idna", "rot13"])
def test_a_file_in_an_alphabet_that_nobody_reads_is_told_so(alphabet: str) -> None:
    survey = Survey()
    survey.question("q1", "T")
    with pytest.raises(BrokenQuestionnaire, match="encoding"):
        read(survey.file().replace(b"UTF-8", alphabet.encode()))


def test_what_only_a_later_language_says_and_a_question_by_its_number_are_understood() -> None:
    old = OLD.replace(b'<relevance><![CDATA[((11X21X31.NAOK == "2"))]]></relevance>', b"<relevance/>", 1)
    assert old != OLD
    assert questions(read(old))[1]["when"] == {"question": "mood", "equals": "a2"}
    survey = Survey()
    mood = survey.question("mood", "5")
    survey.question("why", "T", relevance=f'Q{mood}.NAOK > "1"')
    assert questions(read(survey.file()))[1]["when"] == {"question": "mood", "at_least": 2}


def test_what_nobody_chose_is_not_told_as_lost() -> None:
    survey = Survey()
    usual = {"statistics_showgraph": "1", "save_as_default": "N", "time_limit_action": "1"}
    survey.question("q1", "T", attributes=usual)
    survey.question("q2", "T", attributes={**usual, "maximum_chars": "255"})
    told = said(read(survey.file()))
    assert "q1" not in told
    assert len(told["q2"]) == 1
    assert "maximum_chars" in told["q2"][0]
    assert "showgraph" not in told["q2"][0]


def test_a_file_with_more_rows_than_anybody_asks_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.editor.importing.limesurvey.rows.MOST_ROWS", 5)
    survey = Survey()
    survey.question("q1", "L", answers=["A1", "A2", "A3"])
    with pytest.raises(BrokenQuestionnaire, match="at most 5 rows"):
        read(survey.file())


def test_what_stands_in_tables_and_rows_of_their_own_is_not_lost_unsaid() -> None:
    survey = Survey()
    survey.tables["surveys"][0]["anonymized"] = "Y"
    mood = survey.question("mood", "M", rows=["a", "b"])
    survey.tables["subquestions"][0]["relevance"] = 'x == "1"'
    old = survey.question("old", "T")
    survey.question("x1", "X", text="Soms", relevance='mood_a == "Y"')
    survey.tables["conditions"] = [
        {"cid": 1, "qid": old, "cqid": mood, "cfieldname": "12X1X2", "method": "==", "value": "A1"}
    ]
    found = read(survey.file())
    told = said(found)
    assert 'x == "1"' in told["mood"][0]
    assert "12X1X2 == A1" in told["old"][0]
    assert "Soms" in told["x1"][0]
    assert any("anoniem" in one for one in told[""])
    assert any(one.why == ALWAYS for one in found.remarks)
    anonymous = limesurvey.read(survey.file(), level=Level.ANONYMOUS, free_key=lambda _title: "x")
    assert "" not in said(anonymous)
