"""Who becomes a figure together with whom. Pure, and blind: it never sees an answer.

Top down: everybody who waits is one circle; it is divided by the first trait by which it can be, each part again, as
long as every part keeps enough people. What is left over stays together at the parent, and where that is too few, the
smallest part stays with it: the complement. So circles never overlap, a department that is too small is counted with
its parent, and every figure over circles is a sum of groups that are large enough: there is nothing to subtract.

Who is alike in every trait goes the same way all along. So what waits may be one answer, or many that are alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from operator import attrgetter

from shared.disclosure.model import CUTS, DEPARTMENT, Circle, Key, Waiting

_QUARTER = "quarter"
# Asked of everybody at every step: this is the fastest way to ask.
_MANY, _WHO, _PROMISED = attrgetter("many"), attrgetter("who"), attrgetter("promised")
Part = Sequence[Waiting[Key]]


@dataclass(frozen=True)
class _Label:
    """What may be said of a part so far; ``closed`` are the traits by which it is not divided any further."""

    path: tuple[str, ...] = ()
    flat: Mapping[str, str] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()


def circles(waiting: Part[Key], *, least: int, cuts: Sequence[str] = CUTS) -> list[Circle[Key]]:
    """Return the circles in which ``waiting`` becomes figures; none where all together are too few.

    Invented people of the sample are never in a circle with real ones. Who is in no circle waits on.
    """
    found: list[Circle[Key]] = []
    for sample in (False, True):
        part = [one for one in waiting if one.traits.sample is sample]
        if part and _enough(part, least):
            found.extend(_divided(part, _Label(), least, (_QUARTER, *cuts)))
    return found


def people_in(part: Part[Key]) -> int:
    """Return how many people are in ``part``; who answered twice is one."""
    known = set(map(_WHO, part))
    if known == {None}:
        return _answers_in(part)
    return len(known - {None}) + sum(one.many for one in part if one.who is None)


def _answers_in(part: Part[Key]) -> int:
    return sum(map(_MANY, part))


def _enough(part: Part[Key], least: int) -> bool:
    """Whether ``part`` holds as many people as is asked now, and as was promised to each of them."""
    return _answers_in(part) >= least and people_in(part) >= max(least, *map(_PROMISED, part))


def _divided(part: Part[Key], label: _Label, least: int, cuts: Sequence[str]) -> Iterator[Circle[Key]]:
    if len(part) == 1 or _answers_in(part) < 2 * least:
        yield _circle(part, _shared(part, label, cuts))
        return
    for cut in cuts:
        if cut in label.closed:
            continue
        large, rest = _parted(part, _values(part, cut, label), least)
        for value, inside in large.items():
            yield from _divided(inside, _told(label, cut, value), least, cuts)
        if large:
            if rest:
                yield from _divided(rest, _closed(label, cut), least, cuts)
            return
        label = _closed(label, cut)
    yield _circle(part, label)


def _circle(part: Part[Key], label: _Label) -> Circle[Key]:
    return Circle(
        keys=tuple(one.key for one in part),
        people=people_in(part),
        path=label.path,
        flat=label.flat,
        quarter=max(one.quarter for one in part),
        sample=part[0].traits.sample,
    )


def _shared(part: Part[Key], label: _Label, cuts: Sequence[str]) -> _Label:
    """Return what may be said of a part that cannot be divided in two: that which is so of all of it."""
    first = part[0].traits
    path, flat = label.path, dict(label.flat)
    for cut in cuts:
        if cut in label.closed:
            continue
        if cut == DEPARTMENT:
            steps = zip(*(one.traits.path for one in part), strict=False)
            path = tuple(step[0] for step in takewhile(lambda step: len(set(step)) == 1, steps))
        elif (value := first.flat.get(cut)) is not None and all(
            one.traits.flat.get(cut) == value for one in part
        ):
            flat[cut] = value
    return _Label(path, flat, label.closed)


def _parted(
    part: Part[Key], values: Sequence[str | None], least: int
) -> tuple[dict[str, Part[Key]], Part[Key]]:
    """Return the parts that are large enough by value, and the rest, which is empty or large enough too."""
    by_value: dict[str | None, list[Waiting[Key]]] = defaultdict(list)
    for one, value in zip(part, values, strict=True):
        by_value[value].append(one)
    rest = by_value.pop(None, [])
    large: dict[str, list[Waiting[Key]]] = {}
    for value, inside in by_value.items():
        if value is not None and _enough(inside, least):
            large[value] = inside
        else:
            rest.extend(inside)
    while rest and large and not _enough(rest, least):
        smallest = min(large, key=lambda value: (_answers_in(large[value]), value))
        rest.extend(large.pop(smallest))
    return dict(large), rest


def _values(part: Part[Key], cut: str, label: _Label) -> list[str | None]:
    """Return where each of a part goes by a cut."""
    if cut == DEPARTMENT:
        depth = len(label.path)
        paths = [one.traits.path for one in part]
        return [path[depth] if len(path) > depth else None for path in paths]
    if cut == _QUARTER:
        return [one.quarter.isoformat() for one in part]
    return [one.traits.flat.get(cut) for one in part]


def _told(label: _Label, cut: str, value: str) -> _Label:
    if cut == DEPARTMENT:
        return _Label((*label.path, value), label.flat, label.closed)
    flat = label.flat if cut == _QUARTER else {**label.flat, cut: value}
    return _Label(label.path, flat, label.closed | {cut})


def _closed(label: _Label, cut: str) -> _Label:
    return _Label(label.path, label.flat, label.closed | {cut})
