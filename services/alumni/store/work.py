"""Vacancies and who is interested, in and out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, insert, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert

from services.alumni.domain.work import Vacancy
from services.alumni.store.members import rows_of
from services.alumni.tables.membership import member
from services.alumni.tables.work import interest, vacancy

_COLUMNS = tuple(vacancy.c[name] for name in Vacancy.__dataclass_fields__)

# A wish that was not filled in fits everything. What fits is told in the letter: the reader's own words.
_FITS = """
    FROM alumni.member m,
    LATERAL (SELECT
        (SELECT jsonb_agg(f) FROM jsonb_array_elements_text(m.wishes -> 'fields') f
         WHERE position(lower(f) IN :words) > 0) AS fields,
        (SELECT jsonb_agg(p) FROM jsonb_array_elements_text(m.wishes -> 'places') p
         WHERE lower(p) = :at_place) AS places) fits
    WHERE m.state = 'awake' AND m.vacancies AND (m.paused_until IS NULL OR m.paused_until < :today)
      AND (NOT m.wishes ? 'fields' OR fits.fields IS NOT NULL)
      AND (NOT m.wishes ? 'places' OR fits.places IS NOT NULL)
      AND (NOT m.wishes ? 'hours' OR m.wishes ->> 'hours' = ANY(:bands))
      AND (NOT m.wishes ? 'level' OR cast(:level AS text) IS NULL OR m.wishes ->> 'level' = :level)
"""
_ALERT = text(f"""
    INSERT INTO mail.letter (key, template, kind, person_id, address, language, params, not_before, expires_at,
                             queued_at)
    SELECT 'alumni/vacancy/' || :id || '/' || m.id, 'alumni/vacancy', 'request', m.person_id, 'private', m.language,
           jsonb_build_object('about', 'vacancies', 'vacancy', cast(:id AS text), 'title', cast(:title AS text),
               'place', cast(:place AS text), 'closes_on', cast(:closes_on AS text),
               'because', coalesce(fits.fields, '[]') || coalesce(fits.places, '[]'),
               'wished', m.wishes ?| ARRAY['hours', 'level'],
               'standing', jsonb_build_object('service', 'alumni', 'subject', m.id, 'number', m.link_no)),
           :now, :expires_at, :now
    {_FITS} AND (m.frequency = 'each' OR :soon)
    ON CONFLICT DO NOTHING
""")
# Who wants one letter a month reads it there.
_MONTHLY = text(f"""
    INSERT INTO alumni.missed_work (member_id, vacancy_id, due_at) SELECT m.id, cast(:id AS uuid), :due_at
    {_FITS} AND m.frequency = 'monthly'
    ON CONFLICT DO NOTHING
