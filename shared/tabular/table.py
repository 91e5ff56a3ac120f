"""What every kind of file becomes: a header and rows that stream by."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from shared.tabular.errors import FileEmpty, FileWithoutRows, TooManyColumns
from shared.tabular.raw import RawCell, as_text, is_blank, squeeze

HEADER_WITHIN = 20
MOST_COLUMNS = 1_000
SAMPLE_ROWS = 1_000
# In bytes: what is longer no index can hold.
LONGEST_SIGNATURE = 2_000

Row = tuple[int, list[RawCell]]


@dataclass
class Table:
    """A header, and rows with the number under which a spreadsheet shows them (the header is often row 1).

    ``about`` is how many rows there seem to be, where the file tells before it is read.
    """

    header: tuple[str, ...]
    rows: Iterator[Row]
    kind: str
    encoding: str = ""
    separator: str = ""
    epoch_1904: bool = False
    header_row: int = 1
    twice: frozenset[str] = frozenset()
    sample: list[Row] = field(default_factory=list)
    about: int | None = None

    def signature(self) -> str:
        """Return what a mapping is kept under: the names of the columns, in order; of very many of them the hash."""
        names = "\x1f".join(squeeze(name).casefold() for name in self.header)
        encoded = names.encode()
        return names if len(encoded) <= LONGEST_SIGNATURE else hashlib.sha256(encoded).hexdigest()


def with_header(
    rows: Iterator[Row], *, kind: str, encoding: str = "", separator: str = "", epoch_1904: bool = False
) -> Table:
    """Find the header in ``rows``; titles and blank lines above it are left aside."""
    head = list(islice(rows, HEADER_WITHIN))
    filled = [sum(not is_blank(cell) for cell in cells) for _, cells in head]
    if not any(filled):
        raise FileEmpty
    wide = max(filled)
    at = next(index for index, count in enumerate(filled) if count >= max(min(2, wide), (wide + 1) // 2))
    number, cells = head[at]
    header, twice = _named(cells)
    if len(header) > MOST_COLUMNS:
        raise TooManyColumns(columns=len(header), limit=MOST_COLUMNS)
    body = (row for row in chain(head[at + 1 :], rows) if not all(is_blank(cell) for cell in row[1]))
    sample = list(islice(body, SAMPLE_ROWS))
    if not sample:
        raise FileWithoutRows
    return Table(
        header=header, rows=chain(sample, body), kind=kind, encoding=encoding, separator=separator,
        epoch_1904=epoch_1904, header_row=number, twice=twice, sample=sample,
    )  # fmt: skip


def _named(cells: Sequence[RawCell]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Give each column a name of its own; names that came twice are told apart by a number."""
    names = [squeeze(as_text(cell).replace("\x00", "")) for cell in cells]
    while names and not names[-1]:
        names.pop()
    counts = Counter(names)
    seen: Counter[str] = Counter()
    unique = []
    for index, name in enumerate(names, start=1):
        seen[name] += 1
        if not name:
            unique.append(f"({index})")
        elif counts[name] > 1:
            unique.append(f"{name} ({seen[name]})")
        else:
            unique.append(name)
    return tuple(unique), frozenset(name for name, count in counts.items() if name and count > 1)
