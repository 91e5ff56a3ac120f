"""Whoever may ask for every theme, group, question and period, at any time, never comes below a circle."""

from __future__ import annotations

import random
from datetime import date
from itertools import product
from typing import Any

import pytest

from services.stay_interviews.tables import TABLES, THEME_TABLES
from shared.disclosure import store
from shared.disclosure.circles import circles
from shared.disclosure.model import Traits, Waiting
from shared.kernel.ids import random_id
from shared.results import periods
from shared.results.reading import View
from shared.results.words import BY
from shared.themes import counting
from shared.themes import store as theme_store
from tests.house import House

PATHS = (("Zorg", "Thuis"), ("Zorg", "Wonen"), ("Zorg",), ("Kantoor",), ("Kantoor", "ICT"))
WITHIN: tuple[tuple[str, ...], ...] = ((), ("Zorg",), ("Zorg", "Thuis"), ("Kantoor",), ("Kantoor", "ICT"))
QUARTERS = (date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1))
QUESTIONS = ("leaving_cause", "good_day")


def written(house: House, rng: random.Random) -> None:
    """Over the months people write, and piles of at least ten leave."""
    for question, quarter in product(QUESTIONS, QUARTERS):
        waiting = [
            Waiting(
                key=key,
                traits=Traits(
                    path=rng.choice(PATHS),
                    flat={
                        "tenure_band": rng.choice(("0-3m", "10y+")),
                        "function": rng.choice(("Kok", "Arts")),
                    },
                ),
                quarter=quarter,
                promised=10,
            )
            for key in range(rng.randint(8, 90))
        ]
        with house.transaction("stay")() as tx:
            store.keep(
                tx, TABLES.released, questionnaire="stay_form", question=question, circles=circles(waiting, least=10),
                said={one.key: ["x"] for one in waiting}, in_words=True,
            )  # fmt: skip


def coded(house: House, rng: random.Random) -> dict[str, tuple[int, bool]]:
    """Let each circle have a theme of its own, under which all its texts lie; some circles are not read to the end.

    So what a figure says of these themes is who is counted in it. Return texts and whether all are read, by theme.
    """
    found = {}
    for circle in house.sql("SELECT id FROM stay.circle WHERE in_words"):
        theme_id, unread = random_id(), rng.choice((0, 0, 0, 1, 5))
        house.sql(
            "INSERT INTO stay.theme (id, questionnaire, name_nl, name_en, name_fr, side, words, made_by, made_at)"
            " VALUES (:id, 'stay_form', cast(:id AS text), '', '', 'binds', '{}', gen_random_uuid(), now())",
            id=theme_id,
        )
        texts = [row.id for row in house.sql("SELECT id FROM stay.words WHERE circle_id = :id", id=circle.id)]
        house.sql(
            "WITH made AS (INSERT INTO stay.coding (id, words_id, decided_by, decided_at, stands)"
            " SELECT gen_random_uuid(), t, gen_random_uuid(), now(), true FROM unnest(cast(:texts AS uuid[])) t"
            " RETURNING id) INSERT INTO stay.coding_theme SELECT id, :theme, false, true FROM made",
            texts=texts[unread:],
            theme=theme_id,
        )
        with house.transaction("stay")() as tx:
            theme_store.count(tx.conn, THEME_TABLES, [circle.id])
        found[str(theme_id)] = (len(texts), not unread)
    return found


def everything(house: House) -> list[Any]:
    """Return every figure that may be asked for, the rests among them."""
    asked = [None, *(periods.read(code) for code in ("2026", "2026-Q1", "2026-Q2", "2026-Q3"))]
    found = []
    with house.transaction("stay")() as tx:
        for period, within, by, question in product(asked, WITHIN, (None, *BY), (None, *QUESTIONS)):
            view = View(questionnaire="stay_form", period=period, within=within, by=by)
            groups, rest = counting.figures(tx.conn, THEME_TABLES, view, question=question, least=10)
            found += [*groups.values(), rest]
    return [one for one in found if one.people]


@pytest.mark.parametrize("seed", [1, 2])
def test_every_figure_is_made_of_whole_circles_that_were_read(house: House, seed: int) -> None:
    rng = random.Random(seed)
    written(house, rng)
    texts = coded(house, rng)
    assert any(done for _, done in texts.values())
    assert any(not done for _, done in texts.values())
    shown = everything(house)
    assert len({frozenset(one.tally) for one in shown}) > 5, (
        "the attacker has something to lay beside something"
    )
    for figure in shown:
        for theme, many in figure.tally.items():
            whole, done = texts[theme]
            assert done, "a pile that is not read says nothing"
            assert many == whole >= 10, "part of a circle is never told apart"
        assert figure.people == sum(figure.tally.values())
