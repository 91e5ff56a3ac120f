"""The catalogue of reasons for leaving: main reasons, peeled into a second and a third layer. Pure.

A published code never changes its meaning; a new or changed one goes into the next version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shared.questionnaire.model import Text

OTHER = "other"
# The questions of the form about reasons; the deeper ones are named after the reason that they peel.
FIRST, ALSO, LAST_DROP = "reason", "also", "drop"
ASKING_ON = ("why_", "more_")


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A reason, with what lies beneath it."""

    code: str
    text: Text
    ask: Text | None = None
    more: tuple[Reason, ...] = ()

    @property
    def key(self) -> str:
        """Return the code as a part of the key of a question."""
        return self.code.replace(".", "_")


@dataclass(frozen=True, kw_only=True)
class Reasons:
    """A version of the catalogue."""

    version: int
    mains: tuple[Reason, ...]

    def all(self) -> Iterator[Reason]:
        """Yield every reason, whatever its layer, each before what lies beneath it."""
        for main in self.mains:
            yield main
            for second in main.more:
                yield second
                yield from second.more

    def text(self, code: str) -> Text | None:
        """Return what a code means, None where it is not one of ours."""
        return next((each.text for each in self.all() if each.code == code), None)


def read(source: Mapping[str, Any]) -> Reasons:
    """Return the catalogue that stands in a file."""
    return Reasons(version=source["version"], mains=tuple(_read(each) for each in source["reasons"]))


def why_key(main: Reason) -> str:
    """Return the key of the question that peels a main reason."""
    return f"why_{main.key}"


def more_key(second: Reason) -> str:
    """Return the key of the question that peels one of the second layer."""
    return f"more_{second.key}"


def _read(source: Mapping[str, Any]) -> Reason:
    return Reason(
        code=source["code"],
        text=Text(**source["text"]),
        ask=Text(**source["ask"]) if "ask" in source else None,
        more=tuple(_read(each) for each in source.get("more", ())),
    )
