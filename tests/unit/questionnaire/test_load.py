from __future__ import annotations

from pathlib import Path

import pytest

from shared.questionnaire.conditions import AtMost
from shared.questionnaire.load import BrokenQuestionnaire, load, load_folder, loads
from shared.questionnaire.model import LANGUAGES, Level
from tests.asked import SOURCE

CHECK_INS = Path(__file__).resolve().parents[3] / "services" / "onboarding" / "questionnaires"

BROKEN = """\
key: Week 1
version: "1"
level: secret
minutes: 2
minutes: 3
colour: red
title: {nl: Eerste week, en: First week}
introduction: {nl: no, en: Hi, fr: Bonjour}
sections:
  - key: start
    title: {nl: a, en: b, fr: c}
    questions:
      - key: mood
        kind: scale7
        text: {nl: a, en: b, fr: c}
      - key: why
        kind: long_text
        low: {nl: a, en: b, fr: c}
        text: {nl: a, en: b, fr: c}
        when: {question: later, at_most: 2}
      - key: later
        kind: one_of
        text: {nl: "", en: b, fr: c}
        options:
          - {key: yes, text: {nl: a, en: b, fr: c}}
        when: {question: why, at_most: 2}
"""


def faults(source: str) -> list[str]:
    with pytest.raises(BrokenQuestionnaire) as broken:
        loads(source, file="x.yaml")
    return [str(fault) for fault in broken.value.faults]


def question(extra: str, *, before: str = "") -> str:
    text = "{nl: a, en: b, fr: c}"
    return f"""\
key: k
version: 1
level: named
minutes: 1
title: {text}
introduction: {text}
who_reads: {text}
sections:
  - key: s
    title: {text}
    questions:
{before}      - key: asked
        text: {text}
        {extra}
"""


SCALE = """\
      - {key: mood, kind: scale5, text: {nl: a, en: b, fr: c}, low: {nl: a, en: b, fr: c}, high: {nl: a, en: b, fr: c}}
"""


def test_a_good_definition_becomes_a_questionnaire() -> None:
    read = loads(SOURCE, file="trial.yaml")
    assert (read.key, read.version, read.level) == ("trial", 1, Level.CONFIDENTIAL)
    assert list(read.questions) == ["mood", "why", "tools", "place", "talk", "day", "again", "name", "rest"]
    assert read.questions["why"].condition == AtMost("mood", 2)
    assert [option.key for option in read.questions["tools"].options] == ["desk", "laptop", "other"]
    assert read.questions["tools"].options[-1].open


def test_all_faults_are_told_at_once_each_with_file_line_and_key() -> None:
    found = "\n".join(faults(BROKEN))
    for expected in (
        "x.yaml, line 1, key: 'Week 1' is no key",
        "x.yaml, line 1, who_reads: is missing",
        "x.yaml, line 2, version: expected a whole number",
        "x.yaml, line 3, level: unknown level 'secret'",
        "x.yaml, line 5, minutes: stands here twice",
        "x.yaml, line 6, colour: unknown key",
        "x.yaml, line 7, title.fr: is missing",
        "x.yaml, line 8, introduction.nl: expected text, found 'no', true or false: write it between quotes",
        "x.yaml, line 14, sections[0].questions[0].kind: unknown kind 'scale7'",
        "x.yaml, line 18, sections[0].questions[1].low: unknown key",
        "x.yaml, line 20, sections[0].questions[1].when.question: 'later' is no question that stands before",
        "x.yaml, line 23, sections[0].questions[2].text.nl: is empty",
        "x.yaml, line 25, sections[0].questions[2].options: at least 2 needed",
        "x.yaml, line 26, sections[0].questions[2].when.at_most: does not fit 'why'",
    ):
        assert expected in found


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        ("kind: scale5", "low: is missing"),
        ("kind: one_of", "options: is missing"),
        ("kind: [scale5]", "kind: expected text, found a list"),
        ("required: true", "kind: is missing"),
        ("kind: date\n        required: ja", "required: expected true or false"),
        (
            "kind: date\n        when: {question: mood, at_most: 7}",
            "when.at_most: is no answer that 'mood' can",
        ),
        (
            "kind: date\n        when: {question: mood, at_most: true}",
            "when.at_most: is no answer that 'mood'",
        ),
        ("kind: date\n        when: {question: mood, contains: x}", "when.contains: does not fit 'mood'"),
        (
            "kind: date\n        when: {question: asked, answered: true}",
            "'asked' is no question that stands before",
        ),
        ("kind: date\n        when: {question: mood}", "when: a condition is one of all, any, not"),
        ("kind: date\n        when: {question: mood, equals: 1, in: [2]}", "when: a condition is one of"),
        ("kind: date\n        when: {all: []}", "when.all: at least 1 needed"),
        ("kind: date\n        when: {all: {question: mood, equals: 1}}", "when.all: expected a list"),
        ("kind: date\n        when: {both: []}", "when.both: unknown key"),
        ("kind: date\n        when: mood", "when: expected keys and values"),
        ("kind: date\n        help: {nl: a, en: b, fr: '  '}", "help.fr: is empty"),
    ],
)
def test_each_mistake_in_a_question_is_named(extra: str, told: str) -> None:
    assert any(told in fault for fault in faults(question(extra, before=SCALE))), faults(
        question(extra, before=SCALE)
    )


