"""The catalogue of reasons for leaving: main reasons, peeled into a second and a third layer. Pure.

A published code never changes its meaning; a new or changed one goes into the next version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.questionnaire.model import Text
from shared.questionnaire.values import Answers, Chosen

OTHER = "other"
CAUSE, DROP = "cause", "drop"
# The questions of the form about reasons; the deeper ones are named after the reason that they peel.
FIRST, ALSO, LAST_DROP = "reason", "also", "drop"


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


@dataclass(frozen=True, kw_only=True)
class Given:
    """A reason as somebody gave it: how heavy (1 the heaviest), cause or last drop, and how far it was peeled."""

    role: str
    rank: int
    main: str
    second: str | None = None
    third: str | None = None
    words: str | None = None


def read(source: Mapping[str, Any]) -> Reasons:
    """Return the catalogue that stands in a file."""
    return Reasons(version=source["version"], mains=tuple(_read(each) for each in source["reasons"]))


def why_key(main: Reason) -> str:
    """Return the key of the question that peels a main reason."""
    return f"why_{main.key}"


def more_key(second: Reason) -> str:
    """Return the key of the question that peels one of the second layer."""
    return f"more_{second.key}"


def given(reasons: Reasons, answers: Answers) -> list[Given]:
    """Return the reasons in ``answers``, the heaviest first, each as deep as it was peeled; the last drop apart."""
    first, also = _chosen(answers, FIRST), _chosen(answers, ALSO)
    found: list[Given] = []
    for rank, one in ((1, first), (2, also)):
        for main in one.codes:
            if rank == 1 or main not in first.codes:
                found += _peeled(reasons, main, answers, rank=rank, words=one.other)
    drop = _chosen(answers, LAST_DROP)
    found += [
        Given(role=DROP, rank=1, main=code, words=drop.other or None if code == OTHER else None)
        for code in drop.codes
    ]
    return found


def _peeled(reasons: Reasons, code: str, answers: Answers, *, rank: int, words: str) -> list[Given]:
    main = next((each for each in reasons.mains if each.code == code), None)
    if main is None:
        return [Given(role=CAUSE, rank=rank, main=code, words=words or None)]
    why = _chosen(answers, why_key(main))
    below = {each.code: each for each in main.more}
    found: list[Given] = []
    for second in why.codes:
        own = why.other or None if second == OTHER else None
        thirds: Sequence[str | None] = (
            _chosen(answers, more_key(below[second])).codes if second in below else ()
        )
        found += [
            Given(role=CAUSE, rank=rank, main=code, second=second, third=third, words=own)
            for third in thirds or (None,)
        ]
    return found or [Given(role=CAUSE, rank=rank, main=code)]


def _chosen(answers: Answers, key: str) -> Chosen:
    answer = answers.get(key)
    return answer if isinstance(answer, Chosen) else Chosen(())


def _read(source: Mapping[str, Any]) -> Reason:
    return Reason(
        code=source["code"],
        text=Text(**source["text"]),
        ask=Text(**source["ask"]) if "ask" in source else None,
        more=tuple(_read(each) for each in source.get("more", ())),
    )
