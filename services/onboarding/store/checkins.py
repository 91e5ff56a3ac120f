"""Check-ins in the database, and what people publishes of employments."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import insert

from services.onboarding.domain import CLOSED, OPEN, Checkin, Colleague
from services.onboarding.tables import ASKED, checkin
from shared.calendar.errors import UnknownZone
from shared.calendar.window import zone_of
from shared.calendar.working import WorkCalendar, days_off

# Joined from the ids, not filtered by them: right after a large import the planner knows nothing about the tables yet.
# Who is forgotten has a career for the figures, and is no contact any more: no letter, no question.
# Person by person, by index (OFFSET 0 keeps the planner from turning it around): just after a large import it has no
# figures yet, and would walk through everybody for each answer that comes in.
_COLLEAGUES = text("""
    SELECT found.*
    FROM unnest(cast(:ids AS uuid[])) AS asked (id),
    LATERAL (
        SELECT c.person_id, c.spell_id, c.hire_date, c.state, c.deceased, c.time_zone, c.language, c.country, c.region,
               c.part_time_days, c.department_id, c.department, c.department_path, c.function, c.forgotten
        FROM people.career_v1 c
        WHERE c.person_id = asked.id
        OFFSET 0) AS found
    WHERE NOT found.forgotten
""")

_REHOME = text("""
    UPDATE onboarding.checkin o SET person_id = c.person_id
    FROM people.career_v1 c
    WHERE o.person_id = ANY(:ids) AND c.person_id = ANY(:ids) AND c.spell_id = o.spell_id
      AND o.person_id <> c.person_id AND o.state <> 'open'
    RETURNING o.id, c.person_id
""")

_REHOME_INVITATION = text("UPDATE onboarding.invitation SET person_id = :person WHERE subject_id = :id")

# Whom people took out altogether (a sample that was removed) never took part; of others the taking part stays.
_ERASE = text("""
    DELETE FROM onboarding.checkin o WHERE o.person_id = ANY(:ids)
      AND NOT EXISTS (SELECT FROM people.career_v1 c WHERE c.person_id = o.person_id AND NOT c.sample)
""")


def colleagues(
    conn: Connection, person_ids: Collection[UUID], *, zone: str, language: str
) -> dict[tuple[UUID, UUID], Colleague]:
    """Return the employments of these people by person and spell; ``zone`` and ``language`` where none is known."""
    rows = conn.execute(_COLLEAGUES, {"ids": list(person_ids)})
    return {(row.person_id, row.spell_id): _colleague(row, zone, language) for row in rows}


def add(conn: Connection, checkins: Sequence[Checkin]) -> set[UUID]:
    """Add check-ins; return the ids of those whose touchpoint had none yet."""
    if not checkins:
        return set()
    rows = [{**vars(one), "state": OPEN} for one in checkins]
    made = conn.execute(insert(checkin).on_conflict_do_nothing().returning(checkin.c.id), rows)
    return set(made.scalars())


def open_of(conn: Connection, person_ids: Collection[UUID]) -> list[Any]:
    """Return the open check-ins of these people (id, person, spell)."""
    query = select(checkin.c.id, checkin.c.person_id, checkin.c.spell_id).where(
        checkin.c.person_id == func.any(list(person_ids)), checkin.c.state == OPEN
    )
    return list(conn.execute(query))


def open_about(conn: Connection, touchpoint_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Return the open check-ins of these touchpoints: check-in by touchpoint."""
    query = select(checkin.c.touchpoint_id, checkin.c.id).where(
        checkin.c.touchpoint_id == func.any(list(touchpoint_ids)), checkin.c.state == OPEN
    )
    return {row.touchpoint_id: row.id for row in conn.execute(query.order_by(checkin.c.id).with_for_update())}


def end(
    conn: Connection, ids: Collection[UUID], state: str, now: datetime, reason: str | None = None
) -> list[Any]:
    """End open check-ins; return (id, touchpoint_id, person_id, moment) of those that were open."""
    return _end(conn, checkin.c.id == func.any(list(ids)), state, now, reason)


def end_overdue(conn: Connection, now: datetime, reason: str) -> list[Any]:
    """Close what is past its time; return the same."""
    return _end(conn, checkin.c.closes_at <= now, CLOSED, now, reason)


