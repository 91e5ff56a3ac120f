"""What a plan may ask is what the services can ask."""

from __future__ import annotations

import importlib

import pytest

from shared.contracts.programmes import PROGRAMMES, Programme
from shared.kernel.services import PACKAGES


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda one: one.code)
def test_a_programme_asks_what_its_service_has_questions_for(programme: Programme) -> None:
    policy = importlib.import_module(f"services.{PACKAGES.get(programme.service, programme.service)}.policy")
    of_service = {key for one in PROGRAMMES if one.service == programme.service for key in one.asks}
    forms = {ask for ask in of_service if not ask.startswith("conversation:")}
    # Who asks one thing on a page of their own names it; all others have questionnaires.
    asks = getattr(policy, "ASKS", None) or {questionnaire.key for questionnaire in policy.catalogue()}
    assert set(asks) == forms


def test_every_plan_that_can_be_on_asks_something_that_there_is() -> None:
    policy = importlib.import_module("services.journey.policy")
    for programme in PROGRAMMES:
        for rule in policy.first_plans()[programme.code].rules:
            assert (rule.ask or rule.name) in programme.asks, rule.key
