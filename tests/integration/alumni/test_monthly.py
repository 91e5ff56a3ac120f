"""One letter a month: what somebody missed, all together, each to be read behind their own link."""

from __future__ import annotations

from typing import Any

from services.alumni import jobs
from tests.house import text_of
from tests.integration.alumni.conftest import Network, submitted
from tests.integration.alumni.test_newsletters import deed, sent, written


def monthly(network: Network, own: str) -> None:
    submitted(network.phone, f"{own}/me", subjects=["news"], frequency="monthly", language="nl")


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
    assert network.letters("noor@thuis.example") == []
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
    assert jobs.digest() == 0
    deed(network.house, "resume", issue_id)
    assert jobs.digest() == 1
    (letter,) = network.letters("noor@thuis.example")
    assert "Stond stil" in text_of(letter)