def test_two_questions_with_one_key_are_refused() -> None:
    found = faults(question("kind: date", before=SCALE.replace("mood", "asked")))
    assert any("the key 'asked' is taken" in fault for fault in found)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "- a",
        "just words",
        "a: [",
        "key: \t\tx\n\t- y",
        "{" * 3_000,
        "key: !!python/object:os.system x",
        "\x00",
    ],
)
def test_what_is_no_definition_at_all_is_a_fault_and_no_accident(source: str) -> None:
    assert faults(source)


def test_conditions_may_not_nest_without_end() -> None:
    nested = "{not: " * 40 + "{question: mood, equals: 1}" + "}" * 40
    assert any(
        "nest at most" in fault
        for fault in faults(question(f"kind: date\n        when: {nested}", before=SCALE))
    )


def test_aliases_that_would_blow_up_are_refused() -> None:
    assert "no aliases here" in faults("a: &a [1]\nb: [*a, *a]")[0]


def test_a_file_that_is_not_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("key: a\ntitle: Première".encode("latin-1"))
    with pytest.raises(BrokenQuestionnaire, match=r"latin.yaml, line 2, the file: not written in UTF-8"):
        load(path)


def test_the_same_version_in_two_files_is_refused(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(SOURCE, encoding="utf-8")
    with pytest.raises(BrokenQuestionnaire, match=r"b.yaml.*stands in two files"):
        load_folder(tmp_path)


def test_a_folder_gives_each_version_and_the_latest(tmp_path: Path) -> None:
    (tmp_path / "1.yaml").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "2.yaml").write_text(SOURCE.replace("version: 1", "version: 2"), encoding="utf-8")
    catalogue = load_folder(tmp_path)
    assert catalogue.find("trial", 1).version == 1
    assert catalogue.latest("trial").version == 2


def test_the_check_ins_are_short_confidential_and_complete() -> None:
    found = {each.key: each for each in load_folder(CHECK_INS) if each.key != "before_start"}
    assert set(found) == {"week_1", "back_1", "month_1", "month_3", "month_6", "month_11"}
    for each in found.values():
        assert each.level == Level.CONFIDENTIAL
        always = [one for one in each.questions.values() if one.condition is None]
        assert 6 <= len(always) <= 12, each.key
        assert len(always) < len(each.questions), "something is asked on"
        assert not any(one.required for one in each.questions.values())
        assert "anything_else" in each.questions
        for text in (one.text for one in each.questions.values()):
            assert len({text.said(language) for language in LANGUAGES}) == 3


def test_a_question_may_ask_back_what_another_questionnaire_asked(tmp_path: Path) -> None:
    (tmp_path / "1.yaml").write_text(SOURCE, encoding="utf-8")
    later = SOURCE.replace("key: trial", "key: later").replace(
        "key: mood,", "key: mood, recall: {questionnaire: trial, question: mood},"
    )
    (tmp_path / "2.yaml").write_text(later, encoding="utf-8")
    found = load_folder(tmp_path).latest("later")
    assert {key: each.question for key, each in found.recalls.items()} == {"mood": "mood"}


def test_asking_back_what_nobody_ever_asked_is_refused(tmp_path: Path) -> None:
    broken = SOURCE.replace("key: mood,", "key: mood, recall: {questionnaire: trial, question: joy},")
    (tmp_path / "1.yaml").write_text(broken, encoding="utf-8")
    with pytest.raises(BrokenQuestionnaire, match=r"mood.recall: no version asks 'trial.joy'"):
        load_folder(tmp_path)


def test_each_theme_that_the_first_week_expects_is_asked_back_after_three_months() -> None:
    check_ins = load_folder(CHECK_INS)
    themes = {"job", "team", "growth", "workload", "flexibility"}
    assert {f"expect_{theme}" for theme in themes} <= set(check_ins.latest("week_1").questions)
    recalls = check_ins.latest("month_3").recalls
    assert {key: each.question for key, each in recalls.items()} == {
        f"found_{theme}": f"expect_{theme}" for theme in themes
    }


def test_the_welcome_says_that_it_is_read_by_name_and_asks_only_what_has_to_be_ready() -> None:
    welcome = load_folder(CHECK_INS).latest("before_start")
    assert welcome.level == Level.NAMED
    assert "met je naam" in welcome.who_reads.nl
    assert not any(one.required for one in welcome.questions.values())
    assert not any(one.kind.startswith("scale") for one in welcome.questions.values())
