"""Strategies: people who answer over the months, and an attacker who may ask everything that is permitted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from hypothesis import strategies as st

from shared.disclosure.circles import circles
from shared.disclosure.model import Circle, Traits, Waiting, quarter_of

PATHS: tuple[tuple[str, ...], ...] = (
    (),
    ("Zorg",),
    ("Zorg", "Thuis"),
    ("Zorg", "Thuis", "Nacht"),
    ("Zorg", "Wonen"),
    ("Kantoor",),
    ("Kantoor", "ICT"),
)
FLAT: dict[str, tuple[str, ...]] = {
    "tenure_band": ("0-3m", "1-2y", "10y+"),
    "function": ("Verpleegkundige", "Kok"),
    "country": ("NL", "BE"),
}
MONTHS = tuple(date(2026, month, 1) for month in range(1, 8))


_PEOPLE = st.tuples(
    st.sampled_from(PATHS),
    st.tuples(*(st.sampled_from((*values, "")) for values in FLAT.values())),
    st.sampled_from(MONTHS),
    st.sampled_from((5, 5, 5, 6, 8)),
    st.one_of(st.none(), st.binary(min_size=1, max_size=1)),
    st.sampled_from((False, False, False, True)),
)


@st.composite
def answers(draw: st.DrawFn, *, most: int = 60) -> list[Waiting[int]]:
    """People of every department, some of whom answer twice, with what they were promised."""
    found = []
    for key, (path, flat, month, promised, who, sample) in enumerate(draw(st.lists(_PEOPLE, max_size=most))):
        traits = {name: value for name, value in zip(FLAT, flat, strict=True) if value}
        found.append(
            Waiting(
                key=key,
                traits=Traits(path=path, flat=traits, sample=sample),
                quarter=quarter_of(month),
                promised=promised,
                who=who,
            )
        )
    return found


@dataclass(frozen=True)
class Months:
    """How answers came in and left, month by month, with the setting of each month."""

    arrived: tuple[list[Waiting[int]], ...]
    released: tuple[list[Circle[int]], ...]

    @property
    def everybody(self) -> list[Waiting[int]]:
        """All who ever answered."""
        return [one for month in self.arrived for one in month]


@st.composite
def months(draw: st.DrawFn) -> Months:
    """A few months in which people answer, circles leave, and whoever is left waits on."""
    everybody = draw(answers())
    count = draw(st.integers(1, 4))
    at = draw(st.lists(st.integers(0, count - 1), min_size=len(everybody), max_size=len(everybody)))
    arrived = tuple([one for one, when in zip(everybody, at, strict=True) if when == n] for n in range(count))
    pool: list[Waiting[int]] = []
    released = []
    for month in arrived:
        pool.extend(month)
        made = circles(pool, least=draw(st.sampled_from((5, 5, 7))))
        gone = {key for circle in made for key in circle.keys}
        pool = [one for one in pool if one.key not in gone]
        released.append(made)
    return Months(arrived, tuple(released))


def permitted(found: Sequence[Circle[int]]) -> Iterator[frozenset[int]]:
    """Yield who is counted in each figure that may be asked of these circles: every cut, filter and period."""
    quarters = sorted({circle.quarter for circle in found})
    flats = [[None, *values] for values in FLAT.values()]
    for path, flat in product(PATHS, product(*flats)):
        where = {name: value for name, value in zip(FLAT, flat, strict=True) if value}
        for since, until in ((a, b) for a in quarters for b in quarters if a <= b):
            inside = [
                circle
                for circle in found
                if circle.path[: len(path)] == path
                and since <= circle.quarter <= until
                and all(circle.flat.get(name) == value for name, value in where.items())
            ]
            # All of them, those not told apart by department, and those not told apart by each other trait.
            groups = [inside, [one for one in inside if one.path == path]]
            groups += [[one for one in inside if name not in one.flat] for name in FLAT]
            for group in groups:
                if group:
                    yield frozenset(key for circle in group for key in circle.keys)
