"""What came out of a file: a definition, and what could not be carried over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Definition = dict[str, Any]


@dataclass(frozen=True)
class Remark:
    """Something that could not be carried over: the code that it has in the file, and why, as a msgid with values."""

    code: str
    why: str
    params: Mapping[str, str] = field(default_factory=dict)

    def as_plain(self) -> dict[str, Any]:
        """Return the remark as the draft keeps it."""
        return {"code": self.code, "why": self.why, "params": dict(self.params)}


@dataclass(frozen=True)
class Found:
    """A definition, and what is said about it."""

    definition: Definition
    remarks: tuple[Remark, ...] = ()
