from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.questionnaire import form
from shared.questionnaire.conversation import Conversation
from shared.questionnaire.kinds import Raw
from shared.questionnaire.load import loads
from shared.questionnaire.model import Page, Questionnaire
from tests.asked import SOURCE
from tests.definitions import questionnaires, raw_answers, raws

TRIAL = loads(SOURCE, file="trial.yaml")


def conversation(**answers: str) -> Conversation:
    return Conversation(TRIAL, {key: Raw((value,)) for key, value in answers.items()})


def numbers(found: Conversation) -> list[int]:
    return [page.number for page in found.pages]


def test_a_question_that_asks_on_comes_on_a_page_of_its_own() -> None:
    assert numbers(conversation()) == [1, 3, 5]
    assert numbers(conversation(mood="1")) == [1, 2, 3, 5]
    assert numbers(conversation(mood="1", talk="yes")) == [1, 2, 3, 4, 5]


def test_progress_counts_parts_and_does_not_jump_when_a_question_asks_on() -> None:
    for answers in ({}, {"mood": "1"}, {"mood": "1", "talk": "yes"}):
        found = conversation(**answers)
        assert [found.progress(page)[1] for page in found.pages] == [3] * len(found.pages)


def test_going_on_and_back_skips_what_is_not_asked() -> None:
    found = conversation()
    following, preceding = found.following(1), found.preceding(3)
    assert following is not None
    assert following.number == 3
    assert preceding is not None
    assert preceding.number == 1
    assert found.preceding(1) is None
    assert found.following(5) is None


def test_one_goes_on_where_nothing_was_written_yet() -> None:
    resumed = conversation(mood="3").resume()
    assert resumed is not None
    assert resumed.number == 3
    assert conversation(mood="3", place="home", name="x").resume() is None


def test_a_change_that_asks_on_leads_to_the_new_question() -> None:
    fresh = conversation(mood="1").newly_asked(conversation(mood="5"))
    assert fresh is not None
    assert fresh.number == 2
    assert conversation(mood="5").newly_asked(conversation(mood="1")) is None


def test_the_fingerprint_changes_with_what_would_be_sent_and_only_then() -> None:
    seen = conversation(mood="5").fingerprint()
    assert conversation(mood="5", why="hidden").fingerprint() == seen
    assert conversation(mood="4").fingerprint() != seen


@settings(max_examples=30)
@given(st.data())
def test_every_questionnaire_that_loads_can_be_answered_to_the_end(data: st.DataObject) -> None:
    questionnaire: Questionnaire = data.draw(questionnaires())
    found = Conversation(questionnaire, data.draw(raw_answers(questionnaire)))
    page: Page | None = found.pages[0] if found.pages else None
    turns = 0
    while page is not None:
        for question in page.questions:
            wrong = found.whole.problems.get(question.key)
            for _ in range(200):
                if wrong is None:
                    break
                found = found.laid_over({question.key: data.draw(raws(question))})
                wrong = found.whole.problems.get(question.key)
        page = found.following(page.number)
        turns += 1
    assert turns <= len(questionnaire.pages)


@settings(max_examples=30)
@given(st.data())
def test_any_order_of_pages_keeps_all_answers(data: st.DataObject) -> None:
    questionnaire: Questionnaire = data.draw(questionnaires())
    final = data.draw(raw_answers(questionnaire))
    order = data.draw(st.permutations(list(questionnaire.pages)))
    walked = Conversation(questionnaire, {})
    for page in order:
        walked = walked.laid_over({each.key: final[each.key] for each in page.questions if each.key in final})
    assert walked.whole == form.whole(questionnaire, final)


@settings(max_examples=30)
@given(questionnaires())
def test_every_question_is_on_exactly_one_page_after_all_it_depends_on(questionnaire: Questionnaire) -> None:
    keys = [each.key for page in questionnaire.pages for each in page.questions]
    assert keys == list(questionnaire.questions)
