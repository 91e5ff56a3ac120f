"""A change of a plan while HR works on it: taken up, saved rule by rule, thrown away. Nothing of it counts yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from services.journey.domain.checks import check
from services.journey.domain.reading import read_plan
from services.journey.domain.rule import Plan
from services.journey.domain.writing import as_plain
from services.journey.errors import (
    DraftMissing,
    DraftMoved,
    DraftTaken,
    PlanMovedOn,
    ProgrammeUnknown,
    RuleUnknown,
    VersionUnknown,
)
from services.journey.policy import Policy
from services.journey.store import choices, drafts, rulings
from services.journey.store.drafts import Draft
from services.journey.store.rulings import Ruling
from shared.contracts.programmes import BY_CODE
from shared.db.transaction import Tx

SOMEBODY = "API"


def take_up(tx: Tx, programme: str, by: UUID, *, version: int | None = None) -> Draft:
    """Begin a change of a plan, from the version in force or an older one; go on with a draft of one's own."""
    in_force = _in_force(tx, programme).plans[programme]
    found = drafts.find(tx.conn, programme, lock=True)
    if found is None or (version is not None and found.changed_by == by):
        start = in_force if version is None else rulings.version_of(tx.conn, programme, version)
        if start is None:
            raise VersionUnknown
        rules = [as_plain(rule) for rule in start.rules]
        values = _values(tx, programme, rules, in_force.version, by)
        if found is not None:
            drafts.keep(tx.conn, values)
        else:
            drafts.add(tx.conn, values)
        found = of(tx, programme)
    _mine(found, by)
    return found


def of(tx: Tx, programme: str, *, lock: bool = False) -> Draft:
    """Return the draft of a plan."""
    if programme not in BY_CODE:
        raise ProgrammeUnknown
    found = drafts.find(tx.conn, programme, lock=lock)
    if found is None:
        raise DraftMissing
    return found


def take_over(tx: Tx, programme: str, by: UUID) -> None:
    """Go on with what somebody else began; what they had is kept."""
    found = of(tx, programme, lock=True)
    drafts.keep(tx.conn, _values(tx, programme, found.rules, found.based_on, by))


def save(tx: Tx, programme: str, rules: Any, by: UUID, *, based_on: int) -> Draft:
    """Keep all rules of a draft at once (it is begun where there is none); refuse what cannot be kept, at its field."""
    ruling = _in_force(tx, programme)
    found = drafts.find(tx.conn, programme, lock=True)
    if found is not None:
        _mine(found, by)
    if based_on != ruling.plans[programme].version:
        raise PlanMovedOn
    made = readable(tx, programme, rules, ruling.policy)
    values = _values(tx, programme, [as_plain(rule) for rule in made.rules], based_on, by)
    if found is None and not drafts.add(tx.conn, values):
        _mine(of(tx, programme, lock=True), by)
    drafts.keep(tx.conn, values)
    return of(tx, programme)


def put_rule(
    tx: Tx, programme: str, written: dict[str, Any], by: UUID, *, instead_of: str | None, seen: datetime
) -> None:
    """Put one rule in the draft, instead of another or behind the last; ``seen`` is the draft it was typed at."""
    found = _typed_at(tx, programme, by, seen)
    rules = list(found.rules)
    if instead_of is None:
        rules.append(written)
    else:
        rules[_place(rules, instead_of)] = written
    _write(tx, found, rules, by)


def remove_rule(tx: Tx, programme: str, name: str, by: UUID, *, seen: datetime) -> None:
    """Take a rule out of the draft; what would have gone along with it goes by itself."""
    found = _typed_at(tx, programme, by, seen)
    left = [rule for number, rule in enumerate(found.rules) if number != _place(found.rules, name)]
    for number, rule in enumerate(left):
        along = [other for other in rule.get("merges_with", ()) if other != name]
        left[number] = {**{key: rule[key] for key in rule if key != "merges_with"}} | (
            {"merges_with": along} if along else {}
        )
    _write(tx, found, left, by)


def throw_away(tx: Tx, programme: str) -> None:
    """Let go of a draft, whoever made it; where there is none, nothing happens."""
    if programme not in BY_CODE:
        raise ProgrammeUnknown
    drafts.drop(tx.conn, programme)


def readable(tx: Tx, programme: str, rules: Any, policy: Policy) -> Plan:
    """Return the plan that these rules describe, and which can be kept; raise PlanInvalid with all that is wrong."""
    plan = read_plan(programme, rulings.next_version(tx.conn, programme), rules)
    lines = {one.id: one.line for one in choices.departments(tx.conn)}
    check(plan, spacing_days=policy.spacing_days, departments=lines, own=choices.own_asks(tx.conn))
    return plan


def unchecked(draft: Draft) -> Plan:
    """Return a draft as a plan to look at; each of its rules could be read when it was kept."""
    return read_plan(draft.programme, draft.based_on, draft.rules)


def _in_force(tx: Tx, programme: str) -> Ruling:
    if programme not in BY_CODE:
        raise ProgrammeUnknown
    return rulings.in_force(tx.conn, tx.now)


def _mine(found: Draft, by: UUID) -> None:
    if found.changed_by != by:
        raise DraftTaken(name=found.name or SOMEBODY)


def _typed_at(tx: Tx, programme: str, by: UUID, seen: datetime) -> Draft:
    found = of(tx, programme, lock=True)
    _mine(found, by)
    if found.changed_at != seen:
        raise DraftMoved
    return found


def _place(rules: Sequence[dict[str, Any]], name: str) -> int:
    for number, rule in enumerate(rules):
        if rule["rule"] == name:
            return number
    raise RuleUnknown


def _write(tx: Tx, found: Draft, rules: list[dict[str, Any]], by: UUID) -> None:
    made = readable(tx, found.programme, rules, rulings.in_force(tx.conn, tx.now).policy)
    drafts.keep(
        tx.conn,
        _values(tx, found.programme, [as_plain(rule) for rule in made.rules], found.based_on, by),
    )


def _values(tx: Tx, programme: str, rules: list[dict[str, Any]], based_on: int, by: UUID) -> dict[str, Any]:
    return {
        "programme": programme,
        "rules": rules,
        "based_on": based_on,
        "changed_at": tx.now,
        "changed_by": by,
    }
