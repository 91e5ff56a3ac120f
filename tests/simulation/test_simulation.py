"""A small organisation lives a year; ``make simulate`` lets a large one live for years."""

from __future__ import annotations

from tests.house import House
from tests.simulation.live import Simulation, figures


def test_a_year_of_two_hundred_people_keeps_every_promise(house: House) -> None:
    simulation = Simulation(house, people=200, months=12, seed=3)
    simulation.run()
    assert figures()["released"] > 150
    assert simulation.promises.counts["people.died"] + simulation.promises.counts["people.left"] > 10
