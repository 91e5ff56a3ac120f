from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError, ProgrammingError

from shared.db.columns import metadata
from shared.disclosure import ddl, store
from shared.disclosure.circles import circles
from shared.disclosure.figures import Figure
from shared.disclosure.model import Circle, Traits, Waiting
from shared.disclosure.store import Cut
from shared.disclosure.tables import ReleasedTables, make_tables
from tests.house import House

Q1, Q2 = date(2026, 1, 1), date(2026, 4, 1)
PATHS = (("Zorg", "Thuis"), ("Zorg", "Wonen"), ("Zorg",), ("Kantoor",), ("Kantoor", "ICT"))


@pytest.fixture
def released(house: House) -> Iterator[ReleasedTables]:
    house.sql("CREATE SCHEMA disclosed")
    house.sql(ddl.version_1("disclosed"))
    house.sql("GRANT USAGE ON SCHEMA disclosed TO weerzien_onboarding")
    house.sql("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA disclosed TO weerzien_onboarding")
    yield make_tables(metadata("disclosed"))
    house.sql("DROP SCHEMA disclosed CASCADE")


def crowd(number: int, seed: int) -> tuple[list[Waiting[int]], dict[int, list[str]]]:
    rng = random.Random(seed)
    waiting = [
        Waiting(
            key=key,
            traits=Traits(
                path=rng.choice(PATHS),
                flat={"tenure_band": rng.choice(("0-3m", "10y+")), "function": rng.choice(("Kok", "Arts"))},
            ),
            quarter=rng.choice((Q1, Q2)),
            promised=5,
        )
        for key in range(number)
    ]
    return waiting, {one.key: [str(rng.randint(1, 5))] for one in waiting}


def keep(
    house: House, tables: ReleasedTables, made: list[Circle[int]], said: dict[int, Any], **how: Any
) -> None:
    with house.transaction("onboarding")() as tx:
        store.keep(tx, tables, questionnaire="trial", question="mood", circles=made, said=said, **how)


def ask(house: House, tables: ReleasedTables, **cut: Any) -> tuple[dict[str, Figure], Figure]:
    with house.transaction("onboarding")() as tx:
        return store.figures(
            tx.conn, tables, Cut(questionnaire="trial", question="mood", **{"least": 5, **cut})
        )


def everything(house: House, tables: ReleasedTables) -> list[Any]:
    """All an attacker may ask: every group by everything, within, where and when."""
    places = [(), *[(part,) for part in ("Zorg", "Kantoor")], ("Zorg", "Thuis"), ("Kantoor", "ICT")]
    wheres = [{}, {"tenure_band": "0-3m"}, {"function": "Kok"}, {"tenure_band": "10y+", "function": "Arts"}]
    when = [(None, None), (Q1, Q1), (Q2, Q2)]
    return [
        ask(house, tables, by=by, within=within, where=where, since=since, until=until)
        for by, within, where, (since, until) in product(
            (None, "department", "tenure_band", "function", "quarter"), places, wheres, when
        )
    ]


def test_figures_are_what_counting_by_hand_gives(house: House, released: ReleasedTables) -> None:
    waiting, said = crowd(200, seed=1)
    made = circles(waiting, least=5)
    keep(house, released, made, said)
    groups, rest = ask(house, released, by="department", within=("Zorg",))
    for name in ("Thuis", "Wonen"):
        keys = [key for circle in made if circle.path[:2] == ("Zorg", name) for key in circle.keys]
        assert groups[name] == Figure(people=len(keys), tally=Counter(said[key][0] for key in keys))
    assert rest.people + sum(group.people for group in groups.values()) == sum(
        one.traits.path[:1] == ("Zorg",) for one in waiting
    )
    assert ask(house, released)[1].people == 200


def test_two_in_a_circle_can_trade_their_answers_and_nothing_that_may_be_asked_changes(
    house: House, released: ReleasedTables
) -> None:
    waiting, said = crowd(60, seed=2)
    made = circles(waiting, least=5)
    keep(house, released, made, said)
    before = everything(house, released)
    one, other = next(
        pair
        for circle in made
        for pair in [(circle.keys[0], k) for k in circle.keys]
        if said[pair[0]] != said[pair[1]]
    )
    house.sql("ALTER TABLE disclosed.circle DISABLE TRIGGER ALL")
    house.sql("ALTER TABLE disclosed.tally DISABLE TRIGGER ALL")
    house.sql("DELETE FROM disclosed.tally; DELETE FROM disclosed.circle")
    keep(house, released, made, said | {one: said[other], other: said[one]})
    assert everything(house, released) == before
    assert any(groups for groups, _ in before)


def test_after_the_setting_rose_a_smaller_circle_is_told_apart_by_nothing(
    house: House, released: ReleasedTables
) -> None:
    waiting, said = crowd(60, seed=3)
    made = circles(waiting, least=5)
    keep(house, released, made, said)
    small = sum(circle.people for circle in made if circle.people < 8)
    assert small
    groups, rest = ask(house, released, by="quarter", least=8)
    assert rest.people == small
    assert sum(group.people for group in groups.values()) == 60 - small


def test_words_come_back_in_another_order(house: House, released: ReleasedTables) -> None:
    waiting, _ = crowd(40, seed=4)
    keep(
        house,
        released,
        circles(waiting, least=10),
        {one.key: [f"text {one.key}"] for one in waiting},
        in_words=True,
    )
    with house.transaction("onboarding")() as tx:
        cut = Cut(questionnaire="trial", question="mood", least=10)
        number, texts = store.words(tx.conn, released, cut)
    assert number == 40
    assert sorted(texts) == sorted(f"text {one.key}" for one in waiting)
    assert texts != [f"text {one.key}" for one in waiting]


def test_the_database_refuses_a_circle_of_four_and_words_of_nine(
    house: House, released: ReleasedTables
) -> None:
    waiting, said = crowd(9, seed=5)
    for number, in_words in ((4, False), (9, True)):
        four = Circle(keys=tuple(range(number)), people=number, path=(), flat={}, quarter=Q1, sample=False)
        with pytest.raises(IntegrityError, match="enough_people"):
            keep(house, released, [four], said, in_words=in_words)
    del waiting


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE disclosed.circle SET people = 50",
        "UPDATE disclosed.tally SET people = people + 1",
        "DELETE FROM disclosed.tally",
        "DELETE FROM disclosed.circle",
    ],
)
def test_what_is_released_is_never_changed(house: House, released: ReleasedTables, change: str) -> None:
    waiting, said = crowd(30, seed=6)
    keep(house, released, circles(waiting, least=5), said)
    with pytest.raises(ProgrammingError, match="stays as it is"):
        house.sql(change)


def test_the_sample_leaves_with_its_figures(house: House, released: ReleasedTables) -> None:
    invented = [Waiting(key=key, traits=Traits(sample=True), quarter=Q1, promised=5) for key in range(6)]
    keep(house, released, circles(invented, least=5), {key: ["1"] for key in range(6)})
    with house.transaction("onboarding")() as tx:
        store.forget_sample(tx, released)
    assert not house.sql("SELECT * FROM disclosed.tally")
