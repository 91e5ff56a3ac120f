"""What a fact is, and how it is written down and read back."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

Json = str | int | bool | list[Any] | None


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened: past tense, versioned, ids, dates, numbers and codes only.

    Never a name, an address or an answer: the log keeps facts for good.
    """

    type: ClassVar[str]
    version: ClassVar[int] = 1

    person_id: UUID | None

    @classmethod
    def label(cls) -> str:
        """Return the name under which the fact stands in the log, such as ``people.hired.v1``."""
        return f"{cls.type}.v{cls.version}"

    def body(self) -> dict[str, Json]:
        """Return everything but the person as plain JSON values."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self) if f.name != "person_id"}


class UnknownFact(Exception):
    """The log holds a fact that this version of the house does not know."""


def read_fact(label: str, person_id: UUID | None, body: Mapping[str, Any]) -> Fact:
    """Return the fact that stands in the log under ``label``; keys that a later version added are left aside."""
    kind, readers = _reading(label)
    known = {name: read(body[name]) for name, read in readers.items() if name in body}
    return kind(person_id=person_id, **known)


def registry() -> dict[str, type[Fact]]:
    """Return every published fact by its label."""
    found: dict[str, type[Fact]] = {}
    pending = list(Fact.__subclasses__())
    while pending:
        kind = pending.pop()
        pending.extend(kind.__subclasses__())
        if "type" in kind.__dict__:
            found[kind.label()] = kind
    return found


def _plain(value: object) -> Json:
    if isinstance(value, UUID | date | datetime):
        return value.isoformat() if isinstance(value, date) else str(value)
    # A list too: what came out of the log as JSON may go in again.
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | int | bool):
        return value
    message = f"a fact holds ids, dates, numbers and codes, not {type(value).__name__}"
    raise TypeError(message)


@cache
def _reading(label: str) -> tuple[type[Fact], dict[str, Callable[[Any], Any]]]:
    kind = registry().get(label)
    if kind is None:
        raise UnknownFact(label)
    hints = get_type_hints(kind)
    return kind, {f.name: _reader(hints[f.name]) for f in fields(kind) if f.name != "person_id"}


def _reader(hint: Any) -> Callable[[Any], Any]:
    if get_origin(hint) in {Union, types.UnionType}:
        inner = _reader(next(arg for arg in get_args(hint) if arg is not type(None)))
        return lambda value: None if value is None else inner(value)
    if get_origin(hint) is tuple:
        item = _reader(get_args(hint)[0])
        return lambda value: tuple(item(one) for one in value)
    simple: dict[Any, Callable[[Any], Any]] = {
        UUID: UUID,
        date: date.fromisoformat,
        datetime: datetime.fromisoformat,
    }
    reader: Callable[[Any], Any] = simple.get(hint, hint)
    return reader
