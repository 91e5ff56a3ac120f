"""Vacancies out of whatever came in: a feed, or a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import islice

from services.alumni.errors.sources import FeedEmpty, FeedTooLong, PostingColumnsMissing
from services.alumni.imports.feed import read_feed
from services.alumni.imports.posting import NAMES, Fault, Posting, known_by, read_posting
from services.alumni.imports.words import placed
from services.alumni.policy import MOST_POSTINGS
from shared.tabular.files import open_table
from shared.tabular.raw import RawCell
from shared.tabular.text import Refused, clean_text


@dataclass(frozen=True, kw_only=True)
class Postings:
    """What can come in, what is wrong, and which items were there at all, wrong or not."""

    rows: list[Posting]
    faults: list[Fault]
    present: frozenset[str]


def read_postings(content: bytes, today: date) -> Postings:
    """Read a feed or a file, whatever it is called."""
    start = content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    if not start:
        raise FeedEmpty
    is_feed = start in {b"{", b"[", b"<"}
    return _read(read_feed(content) if is_feed else _of_table(content), today)


def _read(items: Iterable[Mapping[str, str]], today: date) -> Postings:
    rows: dict[str, Posting] = {}
    faults: list[Fault] = []
    present: set[str] = set()
    for number, raw in enumerate(items, start=1):
        found = read_posting(raw, today, where=str(number))
        if not isinstance(found, Posting):
            faults += found
            # What is over is gone; what is otherwise wrong is there, and stays as it was.
            if all(one.code != "over" for one in found):
                present.add(known_by(raw))
        elif found.outside_id in rows:
            other = rows[found.outside_id].title
            faults.append(
                Fault(item=found.title, about="outside_id", code="id_double", params={"other": other})
            )
        else:
            rows[found.outside_id] = found
    return Postings(rows=list(rows.values()), faults=faults, present=frozenset(present | set(rows)))


def _of_table(content: bytes) -> list[dict[str, str]]:
    table = open_table(BytesIO(content))
    at = placed(table.header, NAMES)
    if not {"title", "body"} <= set(at) or not {"outside_id", "url"} & set(at):
        raise PostingColumnsMissing(known=", ".join(table.header[:20]))
    found = [_of_row(cells, at) for _, cells in islice(table.rows, MOST_POSTINGS + 1)]
    if len(found) > MOST_POSTINGS:
        raise FeedTooLong(limit=MOST_POSTINGS)
    return found


def _of_row(cells: Sequence[RawCell], at: Mapping[str, int]) -> dict[str, str]:
    row: dict[str, str] = {}
    for name, place in at.items():
        cell = cells[place] if place < len(cells) else None
        try:
            # A story keeps its lines; a formula without outcome says nothing.
            row[name] = cell.strip() if name == "body" and type(cell) is str else clean_text(cell)
        except Refused:
            row[name] = ""
    return row