""")


@dataclass(frozen=True, kw_only=True)
class Telling:
    """When a vacancy is told: now, and in the letter of the month where it does not close too soon for that."""

    now: datetime
    today: date
    expires_at: datetime
    monthly: datetime
    soon: bool


def add(conn: Connection, values: Mapping[str, Any]) -> None:
    """Write a new vacancy."""
    conn.execute(insert(vacancy).values(**values))


def change(conn: Connection, vacancy_id: UUID, **values: Any) -> None:
    """Write what is different about a vacancy."""
    conn.execute(update(vacancy).where(vacancy.c.id == vacancy_id).values(**values))


def find(conn: Connection, vacancy_id: UUID) -> Vacancy | None:
    """Return a vacancy."""
    row = conn.execute(select(*_COLUMNS).where(vacancy.c.id == vacancy_id)).one_or_none()
    return Vacancy(**row._mapping) if row else None  # noqa: SLF001  SQLAlchemy's way to read a row by name


def listed(conn: Connection, *, after: tuple[datetime, UUID] | None, limit: int) -> list[Row[Any]]:
    """Return vacancies, the newest first, each with how many answered it."""
    answers = (
        select(func.count())
        .select_from(interest)
        .where(interest.c.vacancy_id == vacancy.c.id)
        .scalar_subquery()
        .label("answers")
    )
    query = select(*_COLUMNS, answers)
    if after is not None:
        query = query.where(tuple_(vacancy.c.created_at, vacancy.c.id) < tuple_(*after))
    return list(conn.execute(query.order_by(vacancy.c.created_at.desc(), vacancy.c.id.desc()).limit(limit)))


def open_ones(conn: Connection, today: date, *, shown: bool) -> list[Vacancy]:
    """Return what can be answered today; ``shown`` only those for everybody."""
    query = select(*_COLUMNS).where(
        vacancy.c.withdrawn_at.is_(None), vacancy.c.opens_on <= today, vacancy.c.closes_on >= today
    )
    if shown:
        query = query.where(vacancy.c.shown)
    rows = conn.execute(query.order_by(vacancy.c.closes_on, vacancy.c.id).limit(200))
    return [Vacancy(**row._mapping) for row in rows]  # noqa: SLF001


def to_alert(conn: Connection, today: date) -> list[Vacancy]:
    """Return vacancies that opened and of which nobody heard yet, locked."""
    query = (
        select(*_COLUMNS)
        .where(vacancy.c.alerted_at.is_(None), vacancy.c.withdrawn_at.is_(None))
        .where(vacancy.c.opens_on <= today, vacancy.c.closes_on >= today)
    )
    rows = conn.execute(query.order_by(vacancy.c.opens_on).limit(20).with_for_update(skip_locked=True))
    return [Vacancy(**row._mapping) for row in rows]  # noqa: SLF001


def next_opening(conn: Connection, today: date) -> date | None:
    """Return the day on which the next vacancy opens."""
    query = select(func.min(vacancy.c.opens_on)).where(
        vacancy.c.alerted_at.is_(None), vacancy.c.withdrawn_at.is_(None), vacancy.c.closes_on >= today
    )
    found: date | None = conn.scalar(query)
    return found


def alert(conn: Connection, one: Vacancy, when: Telling) -> tuple[int, int]:
    """Tell everybody whom it fits, in one statement; return how many hear now, and how many by the letter of the month.

    What cannot wait for that letter is told now.
    """
    fits = {
        "id": str(one.id), "words": f"{one.field} {one.title}".lower(), "at_place": one.place.lower(),
        "bands": one.bands, "level": one.level, "today": when.today,
    }  # fmt: skip
    told = {"title": one.title, "place": one.place, "closes_on": one.closes_on.isoformat(), "now": when.now,
            "expires_at": when.expires_at, "soon": when.soon}  # fmt: skip
    number = conn.execute(_ALERT, {**fits, **told}).rowcount
    later = 0 if when.soon else conn.execute(_MONTHLY, {**fits, "due_at": when.monthly}).rowcount
    return number, later


def answer(conn: Connection, values: Mapping[str, Any]) -> bool:
    """Write that somebody is interested; False where they said so before."""
    done = conn.execute(upsert(interest).values(**values).on_conflict_do_nothing().returning(interest.c.id))
    return done.first() is not None


def of_member(conn: Connection, vacancy_id: UUID, member_id: UUID) -> Row[Any] | None:
    """Return what a member answered."""
    query = select(interest).where(interest.c.vacancy_id == vacancy_id, interest.c.member_id == member_id)
    return conn.execute(query).one_or_none()


def answers(conn: Connection, vacancy_id: UUID) -> list[Row[Any]]:
    """Return who answered, those who wait longest first, with the person behind each."""
    query = (
        select(interest, member.c.person_id)
        .join(member, member.c.id == interest.c.member_id)
        .where(interest.c.vacancy_id == vacancy_id)
    )
    return list(
        conn.execute(query.order_by(interest.c.state != "open", interest.c.promised_on, interest.c.id))
    )


def lock_answer(conn: Connection, interest_id: UUID) -> Row[Any] | None:
    """Return one answer, locked."""
    return conn.execute(select(interest).where(interest.c.id == interest_id).with_for_update()).one_or_none()


def change_answer(conn: Connection, interest_id: UUID, **values: Any) -> None:
    """Write what became of an answer."""
    conn.execute(update(interest).where(interest.c.id == interest_id).values(**values))


def count_answers(conn: Connection, vacancy_id: UUID) -> int:
    """Return how many answered."""
    query = select(func.count()).select_from(interest).where(interest.c.vacancy_id == vacancy_id)
    return conn.execute(query).scalar_one()


def at_risk(conn: Connection, until: date, *, unreminded: bool = False) -> list[Row[Any]]:
    """Return who was promised to hear by then and has not; ``unreminded`` only where HR was not reminded of it."""
    query = (
        select(interest, vacancy.c.title, vacancy.c.created_by, member.c.person_id)
        .join(vacancy, vacancy.c.id == interest.c.vacancy_id)
        .join(member, member.c.id == interest.c.member_id)
        .where(interest.c.state == "open", interest.c.promised_on <= until)
    )
    if unreminded:
        query = query.where(interest.c.reminded_at.is_(None))
    return list(conn.execute(query.order_by(interest.c.promised_on, interest.c.id).limit(200)))


def next_promise(conn: Connection) -> date | None:
    """Return the first day by which somebody was promised to hear and HR was not reminded."""
    query = select(func.min(interest.c.promised_on)).where(
        interest.c.state == "open", interest.c.reminded_at.is_(None)
    )
    found: date | None = conn.scalar(query)
    return found


def files_past(conn: Connection, before: datetime) -> list[Row[Any]]:
    """Return answers whose file is to be deleted: decided, or withdrawn, long enough ago."""
    query = select(interest).where(interest.c.file_kind.is_not(None), interest.c.decided_at < before)
    return list(conn.execute(query.limit(500).with_for_update(skip_locked=True)))


def with_file(conn: Connection) -> set[UUID]:
    """Return the answers that came with a file that is still here."""
    return set(conn.execute(select(interest.c.id).where(interest.c.file_kind.is_not(None))).scalars())


def all_of(conn: Connection, person_ids: list[UUID]) -> list[UUID]:
    """Return all answers of these persons."""
    mine = interest.c.member_id.in_(rows_of(person_ids))
    return list(conn.execute(select(interest.c.id).where(mine)).scalars())


def forget(conn: Connection, ids: list[UUID], now: datetime) -> None:
    """Nothing that somebody wrote stays."""
    if ids:
        emptied = {"phone": "", "motivation": "", "file_name": None, "file_kind": None, "state": "withdrawn",
                   "decided_at": func.coalesce(interest.c.decided_at, now)}  # fmt: skip
        conn.execute(update(interest).where(interest.c.id.in_(ids)).values(**emptied))
