"""What invented people answer fits the questions, whichever service asks."""

from __future__ import annotations

import random

import pytest

from infra.sample.answering import answers
from services.exit_interviews.actions.programme import FORMS
from services.onboarding.actions import CHECKINS
from services.stay_interviews.actions import INTERVIEWS
from shared.asking.programme import Programme
from shared.questionnaire.store import as_stored
from shared.web.texts import LANGUAGES


@pytest.mark.parametrize("programme", [CHECKINS, INTERVIEWS, FORMS], ids=["onboarding", "stay", "exit"])
def test_every_answer_is_one_that_a_person_could_give(programme: Programme) -> None:
    for questionnaire in programme.catalogue():
        heard: set[str] = set()
        for seed in range(200):
            language = sorted(LANGUAGES)[seed % 3]
            said = answers(questionnaire, language, random.Random(seed))
            heard |= said.keys()
            assert as_stored(questionnaire, said).keys() == said.keys()
            assert said, "nobody sends nothing"
        # Few write; what is asked only of who wrote something may stay unasked.
        asked = {
            key
            for key, question in questionnaire.questions.items()
            if question.kind != "long_text" and not key.startswith("use_")
        }
        assert asked <= heard, "each question is answered by somebody"
