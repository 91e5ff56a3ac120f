"""The questions in use."""

from __future__ import annotations

from services.onboarding.policy import MOMENTS, catalogue
from shared.questionnaire.model import Level


def test_every_moment_has_questions_and_none_promises_anonymity() -> None:
    for moment in MOMENTS:
        assert catalogue().latest(moment).level in {Level.NAMED, Level.CONFIDENTIAL}
