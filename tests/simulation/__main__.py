"""``python -m tests.simulation --people 10000 --years 3 [--seed N] [--folder F]``: live it, and say what was kept."""

from __future__ import annotations

import argparse
import logging
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog

from tests.house import House, make_house, running_servers
from tests.simulation.live import Simulation, figures
from tests.simulation.lives import of_everybody_in
from tests.simulation.promises import Violation
from tests.simulation.repeat import begin_again_with_steady_hashes, digest, no_tidying_by_itself

MONTHS = 12
BAR = 30


def main(arguments: list[str]) -> int:
    """Run one simulation; 1 where a promise was broken."""
    asked = _asked(arguments)
    begin_again_with_steady_hashes()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    months, begin = max(1, round(asked.years * MONTHS)), time.monotonic()
    print(f"{asked.people:,} people, {months} months, SEED={asked.seed}", flush=True)  # noqa: T201
    with _house(asked.folder) as house:
        simulation = Simulation(house, asked.people, months, asked.seed)
        simulation.tell = lambda month, said: _bar(month, months, said, time.monotonic() - begin)
        broken: BaseException | None = None
        lives: list[str] = []
        try:
            simulation.run()
        except (Violation, AssertionError) as found:
            broken, lives = found, list(of_everybody_in(str(found), house))
        _report(simulation, time.monotonic() - begin)
    if broken is None:
        print("Every promise was kept.")  # noqa: T201
        return 0
    again = f"make simulate PEOPLE={asked.people} YEARS={asked.years:g} SEED={asked.seed}"
    month = simulation.report.months + 1
    said = f"\nBroken in month {month}. To see it again: {again}\n\n{broken}"
    print(said, *lives, sep="\n", file=sys.stderr)  # noqa: T201
    return 1


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--people", type=int, default=1_000, help="with how many the organisation begins")
    parser.add_argument("--years", type=float, default=1, help="how long it is lived")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000), help="repeats a run")
    parser.add_argument(
        "--folder", type=Path, help="keep servers and data here instead of in a temporary folder"
    )
    return parser.parse_args(arguments)


@contextmanager
def _house(folder: Path | None) -> Iterator[House]:
    with tempfile.TemporaryDirectory(prefix="weerzien-simulation-") as temporary:
        place = folder or Path(temporary)
        with running_servers(place / "servers") as servers, make_house(servers, place / "home") as house:
            no_tidying_by_itself(servers)
            yield house


def _bar(month: int, months: int, said: str, seconds: float) -> None:
    done = BAR * month // months
    left = seconds / month * (months - month)
    line = f"[{'#' * done}{'.' * (BAR - done)}] {month}/{months} months, {said}, {left / 60:.0f} min to go"
    end = "\r" if sys.stdout.isatty() and month < months else "\n"
    print(line, end=end, flush=True)  # noqa: T201


def _report(simulation: Simulation, seconds: float) -> None:
    found, months = figures(), max(simulation.report.months, 1)
    print(f"\n{seconds:.0f} s, {seconds / months:.1f} s a month; in the end:")  # noqa: T201
    for name, count in found.items():
        print(f"  {name:<28}{count:>12,}")  # noqa: T201
    print(f"all of it, as one number: {digest()[:16]}")  # noqa: T201
    print("what happened:")  # noqa: T201
    for name, count in sorted(simulation.world.counts.items()):
        print(f"  {name:<45}{count:>8,}")  # noqa: T201
    print("most days late, by reason; and most in a year:")  # noqa: T201
    for name, count in sorted(simulation.promises.worst.items()):
        print(f"  {name:<28}{count:>12,}")  # noqa: T201
    print("where the time went (seconds):")  # noqa: T201
    for name, spent in sorted(simulation.report.seconds.items(), key=lambda one: -one[1])[:12]:
        print(f"  {name:<28}{spent:>12.1f}")  # noqa: T201


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
