"""A small organisation lives three months; ``make simulate`` lets a large one live for years."""

from __future__ import annotations

from pathlib import Path

from tests.house import House, Servers, make_house
from tests.simulation.live import Simulation, figures
from tests.simulation.lives import of_everybody_in
from tests.simulation.repeat import digest


def test_a_quarter_of_forty_people_keeps_every_promise(house: House) -> None:
    simulation = Simulation(house, people=40, months=3, seed=3)
    simulation.run()
    assert figures()["released"] > 10
    assert simulation.report.months == 3
    [released, *_] = house.sql("SELECT person_id FROM eventlog.fact WHERE type = 'journey.touchpoint_due.v1'")
    told = list(of_everybody_in(f"a promise to {released.person_id} was broken", house))
    assert any("journey.touchpoint_due.v1" in line for line in told)
    assert sum("'send_at'" in line for line in told) >= 1


def test_a_seed_repeats_a_run_exactly(servers: Servers, tmp_path: Path) -> None:
    lived = []
    for number in range(2):
        with make_house(servers, tmp_path / str(number)) as house:
            Simulation(house, people=25, months=1, seed=8).run()
            lived.append(digest())
    assert lived[0] == lived[1]
