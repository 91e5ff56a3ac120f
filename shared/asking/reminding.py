"""Remind those who have not answered: once, or on the days that the plan names, and only while it helps."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from shared.asking import letters, store
from shared.asking.colleagues import colleagues
from shared.asking.model import Colleague, reminder_after, still_to_come
from shared.asking.programme import Programme
from shared.calendar.window import next_opening
from shared.db.transaction import Tx
from shared.invitation.model import Invited
from shared.invitation.store import new_links
from shared.letterbox.put import Letter, put

BATCH = 1_000


def remind_batch(tx: Tx, programme: Programme, *, limit: int = BATCH) -> int:
    """Remind those whose reminder is due; return how many requests were looked at."""
    tables = programme.tables
    claimed = store.claim_reminders(tx.conn, tables, tx.now, limit=limit)
    if not claimed:
        return 0
    employed = colleagues(tx, {row.person_id for row in claimed if row.person_id})
    whom = {row.id: (row, employed.get((row.person_id, row.spell_id))) for row in claimed}
    plans = {key: _plan(tx, programme, *one) for key, one in whom.items()}
    links = new_links(tx, tables.asked.invited, [key for key, plan in plans.items() if tx.now in plan[:1]])
    put(tx, *(_letter(programme, *whom[link.subject_id], link) for link in links))
    reached = {link.subject_id for link in links}
    store.reminded(tx.conn, tables, reached, tx.now)
    store.plan_reminders(tx.conn, tables, dict(_ahead(tx.now, plans, reached)))
    tx.record(*(programme.fact(programme.facts.reminded, whom[key][0]) for key in sorted(reached)))
    return len(claimed)


def _plan(tx: Tx, programme: Programme, row: Any, who: Colleague | None) -> list[datetime]:
    """Return when to remind from here on; empty is no reminder any more.

    Now first, or a later moment: the sweep came late and the window is shut, or the invitation itself left late.
    """
    if who is None or programme.why_not(who) is not None or row.closes_at <= tx.now:
        return []
    policy, earliest = programme.policy, tx.now
    if not row.reminders:
        days = policy.remind_after_working_days
        found = reminder_after(row, tx.now, who, after=days, window=policy.window)
        if found is None:
            return []
        earliest = found
    first = next_opening(
        earliest, who.zone, key=str(who.spell_id), calendar=who.calendar, window=policy.window
    )
    return [first, *still_to_come(row.remind_later, first, who.zone)] if first < row.closes_at else []


def _ahead(
    now: datetime, plans: Mapping[UUID, list[datetime]], reached: Collection[UUID]
) -> Iterator[tuple[UUID, list[datetime]]]:
    """Yield what is left to plan; whoever was reminded for the last time is done."""
    for key, plan in plans.items():
        if key not in reached:
            yield key, [] if now in plan[:1] else plan
        elif plan[1:]:
            yield key, plan[1:]


def _letter(programme: Programme, row: Any, who: Colleague | None, link: Invited) -> Letter:
    # What was promised with the invitation, whatever version is the newest now.
    questionnaire = programme.catalogue().find(row.questionnaire, row.version)
    return letters.reminder(programme, row, who, questionnaire, link)