def claim_reminders(conn: Connection, now: datetime, limit: int) -> list[Any]:
    """Return open check-ins whose reminder is due, locked together with their invitations.

    What is locked already is left alone: somebody else is reminding, or the person is sending the answers right now.
    """
    invitation = ASKED.invited.invitation
    query = (
        select(checkin)
        .join(invitation, invitation.c.subject_id == checkin.c.id)
        .where(checkin.c.remind_at <= now)
        .order_by(checkin.c.remind_at, checkin.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(conn.execute(query))


def remind_later(conn: Connection, moments: Mapping[UUID, datetime | None]) -> None:
    """Set when to remind of these check-ins; None is not at all."""
    if moments:
        conn.execute(
            checkin.update().where(checkin.c.id == bindparam("row_id")).values(remind_at=bindparam("later")),
            [{"row_id": key, "later": moment} for key, moment in moments.items()],
        )


def reminded(conn: Connection, ids: Collection[UUID], now: datetime) -> None:
    """Note that the reminder is on its way; there is no second one."""
    conn.execute(
        checkin.update().where(checkin.c.id == func.any(list(ids))).values(remind_at=None, reminded_at=now)
    )


def note_delivery(conn: Connection, words: Mapping[UUID, str]) -> None:
    """Note at the open check-ins of people what became of the letter."""
    conn.execute(
        checkin.update()
        .where(checkin.c.person_id == bindparam("person"), checkin.c.state == OPEN)
        .values(delivery=bindparam("word")),
        [{"person": person, "word": word} for person, word in words.items()],
    )


def subjects_of(conn: Connection, person_ids: Collection[UUID]) -> list[UUID]:
    """Return all check-ins of these people."""
    return list(
        conn.execute(select(checkin.c.id).where(checkin.c.person_id == func.any(list(person_ids)))).scalars()
    )


def rehome(conn: Connection, person_ids: Collection[UUID]) -> None:
    """Let what is over follow its employment from one record of a person to the other."""
    moved = conn.execute(_REHOME, {"ids": list(person_ids)}).all()
    if moved:
        conn.execute(_REHOME_INVITATION, [{"id": row.id, "person": row.person_id} for row in moved])


def erase(conn: Connection, person_ids: Collection[UUID]) -> None:
    """Let no check-in know these people any more; that somebody took part stays, without whom."""
    conn.execute(_ERASE, {"ids": list(person_ids)})
    conn.execute(
        checkin.update()
        .where(checkin.c.person_id == func.any(list(person_ids)))
        .values(person_id=None, spell_id=None)
    )


def next_due(conn: Connection) -> datetime | None:
    """Return when there is a reminder to send or a check-in to close."""
    remind = select(func.min(checkin.c.remind_at)).where(checkin.c.remind_at.is_not(None))
    close = select(func.min(checkin.c.closes_at)).where(checkin.c.state == OPEN)
    instants = [conn.execute(query).scalar() for query in (remind, close)]
    return min((one for one in instants if one is not None), default=None)


def _end(conn: Connection, which: Any, state: str, now: datetime, reason: str | None) -> list[Any]:
    query = (
        checkin.update()
        .where(which, checkin.c.state == OPEN)
        .values(state=state, ended_at=now, remind_at=None, reason=reason)
        .returning(checkin.c.id, checkin.c.touchpoint_id, checkin.c.person_id, checkin.c.moment)
    )
    return list(conn.execute(query))


def _colleague(row: Any, zone: str, language: str) -> Colleague:
    return Colleague(
        person_id=row.person_id,
        spell_id=row.spell_id,
        hire_date=row.hire_date,
        state=row.state,
        deceased=bool(row.deceased),
        zone=_known_zone(row.time_zone, zone),
        language=row.language or language,
        calendar=WorkCalendar(row.country, row.region, days_off(row.part_time_days)),
        department_id=row.department_id,
        department=row.department,
        department_path=row.department_path,
        function=row.function,
        country=row.country,
    )


def _known_zone(name: str | None, default: str) -> str:
    """People refuses zones that do not exist; one that a newer zone file dropped must not stop everybody's letters."""
    if not name:
        return default
    try:
        zone_of(name)
    except UnknownZone:
        return default
    return name
