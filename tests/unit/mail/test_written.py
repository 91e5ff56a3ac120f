"""Newsletters, whose words are written at a desk: put into words by several workers at once."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from services.mail.rendering import Renderer
from services.mail.rendering.issues import source_of
from tests.unit.mail.test_rendering import HOUSE

LETTER = {"given_name": "Noor", "own_link": "https://w.example/me", "leave_link": "https://w.example/leave"}


@pytest.fixture
def impatient() -> object:
    """Threads that step between each other's words as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield usual
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("impatient")
def test_workers_side_by_side_keep_only_the_newsletters_of_these_days() -> None:
    renderer = Renderer(HOUSE)

    def subject(number: int) -> str:
        words = source_of(subject=f"Brief {number}", preview="Nieuws", letter="Hier is het.", language="nl")
        return renderer.render("alumni/newsletter", "nl", LETTER, written=words).subject

    with ThreadPoolExecutor(8) as workers:
        found = list(workers.map(subject, range(120)))
    assert found == [f"Brief {number}" for number in range(120)]
