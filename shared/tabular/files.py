"""A file of any kind becomes a table, or an error that says what to do."""

from __future__ import annotations

from typing import BinaryIO

from shared.tabular.errors import FileEmpty, FileNotATable, OldWorkbook, WorkbookLocked
from shared.tabular.separated import open_separated
from shared.tabular.table import Table
from shared.tabular.workbook import open_workbook

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\x03\x04"
# PDF, PNG, JPEG, GIF, RTF, gzip, 7-Zip, and web pages that call themselves a spreadsheet.
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"<html", b"<!doctype",
           b"<?xml", b"<table")  # fmt: skip


def open_table(stream: BinaryIO) -> Table:
    """Return the table in ``stream``; what the file is called does not matter, what is in it does."""
    stream.seek(0)
    head = stream.read(64 * 1024)
    if not head.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise FileEmpty
    if head.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le")
        raise WorkbookLocked if _contains(stream, locked) else OldWorkbook
    if head.startswith(_ZIP):
        return open_workbook(stream)
    if head.lstrip().lower().startswith(tuple(mark.lower() for mark in _OTHERS)):
        raise FileNotATable
    return open_separated(stream)


def _contains(stream: BinaryIO, wanted: bytes) -> bool:
    stream.seek(0)
    return wanted in stream.read(16 * 1024 * 1024)
