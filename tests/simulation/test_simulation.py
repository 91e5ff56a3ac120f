"""A small organisation lives three months; ``make simulate`` lets a large one live for years."""

from __future__ import annotations

from tests.house import House
from tests.simulation.live import Simulation, figures


def test_a_quarter_of_sixty_people_keeps_every_promise(house: House) -> None:
    simulation = Simulation(house, people=60, months=3, seed=3)
    simulation.run()
    assert figures()["released"] > 10
    assert simulation.report.months == 3
