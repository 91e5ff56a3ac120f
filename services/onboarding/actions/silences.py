"""Check-ins that hardly anybody answers, in departments and at places.

Who took part is counted in circles that are made as those of answers are, each night anew over the last year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from services.onboarding import policy
from services.onboarding.domain import SILENCE, Finding, Path, added_up, standing_out
from services.onboarding.store import signals as store
from shared.db.transaction import Tx
from shared.disclosure.circles import circles
from shared.disclosure.figures import Figure
from shared.disclosure.model import DEPARTMENT, Circle, Traits, Waiting, path_of, rule_in_force

Found = tuple[list[Finding], set[Path]]
_SILENT, _PLACE = "silent", "place"


def silences(tx: Tx, since: date, until: date) -> Found:
    """Return where hardly anybody answers, and of which departments that can be said."""
    findings: list[Finding] = []
    known: set[Path] = set()
    by_moment: dict[str, list[Any]] = {}
    for row in store.finished(tx.conn, since=since, until=until):
        by_moment.setdefault(row.moment, []).append(row)
    for moment, rows in sorted(by_moment.items()):
        waiting = _waiting(rows)
        nodes = added_up((one.path, _silent(one, rows)) for one in _circles(waiting, DEPARTMENT))
        known |= set(nodes)
        share = policy.SILENT.share
        findings += standing(SILENCE, moment, nodes, value=_SILENT, share=share)
        # Where everybody is silent, a place says nothing more.
        if nodes and nodes[()].share(_SILENT) < share:
            findings += _places(moment, rows, waiting, share)
    return findings, known


def _places(
    moment: str, rows: Sequence[Any], waiting: Sequence[Waiting[int]], share: float
) -> Iterator[Finding]:
    found: dict[str, Figure] = {}
    for one in _circles(waiting, _PLACE):
        if place := one.flat.get(_PLACE):
            found[place] = found.get(place, Figure(people=0)) + _silent(one, rows)
    for place, figure in sorted(found.items()):
        if figure.share(_SILENT) >= share:
            told = figure.tally.get(_SILENT, 0)
            yield Finding(kind=SILENCE, subject=moment, place=place, people=figure.people, told=told)


def _waiting(rows: Sequence[Any]) -> list[Waiting[int]]:
    least = rule_in_force().group
    # There are many check-ins and few departments with a place.
    traits = {
        (path, place, sample): Traits(
            path=path_of(path), flat={_PLACE: place} if place else {}, sample=sample
        )
        for path, place, sample in {(row.department_path, row.place, row.sample) for row in rows}
    }
    return [
        Waiting(
            key=number,
            traits=traits[row.department_path, row.place, row.sample],
            # The whole stretch is one: quarters are not told apart.
            quarter=date.min,
            promised=least,
            who=row.person_id.bytes if row.person_id else None,
        )
        for number, row in enumerate(rows)
    ]


def _circles(waiting: Sequence[Waiting[int]], cut: str) -> list[Circle[int]]:
    return circles(waiting, least=rule_in_force().group, cuts=(cut,))


def _silent(circle: Circle[int], rows: Sequence[Any]) -> Figure:
    silent = sum(not rows[key].answered for key in circle.keys)
    return Figure(people=len(circle.keys), tally={_SILENT: silent})


def standing(
    kind: str, subject: str, nodes: Mapping[Path, Figure], *, value: str, share: float
) -> Iterator[Finding]:
    """Yield what stands out of a tree of departments."""
    for path, figure in sorted(standing_out(nodes, value=value, share=share).items()):
        told = figure.tally.get(value, 0)
        yield Finding(kind=kind, subject=subject, path=path, people=figure.people, told=told)
