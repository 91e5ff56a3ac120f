"""Files of text: CSV with whatever separator, quotes and line ends."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from shared.tabular.encoding import find_encoding
from shared.tabular.errors import FileNotATable, QuoteNotClosed
from shared.tabular.table import Row, Table, with_header

SEPARATORS = (";", "\t", ",", "|")
_SAMPLE_CHARACTERS = 128 * 1024
_SAMPLE_RECORDS = 200
# A cell beyond this is a quotation mark that swallowed the file. (The limit of the csv module is one for the process.)
_LARGEST_CELL = 4 * 1024 * 1024
csv.field_size_limit(_LARGEST_CELL)


def open_separated(stream: BinaryIO) -> Table:
    """Return the table in ``stream``."""
    encoding = find_encoding(stream)
    if encoding is None:
        raise FileNotATable
    stream.seek(0)
    text = io.TextIOWrapper(io.BufferedReader(_Unclosed(stream)), encoding=encoding, newline="")
    start = text.read(_SAMPLE_CHARACTERS)
    separator = find_separator(start)
    stream.seek(0)
    again = io.TextIOWrapper(io.BufferedReader(_Unclosed(stream)), encoding=encoding, newline="")
    return with_header(_records(again, separator), kind="csv", encoding=encoding, separator=separator)


def find_separator(start: str) -> str:
    """Return what parts the cells: the separator that gives most records the width of the first."""
    first = start.partition("\n")[0].strip().strip('"').lower()
    if first.startswith("sep=") and len(first) == len("sep=x"):
        return first[-1]
    best, best_score = ",", (0.0, 0)
    for separator in SEPARATORS:
        widths = _widths(start, separator)
        width, count = Counter(widths).most_common(1)[0] if widths else (0, 0)
        if width < 2:
            continue
        score = (round(count / len(widths), 2), width)
        if score > best_score:
            best, best_score = separator, score
    return best


def _widths(start: str, separator: str) -> list[int]:
    lines = io.StringIO(start, newline="")
    found: list[int] = []
    try:
        for record in csv.reader(lines, delimiter=separator):
            if any(record):
                found.append(len(record))
            if len(found) >= _SAMPLE_RECORDS:
                break
    except csv.Error:
        pass
    # The sample may end in the middle of a record.
    return found[:-1] if len(found) > 2 else found


def _records(text: io.TextIOWrapper, separator: str) -> Iterator[Row]:
    pending: list[str] = []

    def lines() -> Iterator[str]:
        for line in text:
            pending.append(line)
            yield line

    number = 0
    try:
        for record in csv.reader(lines(), delimiter=separator):
            number += 1
            if (len(pending) > 1 or "".join(pending).count('"') % 2) and _is_open(pending, separator):
                raise QuoteNotClosed(row=number)
            last = pending[-1] if pending else ""
            pending.clear()
            if number == 1 and last.strip().strip('"').lower() == f"sep={separator}":
                continue
            yield number, list(record)
    except csv.Error as error:
        raise QuoteNotClosed(row=number + 1) from error


def _is_open(lines: list[str], separator: str) -> bool:
    """Say whether a record ended only because the file did."""
    try:
        for _ in csv.reader(lines, delimiter=separator, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


class _Unclosed(io.RawIOBase):
    """A stream that a TextIOWrapper may close without closing the file behind it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._stream.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)
