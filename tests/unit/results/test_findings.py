"""What a question brought, in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.stay_interviews.policy import catalogue
from shared.disclosure.figures import Figure
from shared.results.model import Result
from shared.results.words import finding
from tests.architecture.services import app_of


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        ({"work": 4, "colleagues": 2}, "Het vaakst gekozen: Het werk zelf (67%)."),
        (
            {"colleagues": 3, "work": 3},
            "Het vaakst gekozen: Het werk zelf en Mijn collega’s (elk 50%).",
        ),
        (
            {"work": 1, "colleagues": 1, "manager": 1, "other": 1},
            "Niets sprong eruit: 4 antwoorden werden even vaak gekozen (17%).",
        ),
    ],
)
def test_answers_given_as_often_are_named_together(tally: dict[str, int], said: str, tmp_path: Path) -> None:
    question = catalogue().latest("stay_form").questions["binds"]
    found = Result(question=question, total=Figure(people=6, tally=tally))
    with app_of("stay_interviews", tmp_path) as app, app.test_request_context("/"):
        assert finding(found, None) == said
