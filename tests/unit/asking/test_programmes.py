"""Every programme that asks has its questions and its letters."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.exit_interviews.actions.programme import FORMS
from services.mail.rendering.letters import LETTERS
from services.onboarding.actions import CHECKINS
from services.onboarding.policy import MOMENTS
from services.stay_interviews.actions import INTERVIEWS
from shared.asking.errors import MomentUnknown
from shared.asking.programme import Programme
from shared.contracts.journey import TouchpointDue
from shared.web.texts import LANGUAGES

PROGRAMMES = {"onboarding": CHECKINS, "stay": INTERVIEWS, "exit": FORMS}


def due(rule: str, ask: str | None = None) -> TouchpointDue:
    return TouchpointDue(
        person_id=UUID(int=1),
        touchpoint_id=UUID(int=2),
        spell_id=UUID(int=3),
        programme="any",
        rule=rule,
        occurrence=1,
        due_date=date(2026, 3, 2),
        closes_on=date(2026, 3, 23),
        ask=ask,
    )


@pytest.mark.parametrize("programme", PROGRAMMES.values(), ids=list(PROGRAMMES))
def test_every_letter_is_there_in_three_languages(programme: Programme) -> None:
    for template in programme.letters:
        for language in LANGUAGES:
            assert (LETTERS / template / f"{language}.md").is_file(), (template, language)


def test_a_check_in_asks_what_is_named_like_its_moment_and_a_stay_interview_always_its_form() -> None:
    assert [CHECKINS.questionnaire(due(moment)).key for moment in MOMENTS] == list(MOMENTS)
    assert INTERVIEWS.questionnaire(due("yearly")).key == "stay_form"


def test_a_moment_may_name_its_questions_but_only_those_that_the_service_has() -> None:
    assert CHECKINS.questionnaire(due("na_twee_jaar", "month_6")).key == "month_6"
    for programme, ask in ((CHECKINS, "stay_form"), (INTERVIEWS, "month_6")):
        with pytest.raises(MomentUnknown, match=ask):
            programme.questionnaire(due("week_1", ask))


def test_the_stay_form_takes_eight_minutes_at_the_most() -> None:
    assert INTERVIEWS.catalogue().latest("stay_form").minutes <= 8
