"""A figure of ours beside the limit of the machine, measured in the same run."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What was measured; ``aim`` is the least share of the limit, or the least figure, that we want."""

    name: str
    ours: float
    limit: float | None
    unit: str
    limit_name: str = ""
    aim: str = ""
    note: str = ""

    def line(self) -> str:
        """Return the figure as a row of the README's table."""
        limit = f"{show(self.limit)} ({self.limit_name})" if self.limit else self.limit_name
        share = f"{self.ours / self.limit:.2f}" if self.limit else ""
        return (
            f"| {self.name} | {show(self.ours)} {self.unit} | {limit} | {share} | {self.aim} | {self.note} |"
        )


HEAD = "| what | ours | limit, same run | ours / limit | aim | note |\n|---|---|---|---|---|---|"


def show(value: float) -> str:
    """Return a number as a person reads it."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}"


class Stopwatch:
    """Seconds between entering and leaving."""

    seconds = 0.0


@contextmanager
def timed() -> Iterator[Stopwatch]:
    """Measure the time that the block takes."""
    watch = Stopwatch()
    begin = time.perf_counter()
    yield watch
    watch.seconds = time.perf_counter() - begin
