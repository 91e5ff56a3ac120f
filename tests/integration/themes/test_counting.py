"""What is counted when somebody decides is what a count over every decision would say, whatever happened in between."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

from services.stay_interviews.tables import TABLES, THEME_TABLES
from shared.disclosure.store import forget_sample
from shared.themes import actions
from shared.themes.actions import Decision
from tests.house import House
from tests.integration.stay_interviews.test_at_the_same_instant import until_somebody_waits
from tests.integration.themes.conftest import id_of, theme, wrote

NAMES = ("Werkdruk", "Leiding", "Loon")
SAID = [("Zorg", ["Druk."] * 23), ("Kantoor", ["Ver."] * 11)]


def themes(house: House) -> list[UUID]:
    """Make some themes."""
    hanna = house.logged_in("stay_interviews")
    for name in NAMES:
        assert theme(hanna, name).status_code == 303
    return [id_of(house, name) for name in NAMES]


def decide(house: House, words_id: UUID, *taken: UUID, by: UUID) -> UUID:
    """Decide about a text as somebody who saw what stands."""
    with house.transaction("stay")() as tx:
        return _decide(tx, words_id, *taken, by=by)


def _decide(tx: Any, words_id: UUID, *taken: UUID, by: UUID) -> UUID:
    one = actions.readable(tx, THEME_TABLES, words_id, least=10)
    decision = Decision(seen=one.coding.id if one.coding else None, taken=taken, suggested=())
    return actions.decide(tx, THEME_TABLES, words_id, decision, by=by, least=10)


def counted(house: House) -> dict[UUID, tuple[int, dict[UUID, int]]]:
    """Return of each circle that counts how many texts it has, and how many of them are about which theme."""
    found: dict[UUID, tuple[int, dict[UUID, int]]] = {}
    for row in house.sql("SELECT circle_id, circle_texts FROM stay.read_v1"):
        found[row.circle_id] = (row.circle_texts, {})
    for row in house.sql("SELECT circle_id, circle_texts, theme_id, texts FROM stay.theme_v1"):
        many, about = found[row.circle_id]
        assert row.circle_texts == many
        if row.theme_id:
            about[row.theme_id] = row.texts
    return found


def counted_anew(house: House) -> dict[UUID, tuple[int, dict[UUID, int]]]:
    """Return the same from every text and what stands about it."""
    circles: dict[UUID, dict[UUID, UUID | None]] = {}
    for row in house.sql(
        "SELECT w.circle_id, w.id, k.id AS coding_id FROM stay.words w"
        " LEFT JOIN stay.coding k ON k.words_id = w.id AND k.stands"
    ):
        circles.setdefault(row.circle_id, {})[row.id] = row.coding_id
    laid: dict[UUID, list[UUID]] = {}
    for row in house.sql("SELECT coding_id, theme_id FROM stay.coding_theme WHERE taken"):
        laid.setdefault(row.coding_id, []).append(row.theme_id)
    return {
        circle_id: (
            len(texts),
            dict(Counter(one for key in texts.values() if key for one in laid.get(key, ()))),
        )
        for circle_id, texts in circles.items()
        if all(texts.values())
    }


def test_after_any_decisions_and_undos_figures_are_what_stands(house: House) -> None:
    chance, known = random.Random(11), themes(house)
    wrote(house, SAID)
    wrote(house, [("Zorg", ["Druk."] * 10)], sample=True)
    texts = [row.id for row in house.sql("SELECT id FROM stay.words ORDER BY id")]
    readers = [uuid4(), uuid4()]
    # Read to the end first, so that every later step moves a pile that counts.
    last = [(decide(house, one, *known[:1], by=readers[0]), readers[0]) for one in texts]
    assert counted(house) == counted_anew(house)
    assert len(counted(house)) == 3
    seen = set()
    for _ in range(60):
        if last and chance.random() < 0.6:
            coding_id, by = last.pop(chance.randrange(len(last)))
            with house.transaction("stay")() as tx:
                actions.undo(tx, THEME_TABLES, coding_id, by=by)
        else:
            taken, by = chance.sample(known, chance.randint(0, 3)), chance.choice(readers)
            words_id = chance.choice(texts)
            last = [one for one in last if one[0] != _standing(house, words_id)]
            last.append((decide(house, words_id, *taken, by=by), by))
        assert counted(house) == counted_anew(house)
        seen.add(len(counted(house)))
    assert len(seen) > 1, "piles stopped counting, and began again"
    with house.transaction("stay")() as tx:
        forget_sample(tx, TABLES.released)
    assert counted(house) == counted_anew(house)


def _standing(house: House, words_id: UUID) -> UUID | None:
    rows = house.sql("SELECT id FROM stay.coding WHERE words_id = :id AND stands", id=words_id)
    return rows[0].id if rows else None


def test_two_who_finish_a_pile_at_the_same_moment_finish_it(house: House) -> None:
    known = themes(house)
    wrote(house, [("Zorg", ["Druk."] * 10)])
    *texts, first, second = [row.id for row in house.sql("SELECT id FROM stay.words")]
    for one in texts:
        decide(house, one, known[0], by=uuid4())
    with ThreadPoolExecutor(1) as pool:
        with house.transaction("stay")() as tx:
            _decide(tx, first, known[1], by=uuid4())
            other = pool.submit(decide, house, second, known[1], by=uuid4())
            until_somebody_waits(house)
        other.result(10)
    assert counted(house) == counted_anew(house)
    [(many, about)] = counted(house).values()
    assert (many, about) == (10, {known[0]: 8, known[1]: 2})
