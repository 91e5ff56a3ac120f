"""One letter a month: what somebody missed, all together, each to be read behind their own link."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from services.alumni import jobs
from services.clock.travel import travel_to
from tests.house import pressed, text_of
from tests.integration.alumni.conftest import Network, submitted
from tests.integration.alumni.test_newsletters import deed, sent, written
from tests.integration.alumni.test_work import opened

# Ten past nine where the house stands.
APRIL, MAY = (datetime(2026, month, 1, 7, 10, tzinfo=UTC) for month in (4, 5))


def monthly(network: Network, own: str, *subjects: str) -> None:
    chosen = list(subjects) or ["news"]
    submitted(network.phone, f"{own}/me", subjects=chosen, frequency="monthly", language="nl")


def page_of(network: Network, letter: Any) -> str:
    """The newsletter to which the letter of the month leads."""
    link = next(one for one in text_of(letter).split() if "/read/" in one)
    page: str = network.phone.get(link.removeprefix(network.house.settings.base_url)).text
    return page


def test_who_wants_one_letter_a_month_gets_what_they_missed_together(
    network: Network, reader: tuple[Any, str]
) -> None:
    _noor, own = reader
    monthly(network, own)
    for subject in ("Eerste brief", "Tweede brief"):
        assert sent(network.house, written(network.house, subject=subject)) == 0
    assert jobs.digest() == 0, "not before its day, however often somebody asks"
    assert network.letters("noor@thuis.example") == []
    network.house.set_time(APRIL)
    assert jobs.digest() == 1
    assert jobs.digest() == 0
    (letter,) = network.letters("noor@thuis.example")
    assert "Eerste brief" in text_of(letter)
    assert "Eerste brief" in page_of(network, letter)


def test_a_member_reads_there_what_the_archive_shows(network: Network, reader: tuple[Any, str]) -> None:
    _noor, own = reader
    monthly(network, own)
    body = "[knop: Kom langs](https://brug.example/kom)\n\n[portret: Anna](https://brug.example/anna.jpg)"
    sent(network.house, written(network.house, body=body))
    network.house.set_time(APRIL)
    assert jobs.digest() == 1
    (letter,) = network.letters("noor@thuis.example")
    page = page_of(network, letter)
    assert ">Kom langs</a>" in page
    assert "<strong>Anna</strong>" in page
    assert "knop:" not in page
    assert "portret:" not in page


def test_what_stood_still_on_the_day_comes_a_month_later(network: Network, reader: tuple[Any, str]) -> None:
    _noor, own = reader
    monthly(network, own)
    issue_id = written(network.house, subject="Stond stil")
    sent(network.house, issue_id)
    deed(network.house, "pause", issue_id)
    network.house.set_time(APRIL)
    assert jobs.digest() == 0
    deed(network.house, "resume", issue_id)
    assert jobs.digest() == 0
    network.house.set_time(MAY)
    assert jobs.digest() == 1
    (letter,) = network.letters("noor@thuis.example")
    assert "Stond stil" in text_of(letter)


def test_a_house_that_travels_sends_the_letter_of_each_month_where_nothing_else_is_due(
    network: Network, reader: tuple[Any, str]
) -> None:
    _noor, own = reader
    monthly(network, own)
    sent(network.house, written(network.house, subject="Brief van maart"))
    travel_to(APRIL.replace(day=20))
    sent(network.house, written(network.house, subject="Brief van april"))
    travel_to(MAY.replace(day=20))
    letters = [text_of(one) for one in network.letters("noor@thuis.example")]
    assert [one for one in letters if "Brief van maart" in one] == letters[:1]
    assert [one for one in letters if "Brief van april" in one] == letters[1:]
    queued = network.house.sql(
        "SELECT queued_at FROM mail.letter WHERE template = 'alumni/digest' ORDER BY queued_at"
    )
    assert [row.queued_at.date().isoformat() for row in queued] == ["2026-04-01", "2026-05-01"]


def test_work_waits_for_the_letter_of_the_month_unless_it_closes_before_one_could_answer(
    network: Network, reader: tuple[Any, str]
) -> None:
    _noor, own = reader
    monthly(network, own, "news", "vacancies")
    soon = opened(network.house, title="Kok", closes_on="2026-04-05")
    (letter,) = network.letters("noor@thuis.example")
    assert soon in text_of(letter), "it cannot wait"
    late = {"closes_on": "2026-04-30"}
    planner, baker, closed = (
        opened(network.house, title=title, **late) for title in ("Planner", "Bakker", "Weg")
    )
    desk = network.house.logged_in("alumni")
    assert "Eén oud-collega hoorde ervan" in desk.get(f"/alumni/desk/work/{planner}").text
    pressed(desk, f"/alumni/desk/work/{closed}", f"/alumni/desk/work/{closed}/withdraw")
    submitted(network.phone, f"{own}/work/{baker}", way="call", phone="06 1")
    network.house.set_time(APRIL)
    assert jobs.digest() == 1
    assert jobs.digest() == 0
    told = text_of(network.letters("noor@thuis.example")[-1])
    assert "Planner in Utrecht" in told
    assert "30 april" in told
    for gone in ("Kok", "Bakker", "Weg"):
        assert gone not in told
