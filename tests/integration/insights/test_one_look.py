"""One look that answers several questions answers each as a look of its own would."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from uuid import uuid4

import pytest

from services.insights import policy
from services.insights.actions import measuring, reasoning
from services.insights.actions.measuring import Question
from services.insights.domain.periods import Period
from services.insights.wiring import transaction
from shared.disclosure.figures import Figure
from tests.house import House

# They overlap, touch, lie in one another and stand out of order.
PERIODS = [
    Period("spring", date(2012, 2, 29), date(2012, 5, 31)),
    Period("years", date(2009, 12, 31), date(2014, 12, 31)),
    Period("month", date(2012, 4, 30), date(2012, 5, 31)),
    Period("before", date(2008, 12, 31), date(2009, 12, 31)),
]


@pytest.mark.parametrize("thirteen", [False, True])
@pytest.mark.parametrize("by", policy.BYS)
def test_figures_of_several_periods_and_of_everybody_are_those_of_each_alone(
    export: bytes, by: str, thirteen: bool
) -> None:
    assert export
    with transaction() as tx:
        asked, everybody = Question(by=by, thirteen=thirteen), Question(thirteen=thirteen)
        whole, groups = measuring.with_whole(tx, asked, PERIODS)
        for one in PERIODS:
            assert [row for row in groups if row.period == one.name] == measuring.measure(tx, asked, [one])
            alone = measuring.measure(tx, everybody, [one])
            assert [row for row in whole if row.period == one.name] == alone
            assert alone[0].joiners + alone[0].leavers > 0


# Question, what may be answered there, and of which reason that is more.
ASKED = {
    "reason": (("growth", "workload", "life"), None),
    "why_growth": (("growth.step", "growth.skill"), "growth"),
    "why_workload": (("workload.hours", "workload.people"), "workload"),
    "more_growth_step": (("growth.step.none", "growth.step.slow"), "growth.step"),
}
PATHS = [("Zorg",), ("Zorg", "Nacht"), ("Zorg", "Dag"), ("Keuken",), ("Zorgen", "Nacht"), ()]


def test_what_departments_told_is_the_sum_of_their_circles_and_of_those_below(house: House) -> None:
    chance = random.Random(5)
    circles = []
    for _ in range(150):
        question = chance.choice(list(ASKED))
        path, year, people = chance.choice(PATHS), chance.choice([2023, 2024, 2025]), chance.randint(5, 9)
        said = Counter(chance.choices(ASKED[question][0], k=people))
        circles.append((question, path, year, people, said))
        circle_id = uuid4()
        house.sql(
            "INSERT INTO exit.circle (id, questionnaire, question, in_words, people, quarter, path, sample)"
            " VALUES (:id, 'exit_form', :question, false, :people, :quarter, :path, false)",
            id=circle_id, question=question, people=people, quarter=date(year, 4, 1), path=list(path),
        )  # fmt: skip
        for value, many in said.items():
            house.sql(
                "INSERT INTO exit.tally (circle_id, value, people) VALUES (:id, :value, :many)",
                id=circle_id, value=value, many=many,
            )  # fmt: skip

    def expected(path: tuple[str, ...], years: range) -> dict[str | None, Figure]:
        found: dict[str | None, Figure] = {}
        for question, place, year, people, said in circles:
            if year in years and place[: len(path)] == path:
                above = ASKED[question][1]
                found[above] = found.get(above, Figure(people=0)) + Figure(people=people, tally=said)
        return found

    asked_of = [("Zorg",), ("Zorg", "Nacht"), ("Keuken",), ("Tuin",)]
    with transaction() as tx:
        told = reasoning.within(tx, asked_of, first=2024, last=2025)
        peeled = reasoning.peeled(tx, reasoning.Question(first=2023, last=2024))
    assert set(told) == set(asked_of) - {("Tuin",)}
    for path, within in told.items():
        causes = expected(path, range(2024, 2026))
        assert (within.causes, within.behind) == (causes.pop(None), causes)
    everybody = expected((), range(2023, 2025))
    everybody.pop(None)
    assert peeled == everybody
    assert set(peeled) == {"growth", "workload", "growth.step"}
