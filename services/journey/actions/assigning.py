"""Conversations get somebody to hold them, and interviewers no more of them than they can hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from services.journey.actions.settling import reconcile, spells_of, terms_of
from services.journey.domain.agenda import Agenda, Interviewer, Seat, Talk, seat
from services.journey.domain.hand import latest_employments
from services.journey.domain.release import is_conversation
from services.journey.domain.rule import asks_conversation
from services.journey.domain.settle import Change
from services.journey.domain.slot import spread_key_of
from services.journey.domain.spell import Spell
from services.journey.domain.terms import Terms, local_day
from services.journey.domain.touchpoint import (
    MOVED_BY_HAND,
    MOVED_FOR_INTERVIEWER,
    NOBODY,
    PLANNED,
    Touchpoint,
)
from services.journey.store import interviewers as store
from services.journey.store import lanes, people, rulings
from services.journey.store import touchpoints as touchpoint_store
from services.journey.store.rulings import Ruling
from services.journey.store.saving import save
from shared.calendar.months import add_days
from shared.calendar.window import opening
from shared.contracts.programmes import BY_CODE
from shared.db.transaction import Tx
from shared.kernel.settings import settings

AHEAD = timedelta(weeks=8)
# A conversation may move a long way within its rule: so far around it weeks are looked at.
AROUND = timedelta(days=400)
BATCH = 300

Cursor = tuple[datetime, UUID]


def assign_batch(tx: Tx, after: Cursor | None) -> Cursor | None:
    """Look at the next conversations of the coming weeks; return where to go on, None where there are no more."""
    ruling = rulings.in_force(tx.conn, tx.now)
    if not any_conversations(ruling):
        return None
    rows = store.open_talks(tx.conn, _rules(ruling), tx.now + AHEAD, after=after, limit=BATCH)
    # Whoever is worked on elsewhere is looked at the next time.
    _assign(tx, ruling, lanes.claim(tx.conn, {row.person_id for row in rows}))
    return (rows[-1].send_at, rows[-1].id) if len(rows) == BATCH else None


def assign_for(tx: Tx, person_ids: Collection[UUID]) -> None:
    """Look at the conversations of these people, whose lanes are locked already."""
    ruling = rulings.in_force(tx.conn, tx.now)
    if any_conversations(ruling):
        _assign(tx, ruling, person_ids)


def any_conversations(ruling: Ruling) -> bool:
    """Return whether there can be any: nearly every house has none, and is not looked through for them."""
    by_hand = any(asks_conversation(ask) for one in BY_CODE.values() for ask in one.asks)
    return by_hand or bool(_rules(ruling))


def waiting(tx: Tx, limit: int) -> list[Touchpoint]:
    """Return the conversations of the coming weeks that nobody holds."""
    ruling = rulings.in_force(tx.conn, tx.now)
    return store.without_anybody(tx.conn, _rules(ruling), tx.now + AHEAD, limit)


def _rules(ruling: Ruling) -> list[tuple[str, str]]:
    return [rule.key for plan in ruling.active.values() for rule in plan.rules if rule.is_conversation]


@dataclass(frozen=True)
class _Case:
    touchpoint: Touchpoint
    spell: Spell
    talk: Talk


def _assign(tx: Tx, ruling: Ruling, person_ids: Collection[UUID]) -> None:
    if not person_ids:
        return
    known = touchpoint_store.touchpoints_of(tx.conn, person_ids)
    terms = terms_of(tx, ruling)
    those = [
        one
        for one in known
        if one.state == PLANNED and one.send_at < tx.now + AHEAD and is_conversation(one, terms)
    ]
    if not those:
        return
    spells = latest_employments(
        spells_of(tx, {one.person_id for one in those}, ruling.policy), terms.touching_days
    )
    lines = people.lines_above(tx.conn, {one.person_id for one in those})
    found = [(one, spells.get(one.person_id, {}).get(one.spell_id)) for one in those]
    cases = [
        _Case(one, spell, _talk(one, spell, lines[one.person_id], terms)) for one, spell in found if spell
    ]
    # One at a time from here on: two that share out the same week would both find room in it.
    staff = staff_of(tx, locked=True)
    seats = seat(
        [case.talk for case in cases], staff, _agenda(tx, staff, {case.touchpoint.id for case in cases})
    )
    _write(tx, cases, seats, terms)


def staff_of(tx: Tx, *, locked: bool = False) -> list[Interviewer]:
    """Return the interviewers as they are now: those whose account is closed or who left are not there."""
    rows = store.all_of(tx.conn, locked=locked)
    accounts = {one.account_id: one for one in people.candidates(tx.conn)}
    persons = {
        row.account_id: accounts[row.account_id].person_id or row.person_id
        for row in rows
        if row.account_id in accounts
    }
    ids = [one for one in persons.values() if one]
    gone = people.not_at_work(tx.conn, ids)
    away = _away(tx, {person: account for account, person in persons.items() if person})
    return [
        Interviewer(
            account_id=row.account_id,
            programmes=frozenset(row.programmes),
            a_week=row.a_week,
            person_id=persons.get(row.account_id),
            active=row.active and row.account_id in accounts and persons.get(row.account_id) not in gone,
            away=tuple(away.get(row.account_id, ())),
        )
        for row in rows
    ]


def _away(tx: Tx, account_of: Mapping[UUID, UUID]) -> dict[UUID, list[tuple[date, date | None]]]:
    """Return when interviewers are away: as HR wrote down, and as people knows of those who work here."""
    found: dict[UUID, list[tuple[date, date | None]]] = {}
    since = (tx.now - timedelta(days=1)).date()
    for one in store.away(tx.conn, since):
        found.setdefault(one.account_id, []).append((one.first_day, one.last_day))
    for person_id, first, last in people.away(tx.conn, account_of, since):
        found.setdefault(account_of[person_id], []).append((first, last))
    return found


def _agenda(tx: Tx, staff: Sequence[Interviewer], ours: Collection[UUID]) -> Agenda:
    held = store.held(
        tx.conn,
        [one.account_id for one in staff],
        tx.now - timedelta(days=8),
        tx.now + AROUND,
        zone=settings().zone,
    )
    return Agenda(
        (one.interviewer, one.at.astimezone(ZoneInfo(one.zone)).date()) for one in held if one.id not in ours
    )


def _talk(one: Touchpoint, spell: Spell, line: Iterable[UUID], terms: Terms) -> Talk:
    rule = terms.rules.get(one.rule_key)
    day, today = local_day(one.send_at, spell), local_day(terms.now, spell)
    moves = rule is not None and one.moved_because != MOVED_BY_HAND
    again = one.moved_because == MOVED_FOR_INTERVIEWER
    window, key = terms.window_of(rule), spread_key_of(one, rule, spell)

    def next_day(first: date) -> date:
        return opening(first, spell.zone, key=key, calendar=spell.calendar, window=window).day

    return Talk(
        id=one.id,
        programme=one.programme,
        day=day,
        barred=frozenset({one.person_id, *line}),
        interviewer=one.interviewer,
        earliest=(max(one.due_date, add_days(today, 1)) if again else day) if moves else None,
        latest=add_days(one.due_date, rule.tolerance) if rule and moves else None,
        next_day=next_day,
    )


def _write(tx: Tx, cases: Sequence[_Case], seats: Sequence[Seat], terms: Terms) -> None:
    changes = [
        Change(case.touchpoint, after)
        for case, found in zip(cases, seats, strict=True)
        if (after := _after(case, found, terms)) is not case.touchpoint
    ]
    save(tx.conn, changes, tx.now, "interviewer")
    moved = {one.after.person_id for one in changes if one.after.send_at != one.before.send_at}
    # What is moved may come too close to something else of the same person.
    reconcile(tx, moved, because="interviewer_full")


def _after(case: _Case, found: Seat, terms: Terms) -> Touchpoint:
    one, talk = case.touchpoint, case.talk
    if found.day == talk.day:
        if found.interviewer == one.interviewer:
            return one
        # It has waited for somebody: that is why it comes on this day and not on its own.
        reason = MOVED_FOR_INTERVIEWER if found.interviewer and one.reason == NOBODY else one.reason
        return one._replace(interviewer=found.interviewer, reason=reason, sequence=one.sequence + 1)
    rule = terms.rules.get(one.rule_key)
    key = spread_key_of(one, rule, case.spell)
    leaves = opening(
        found.day, case.spell.zone, key=key, calendar=case.spell.calendar, window=terms.window_of(rule)
    )
    own = found.day == talk.next_day(one.due_date)
    return one._replace(
        interviewer=found.interviewer,
        send_at=leaves.moment(key),
        moved_to=None if own else found.day,
        moved_because=None if own else MOVED_FOR_INTERVIEWER,
        reason=None if own else MOVED_FOR_INTERVIEWER,
        detail=None,
        sequence=one.sequence + 1,
    )
