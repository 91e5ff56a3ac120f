"""What a newcomer expected in the first week comes back after three months, in their own words and to them only."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.onboarding import jobs
from shared.kernel.ids import new_id
from tests.house import House
from tests.integration.journey.employer import Employee, Employer, due
from tests.integration.onboarding.conftest import fields, letters, links

MONDAY = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
IN_JUNE = datetime(2026, 6, 1, 13, 0, tzinfo=UTC)
COURSE = "Een opleiding of cursus volgen"
OWN_WORDS = "Lassen leren van Wim"


@pytest.fixture
def employer(house: House) -> Employer:
    house.set_time(MONDAY)
    return Employer(house)


def asked(house: House, one: Employee, rule: str, when: datetime) -> str:
    """Let a moment come; return the path of the link in the letter that asks."""
    house.set_time(when)
    before = {letter.id for letter in letters(house)}
    closes_on = date(when.year, when.month, 21)
    with house.transaction("journey")() as tx:
        tx.record(due(one, programme="onboarding", rule=rule, due_date=when.date(), closes_on=closes_on))
    jobs.catch_up()
    [number] = [place for place, letter in enumerate(letters(house)) if letter.id not in before]
    return links(house, number)["link"]


def expects(house: House, path: str, **said: Any) -> None:
    """Answer the questions about expectations, and send."""
    client = house.client("onboarding")
    place = next(
        f"{path}/{number}"
        for number in range(1, 9)
        if "expect_growth" in client.get(f"{path}/{number}").get_data(as_text=True)
    )
    hidden = fields(client.get(place).get_data(as_text=True))
    client.post(place, data={**hidden, **said, "_go": "next"})
    summary = client.get(f"{path}/summary").get_data(as_text=True)
    sent = client.post(f"{path}/summary", data=fields(summary) | {"sure": "yes"})
    assert sent.status_code == 303


def said_before(house: House, path: str, language: str = "nl") -> list[str]:
    page = house.client("onboarding").get(f"{path}/1?lang={language}").get_data(as_text=True)
    quotes = re.findall(
        r'<figure class="said-before">.*?<blockquote[^>]*>(.*?)</blockquote>', page, re.DOTALL
    )
    return [html.unescape(quote).strip() for quote in quotes]


def test_what_somebody_expected_is_asked_back_in_their_own_words(house: House, employer: Employer) -> None:
    noor = employer.hire()
    expects(
        house,
        asked(house, noor, "week_1", MONDAY),
        **{"expect_growth": ["course", "other"], "expect_growth.other": OWN_WORDS, "expect_workload": "busy"},
    )
    later = asked(house, noor, "month_3", IN_JUNE)
    growth, workload = said_before(house, later)
    assert COURSE in growth
    assert OWN_WORDS in growth
    assert workload == "Druk, en dat heb ik graag"
    assert "Taking a course or training" in said_before(house, later, "en")[0]


def test_nobody_reads_the_words_of_somebody_else(house: House, employer: Employer) -> None:
    noor, bram = employer.hire(), employer.hire(given="Bram")
    expects(house, asked(house, noor, "week_1", MONDAY), expect_growth=["course"])
    asked(house, bram, "week_1", MONDAY)
    assert said_before(house, asked(house, bram, "month_3", IN_JUNE)) == []


def test_who_comes_back_is_not_asked_about_an_earlier_employment(house: House, employer: Employer) -> None:
    noor = employer.hire()
    expects(house, asked(house, noor, "week_1", MONDAY), expect_growth=["course"])
    second = Employee(noor.person_id, new_id(), IN_JUNE.date())
    house.sql("UPDATE people.spell SET latest = false, state = 'left', last_day = '2026-05-01'")
    house.sql(
        f"INSERT INTO people.spell (id, person_id, no, latest, state, hire_date, function)"
        f" VALUES ('{second.spell_id}', '{noor.person_id}', 2, true, 'active', '2026-05-20', 'Analist')"
    )
    assert said_before(house, asked(house, second, "month_3", IN_JUNE)) == []


def test_words_that_were_never_sent_are_not_asked_back(house: House, employer: Employer) -> None:
    noor = employer.hire()
    path = asked(house, noor, "week_1", MONDAY)
    client = house.client("onboarding")
    for number in range(1, 6):
        page = fields(client.get(f"{path}/{number}").get_data(as_text=True))
        client.post(f"{path}/{number}", data={**page, "expect_growth": ["course"], "_go": "next"})
    assert said_before(house, asked(house, noor, "month_3", IN_JUNE)) == []


def test_what_was_said_is_quoted_and_never_run(house: House, employer: Employer) -> None:
    noor = employer.hire()
    evil = "<script>alert(1)</script>"
    expects(
        house,
        asked(house, noor, "week_1", MONDAY),
        **{"expect_growth": ["other"], "expect_growth.other": evil},
    )
    path = asked(house, noor, "month_3", IN_JUNE)
    assert evil not in house.client("onboarding").get(f"{path}/1").get_data(as_text=True)
    assert evil in said_before(house, path)[0]
