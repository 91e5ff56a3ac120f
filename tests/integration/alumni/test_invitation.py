"""Whoever left is asked once whether they want to stay in touch: yes, no, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from services.alumni import jobs
from shared.contracts.journey import TouchpointCancelled, TouchpointDue
from shared.kernel.ids import new_id
from tests.house import House, text_of
from tests.integration.alumni.conftest import Network, submitted
from tests.integration.journey.employer import in_force

AFTERNOON = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
CLOSES_ON = date(2026, 4, 30)


@pytest.fixture
def asked(network: Network) -> Callable[..., tuple[Any, UUID]]:
    network.house.set_time(AFTERNOON)

    def ask(person: Any = None) -> tuple[Any, UUID]:
        known, touchpoint = person or network.worked_here(), new_id()
        fact = TouchpointDue(
            person_id=UUID(known["id"]), touchpoint_id=touchpoint, spell_id=new_id(), programme="alumni",
            rule="invitation", occurrence=1, due_date=date(2026, 3, 2), closes_on=CLOSES_ON,
        )  # fmt: skip
        with network.house.transaction("journey")() as tx:
            tx.record(fact)
        network.house.drain()
        return known, touchpoint

    return ask


def said(house: House) -> list[str]:
    return [fact.type.split(".")[1] for fact in house.facts("alumni.invitation")]


def test_yes_brings_somebody_in_with_what_they_chose(
    network: Network, asked: Callable[..., tuple[Any, UUID]]
) -> None:
    noor, _ = asked()
    (letter,) = network.letters("noor@thuis.example")
    assert "Dit is de enige keer" in " ".join(text_of(letter).split())
    link = network.link("noor@thuis.example")
    page = network.phone.get(link).text
    assert "Blijven we van elkaar horen, Noor?" in page
    assert "checked" not in page, "nothing is chosen beforehand"
    assert submitted(network.phone, link, subjects=["news"]).status_code == 422
    assert submitted(network.phone, link, answer="yes").status_code == 422
    assert submitted(network.phone, link, answer="yes", subjects=["news"]).status_code == 303
    network.house.drain()
    assert network.wants(noor) == ["news"]
    assert network.ledger(noor) == [("news", True, "invitation")]
    assert said(network.house) == ["invitation_answered"]


def test_no_is_the_end_of_it(network: Network, asked: Callable[..., tuple[Any, UUID]]) -> None:
    asked()
    link = network.link("noor@thuis.example")
    for _ in range(2):
        network.phone.get(link)
    assert submitted(network.phone, link, answer="no").status_code == 303
    network.house.drain()
    assert said(network.house) == ["invitation_declined"]
    assert network.house.sql("SELECT * FROM alumni.member") == []
    assert "Dat is goed" in network.phone.get(link).text


def test_nothing_is_an_answer_too_and_there_is_no_reminder(
    network: Network, asked: Callable[..., tuple[Any, UUID]]
) -> None:
    asked()
    assert len(network.letters("noor@thuis.example")) == 1
    network.house.set_time(datetime(2026, 5, 1, 12, tzinfo=UTC))
    assert jobs.close_due() == 1
    assert len(network.letters("noor@thuis.example")) == 1
    assert said(network.house) == ["invitation_closed"]


def test_the_same_moment_asks_once_and_who_is_in_is_not_asked(
    network: Network, asked: Callable[..., tuple[Any, UUID]]
) -> None:
    noor, _own = network.join()
    before = len(network.letters("noor@thuis.example"))
    asked(noor)
    assert len(network.letters("noor@thuis.example")) == before
    assert said(network.house) == ["invitation_closed"]


def test_a_moment_that_is_cancelled_and_a_return_end_the_question(
    network: Network, asked: Callable[..., tuple[Any, UUID]]
) -> None:
    noor, touchpoint = asked()
    with network.house.transaction("journey")() as tx:
        tx.record(TouchpointCancelled(person_id=UUID(noor["id"]), touchpoint_id=touchpoint, reason="back"))
    network.house.drain()
    assert said(network.house) == ["invitation_closed"]
    assert network.house.sql("SELECT state FROM alumni.application")[0].state == "expired"


def test_once_hr_switches_the_plan_on_it_asks_three_months_after_leaving(network: Network) -> None:
    network.house.set_time(AFTERNOON)
    in_force(network.house, on={"alumni"})
    network.worked_here(last_day="2025-12-01", hire_date="2020-01-06")
    for day in range(2, 12):
        network.house.travel(datetime(2026, 3, day, 12, 0, tzinfo=UTC) if day > 2 else AFTERNOON)
    subjects = [str(letter["Subject"]) for letter in network.letters("noor@thuis.example")]
    assert "Blijven we van elkaar horen?" in subjects
