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

_HERE = "c.state IN ('active', 'leaving') AND NOT c.deceased AND NOT c.forgotten"
# From one to the next along the line: a team is found without looking at everybody.
_TEAM = text(f"""
    WITH RECURSIVE team AS (
        SELECT c.person_id, c.department_path FROM people.career_v1 c WHERE c.person_id = :person AND {_HERE}
        UNION SELECT c.person_id, c.department_path
        FROM team t JOIN people.career_v1 c ON c.manager_id = t.person_id AND {_HERE})
    SELECT department_path AS path, count(*) FILTER (WHERE person_id <> :person) AS led FROM team GROUP BY 1
""")  # noqa: S608  the part above
_OTHERS = text(f"""
    SELECT c.department_path AS path, count(*) AS people
    FROM people.career_v1 c WHERE c.person_id <> :person AND {_HERE} GROUP BY 1
""")  # noqa: S608  the part above


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
    team = {path_of(row.path): row.led for row in conn.execute(_TEAM, {"person": person_id})}
    if not team:
        return Scope(tops=(), why=UNKNOWN, words=False)
    led = sum(team.values())
    if led < rule.group:
        return Scope(tops=(), why=SMALL if led else NO_TEAM, words=False)
    others = [(path_of(row.path), row.people) for row in conn.execute(_OTHERS, {"person": person_id})]
    tops = led_by([(path, people, team.get(path, 0)) for path, people in others])
    if not tops:
        return Scope(tops=(), why=MIXED, words=False)
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
