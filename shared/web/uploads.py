"""A table that a program hands in, with what it says about the columns beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import BinaryIO, cast

from flask import request

from shared.tabular.errors import FileMissing

_LONGEST_MAPPING = 200_000


@contextmanager
def handed_in() -> Iterator[tuple[BinaryIO, str]]:
    """Give the file that came along, and what it is called; FileMissing where none did."""
    upload = request.files.get("file")
    if upload is None:
        raise FileMissing
    with closing(upload):
        yield cast("BinaryIO", upload.stream), upload.filename or ""


def mapping_text(field: str) -> str:
    """Return the mapping: what stands in the field of the form, else what came as a file of its own."""
    part = request.files.get("mapping")
    return field or (part.read(_LONGEST_MAPPING).decode("utf-8", "replace") if part else "")
