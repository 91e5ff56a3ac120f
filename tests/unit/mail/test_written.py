"""Newsletters, whose words are written at a desk: put into words by several workers at once."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from services.mail.gateway.message import build
from services.mail.rendering import Renderer
from services.mail.rendering.issues import source_of
from tests.unit.mail.test_message import NOW, SENDER, outgoing
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


@pytest.mark.parametrize(
    "sentence", ["Er is veel veranderd, en de koffie niet.", "Всё изменилось, а кофе нет."]
)
def test_a_long_paragraph_goes_over_the_wire_as_it_was_written(sentence: str) -> None:
    words = source_of(subject="Dag", preview="Nieuws", letter=" ".join([sentence] * 60), language="nl")
    written = Renderer(HOUSE).render("alumni/newsletter", "nl", LETTER, written=words)
    assert " ".join([sentence] * 60) in " ".join(written.html.split())
    assert max(len(line.encode()) for line in written.html.splitlines()) < 990
    raw = build(outgoing(rendered=written), SENDER, NOW, eight_bit=True)
    assert b"quoted-printable" not in raw
    assert sentence.encode() in b" ".join(raw.split())
