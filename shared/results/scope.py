"""Of whom somebody may see results: HR and the board of everybody, a manager of the departments that they lead.

A department is a manager's where more than half of the others who work in it, or below it, report to them, directly or
through others: the line of people's own records says so, at this moment. Who moves to another team, or leaves, sees
what belongs to it no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, text

from shared.disclosure.model import Rule, path_of

Path = tuple[str, ...]
UNKNOWN, NO_TEAM, SMALL, MIXED = "unknown", "no_team", "small", "mixed"
# Results of everybody; the board and HR.
_ALL: tuple[Path, ...] = ((),)

_TEAM = text("""
    WITH RECURSIVE here AS MATERIALIZED (
        SELECT person_id, manager_id, department_path FROM people.career_v1
        WHERE state IN ('active', 'leaving') AND NOT deceased AND NOT forgotten),
    team AS (
        SELECT h.person_id FROM here h WHERE h.manager_id = :person
        UNION SELECT h.person_id FROM team t JOIN here h ON h.manager_id = t.person_id)
    SELECT h.department_path AS path, h.person_id = :person AS self, count(*) AS people, count(t.person_id) AS led
    FROM here h LEFT JOIN team t ON t.person_id = h.person_id GROUP BY 1, 2
""")


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Of which departments, by path; ``((),)`` is everybody. ``why`` says why there are none, else None.

    ``words`` is whether what people wrote may be read too: a text of one person is a single answer.
    """

    tops: tuple[Path, ...]
    why: str | None = None
    words: bool = True

    @property
    def everybody(self) -> bool:
        """Whether there is no bound."""
        return self.tops == _ALL

    def held(self, asked: Path) -> Path:
        """Return what somebody asks for as far as it lies within, else the first department that is theirs."""
        inside = any(asked[: len(top)] == top for top in self.tops)
        return asked if inside else self.tops[0]

    def holds(self, path: Path) -> bool:
        """Return whether the people at ``path`` are within."""
        return any(path[: len(top)] == top for top in self.tops)


EVERYBODY = Scope(tops=_ALL)


def of_account(conn: Connection, roles: Collection[str], person_id: UUID | None, rule: Rule) -> Scope:
    """Return the scope of an account; whoever is of HR or the board is no less so for leading people too."""
    if not {"hr", "board"}.isdisjoint(roles):
        return EVERYBODY
    if person_id is None:
        return Scope(tops=(), why=UNKNOWN, words=False)
    rows = conn.execute(_TEAM, {"person": person_id}).all()
    if not any(row.self for row in rows):
        return Scope(tops=(), why=UNKNOWN, words=False)
    others = [row for row in rows if not row.self]
    led = sum(row.led for row in others)
    tops = led_by([(path_of(row.path), row.people, row.led) for row in others])
    if led < rule.group or not tops:
        why = NO_TEAM if not led else SMALL if led < rule.group else MIXED
        return Scope(tops=(), why=why, words=False)
    return Scope(tops=tops, words=False)


def led_by(counts: Collection[tuple[Path, int, int]]) -> tuple[Path, ...]:
    """Return the topmost departments most of whose people are led, of (path, people, how many of them are led)."""
    people: Counter[Path] = Counter()
    led: Counter[Path] = Counter()
    for path, here, theirs in counts:
        for depth in range(1, len(path) + 1):
            people[path[:depth]] += here
            led[path[:depth]] += theirs
    tops: list[Path] = []
    for path in sorted(people, key=lambda one: (len(one), one)):
        if 2 * led[path] > people[path] and not any(path[: len(top)] == top for top in tops):
            tops.append(path)
    return tuple(tops)
