"""Results as the page needs them: a heading, a picture, and tables, with what is hidden and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shared.disclosure.figures import Figure
from shared.results import comparing, words
from shared.results.model import SCALE, WORDS, Result, values_of
from shared.results.periods import Period
from shared.results.pictures import Bar, Picture, bars
from shared.web.filters import number, percent
from shared.web.texts import gettext, language


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a table: what it is about, how many people, how many of them or which mean, and what it was."""

    name: str
    people: int | None
    value: str
    before: str = ""
    note: str = ""
    change: str = ""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One question."""

    key: str
    text: str
    finding: str
    people: int | None
    picture: Picture | None
    answers: list[Row]
    groups: list[Row]
    is_words: bool
    texts: list[str] | None
    multiple: bool
    is_mean: bool
    change: str


def shown(result: Result, *, by: str | None, period: Period | None) -> Shown:
    """Return a result in words and pictures."""
    before = period.before if period else None
    answers = list(_answers(result)) if result.total else []
    picture = _picture(result, by, before) if result.total else None
    return Shown(
        key=result.question.key,
        text=result.question.text.said(language()),
        finding=words.finding(result, before),
        people=result.total.people if result.total else None,
        picture=picture,
        answers=answers,
        groups=list(_groups(result, by)) if by and result.groups else [],
        is_words=result.family == WORDS,
        texts=list(result.texts) if result.texts is not None else None,
        multiple=result.question.kind == "several_of",
        is_mean=result.family == SCALE,
        change=words.change_words(comparing.verdict(result, result.total, result.before)),
    )


def _answers(result: Result) -> Any:
    total, before = result.total, result.before
    for value, name in _values(result):
        count = total.tally.get(value, 0) if total else 0
        yield Row(
            name=name,
            people=count,
            value=percent(total.share(value)) if total else "–",
            before=percent(before.share(value)) if before else "",
        )


def _values(result: Result) -> list[tuple[str, str]]:
    """Every answer to pick from, and those that only an earlier version had."""
    known = values_of(result.question, language())
    earlier = sorted(set(result.total.tally if result.total else ()) - {value for value, _ in known})
    return [*known, *[(value, value) for value in earlier]]


def _groups(result: Result, by: str | None) -> Any:
    made = result.groups
    if made is None or by is None:
        return
    for name in words.in_order(by, made.shown):
        figure = made.shown[name]
        was = result.groups_before.get(name)
        yield Row(
            name=words.group_words(by, name),
            people=figure.people,
            value=words.measure_words(result, figure),
            before=words.measure_words(result, was) if was else "",
            change=words.change_words(comparing.verdict(result, figure, was)),
        )
    yield from hidden_rows(by, made.hidden)
    if made.rest:
        yield Row(
            name=str(gettext("Niet apart te tonen")),
            people=made.rest.people,
            value=words.measure_words(result, made.rest),
        )


def hidden_rows(by: str, hidden: Mapping[str, str]) -> Iterator[Row]:
    """Yield a line for the groups that are not shown, with the reason."""
    for names, note in words.hidden_words(by, hidden):
        yield Row(name=names, people=None, value=str(gettext("verborgen")), note=note)


def _picture(result: Result, by: str | None, before: Period | None) -> Picture | None:
    if by and result.groups and result.groups.shown:
        return _of_groups(result, by)
    total = result.total
    if total is None:
        return None
    found = [
        Bar(
            name,
            total.share(value),
            f"{percent(total.share(value))} ({number(total.tally.get(value, 0))})",
            result.before.share(value) if result.before and before else None,
        )
        for value, name in _values(result)
    ]
    return drawn(found, max((bar.value for bar in found), default=0))


def _of_groups(result: Result, by: str) -> Picture | None:
    made = result.groups
    if made is None:
        return None
    found = [_group_bar(result, by, name, made.shown[name]) for name in words.in_order(by, made.shown)]
    if made.rest and (value := result.measure(made.rest)) is not None:
        said = f"{words.measure_words(result, made.rest)} (n = {number(made.rest.people)})"
        found.append(Bar(str(gettext("Niet apart te tonen")), value, said))
    return drawn(found, max(bar.value for bar in found))


def _group_bar(result: Result, by: str, name: str, figure: Figure) -> Bar:
    said = f"{words.measure_words(result, figure)} (n = {number(figure.people)})"
    was = result.measure(result.groups_before.get(name))
    return Bar(words.group_words(by, name), result.measure(figure) or 0, said, was)


def drawn(found: list[Bar], most: float) -> Picture:
    """Return bars as a picture, which is long enough for what was before."""
    highest = max([most, *(bar.before for bar in found if bar.before is not None)]) or 1
    said = ". ".join(f"{bar.place}: {bar.words}" for bar in found)
    return bars(found, most=highest, description=said)
