"""Let leave what is due: each looked at afresh with all else of the same person, each once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from services.journey.actions.settling import knowing, record_cancelled, spells_of, terms_of
from services.journey.domain.release import release_all
from services.journey.domain.rule import Rule
from services.journey.domain.spell import Spell, by_any_id, employments
from services.journey.domain.terms import Terms
from services.journey.domain.touchpoint import Touchpoint
from services.journey.policy import Policy
from services.journey.store import lanes, lists, rulings
from services.journey.store import touchpoints as store
from services.journey.store.rulings import Ruling
from services.journey.store.saving import save
from shared.calendar.working import WEEKDAY_CODES, add_working_days
from shared.contracts.journey import TouchpointDue
from shared.db.transaction import Tx
from shared.kernel.settings import settings

RELEASE_BATCH = 1_000


def release_batch(tx: Tx, limit: int = RELEASE_BATCH) -> int:
    """Release what is due of up to ``limit`` touchpoints whose moment has come; return of how many people.

    Whoever is worked on elsewhere waits for the next tick. What may not leave (any more) is moved, skipped or
    cancelled, with the reason; so nothing that was looked at is due still.
    """
    # The first of the index alone answers nearly every tick; looking for a batch would read what left this morning.
    first = store.next_send_at(tx.conn)
    if first is None or first > tx.now:
        return 0
    people = lanes.claim(tx.conn, store.waiting_persons(tx.conn, tx.now, limit))
    if not people:
        return 0
    ruling = rulings.in_force(tx.conn, tx.now)
    known = store.touchpoints_of(tx.conn, people)
    terms = replace(knowing(tx, terms_of(tx, ruling), known), unseen=_unseen(tx, ruling))
    spells = spells_of(tx, people, ruling.policy)
    outcome = release_all(spells, known, terms)
    store.add(tx.conn, outcome.added, tx.now)
    save(tx.conn, outcome.changed, tx.now, "released")
    # Whatever it was before: what was to go together with another, and goes alone now, was not planned a moment ago.
    left = [
        change.after
        for change in outcome.changed
        if change.after.released_at is not None and change.before.released_at is None
    ]
    employed = _employed(spells, ruling.policy)
    along = store.taken_along(tx.conn, {one.person_id for one in left}) if _merges(terms) else {}
    tx.record(*(_due(one, employed[one.spell_id], terms.rules.get(one.rule_key), along) for one in left))
    record_cancelled(tx, outcome.changed)
    return len(people)


def _employed(spells: Sequence[Spell], policy: Policy) -> dict[UUID, Spell]:
    by_person: dict[UUID, list[Spell]] = {}
    for spell in spells:
        by_person.setdefault(spell.person_id, []).append(spell)
    return by_any_id(
        spell for mine in by_person.values() for spell in employments(mine, policy.touching_days)
    )


def _unseen(tx: Tx, ruling: Ruling) -> frozenset[str]:
    """Return the programmes of which nothing leaves today before HR has looked at it."""
    policy = ruling.policy
    if policy.approval == "never":
        return frozenset()
    waiting = rulings.unapproved(tx.conn, ruling.active)
    if policy.approval == "always" or not waiting:
        return frozenset(waiting)
    first, last = _the_day(tx.now)
    busy = lists.leaving_between(tx.conn, waiting, first, last, at_most=policy.approval_above + 1)
    return frozenset(programme for programme, count in busy.items() if count > policy.approval_above)


def _the_day(now: datetime) -> tuple[datetime, datetime]:
    """Return the first and last instant of the day that it is, on the organisation's calendar."""
    local = now.astimezone(ZoneInfo(settings().zone))
    return local.replace(hour=0, minute=0, second=0, microsecond=0), local.replace(
        hour=23, minute=59, second=59, microsecond=999_999
    )


def _merges(terms: Terms) -> bool:
    return any(rule.merges_with for rule in terms.rules.values())


def _due(
    one: Touchpoint, spell: Spell, rule: Rule | None, along: Mapping[tuple[UUID, str], list[str]]
) -> TouchpointDue:
    assert one.released_at is not None
    window = rule.window if rule else None
    left_on = one.released_at.astimezone(ZoneInfo(spell.zone)).date()
    return TouchpointDue(
        person_id=one.person_id,
        touchpoint_id=one.id,
        spell_id=spell.current_id,
        programme=one.programme,
        rule=one.rule,
        occurrence=one.occurrence,
        due_date=one.due_date,
        closes_on=one.closes_on,
        ask=one.ask or (rule.ask if rule else None),
        remind_on=_remind_on(rule, left_on, spell),
        also=tuple(along.get((one.person_id, f"{one.programme}.{one.rule} {left_on}"), ())),
        opens=f"{window.opens:%H:%M}" if window else None,
        closes=f"{window.closes:%H:%M}" if window else None,
        weekdays=_weekdays(window.weekdays) if window and window.weekdays else None,
        interviewer=one.interviewer,
    )


def _weekdays(numbers: frozenset[int]) -> tuple[str, ...]:
    return tuple(WEEKDAY_CODES[number - 1] for number in sorted(numbers))


def _remind_on(rule: Rule | None, left_on: date, spell: Spell) -> tuple[date, ...] | None:
    if rule is None or rule.remind_after is None:
        return None
    return tuple(add_working_days(left_on, days, spell.calendar) for days in rule.remind_after)
