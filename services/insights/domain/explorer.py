"""What somebody may want to know of figures: a measure, by what in rows and columns, of whom, when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

# Not one group but what cannot be told apart; and what a row or a column comes to altogether.
REST, TOTAL = "·rest", "·total"

HEADCOUNT, JOINERS, RETURNED, LEAVERS, TURNOVER, VOLUNTARY, EARLY, REGRETTED = WORKFORCE = (
    "headcount",
    "joiners",
    "returned",
    "leavers",
    "turnover",
    "voluntary",
    "early",
    "regretted",
)
CAUSES, DROPS = TOLD = ("causes", "drops")
RESPONSE, DECLINED = ASKED = ("response", "declined")
MEASURES = (*WORKFORCE, *TOLD, *ASKED)
OF_JOINING = (JOINERS, RETURNED)
# How somebody went says nothing of who is there or came.
OF_LEAVING = (LEAVERS, TURNOVER, VOLUNTARY, EARLY, REGRETTED)
# Shares of something, in percent; all others are counts.
SHARES = (RETURNED, TURNOVER, VOLUNTARY, EARLY, REGRETTED, CAUSES, DROPS, RESPONSE, DECLINED)

NONE, YEAR, DEPARTMENT, KIND, MANAGER = "none", "year", "department", "kind", "manager"
REASON, PROGRAMME, MOMENT = "reason", "programme", "moment"
_TRAITS = (DEPARTMENT, "function", "age_band", "tenure_band", "hours", "place", "country")
_OF_PEOPLE = (NONE, YEAR, *_TRAITS, MANAGER)
# What a circle of leavers can say of its people.
_OF_TOLD = (NONE, REASON, YEAR, DEPARTMENT, "function", "age_band", "tenure_band", "country", KIND)
_OF_ASKED = (NONE, YEAR, PROGRAMME, MOMENT)
FILTERS = (*_TRAITS, KIND)
BOARD, MANAGERS = ROLES = ("board", "manager")
# What is shared is cut by these alone: who leads whom, and how somebody went, parts nobody from anybody.
SHARED_CUTS = _TRAITS
# So many years are laid beside one another.
YEARS = 6
LONGEST_NAME = 100


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A measure, by what it is told apart in rows and columns, of which year (0: the last twelve months), of whom."""

    measure: str
    rows: str = NONE
    columns: str = NONE
    year: int = 0
    filters: Mapping[str, str] = field(default_factory=dict)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """By what people are told apart or chosen, without what is not about people."""
        named = (self.rows, self.columns, *self.filters)
        return tuple(dict.fromkeys(name for name in named if name in SHARED_CUTS))


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A figure: ``value`` (a count, or percent), over ``base`` people; both None where it is hidden."""

    value: float | None = None
    base: float | None = None
    hidden: bool = False


HIDDEN = Cell(hidden=True)
Key = str | None


@dataclass(frozen=True, kw_only=True)
class Crossed:
    """Figures by row and column; the row and the column TOTAL are the margins. None is: not known."""

    rows: list[Key]
    columns: list[Key]
    cells: Mapping[tuple[Key, Key], Cell]

    def cell(self, row: Key, column: Key) -> Cell | None:
        """Return a figure, None where there is nobody."""
        return self.cells.get((row, column))

    @property
    def whole(self) -> Cell | None:
        """Return the figure of all together."""
        return self.cell(TOTAL, TOTAL)

    def inner(self) -> Iterator[tuple[Key, Key, Cell]]:
        """Yield every figure that is no margin."""
        for (row, column), cell in self.cells.items():
            if TOTAL not in {row, column}:
                yield row, column, cell


def dimensions_of(measure: str) -> tuple[str, ...]:
    """Return by what a measure can be told apart."""
    if measure in TOLD:
        return _OF_TOLD
    if measure in ASKED:
        return _OF_ASKED
    return (*_OF_PEOPLE, KIND) if measure in OF_LEAVING else _OF_PEOPLE


def filters_of(measure: str) -> tuple[str, ...]:
    """Return by what the people of a measure can be chosen."""
    if measure in ASKED:
        return ()
    return tuple(name for name in FILTERS if name in dimensions_of(measure))


def shareable(asked: Asked, role: str) -> bool:
    """Tell whether somebody else than HR may see this: whom HR misses, who came back and who took part are HR's alone.

    What people said is for HR and the board; a manager finds the results of the own people where they were asked.
    """
    if (
        asked.measure in {REGRETTED, RETURNED}
        or asked.measure in ASKED
        or MANAGER in {asked.rows, asked.columns}
    ):
        return False
    if asked.measure in TOLD:
        return role == BOARD
    return KIND not in asked.filters
