"""What is shared once stays as it was, whatever is shared later; and where somebody looks."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from services.insights.domain.units import Units, looked_into
from shared.disclosure.circles import circles
from shared.disclosure.model import DEPARTMENT, Traits, Waiting

CUTS = ("age_band", DEPARTMENT, "function", "tenure_band")


def people(chance: Random) -> list[Waiting[int]]:
    return [
        Waiting(
            key=number,
            traits=Traits(
                path=tuple(chance.choice("ABC") for _ in range(chance.randint(1, 3))),
                flat={
                    name: chance.choice("xyz")
                    for name in CUTS
                    if name != DEPARTMENT and chance.random() < 0.9
                },
            ),
            quarter=date(2000, 1, 1),
            promised=5,
        )
        for number in range(chance.randint(5, 300))
    ]


@pytest.mark.parametrize("seed", range(12))
def test_a_later_cut_divides_further_and_changes_no_label_that_somebody_had(seed: int) -> None:
    chance = Random(seed)
    everybody, cuts = people(chance), list(CUTS)
    chance.shuffle(cuts)
    before: dict[int, dict[str, object]] = {}
    for many in range(len(cuts) + 1):
        now: dict[int, dict[str, object]] = {}
        for circle in circles(everybody, least=5, cuts=cuts[:many]):
            assert circle.people >= 5
            told = {DEPARTMENT: circle.path, **circle.flat}
            now |= {key: {name: told.get(name) for name in cuts[:many]} for key in circle.keys}
        assert all(now[key].items() >= told.items() for key, told in before.items())
        before = now


def test_departments_just_below_where_somebody_looks_are_laid_beside_one_another() -> None:
    assert looked_into(["Zorg", "Keuken"], None) == Units()
    assert looked_into(["Huis", "Huis > Zorg", "Huis > Zorg > Nacht"], None) == Units(("Huis",))
    assert looked_into(["Huis > Zorg", "Huis > Zorg > Nacht"], None) == Units(("Huis", "Zorg"))
    assert looked_into(["Zorg"], None) == looked_into([], None) == Units()
    units = looked_into(["Zorg"], "Huis > Zorg")
    assert units.of(("Huis", "Zorg", "Nacht", "Laat")) == "Huis > Zorg > Nacht"
    assert (units.of(("Huis", "Zorg")), units.told(("Huis", "Zorg"))) == ("Huis > Zorg", None)
    assert units.of(("Keuken",)) is None
