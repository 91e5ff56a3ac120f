"""Newsletters: rows to dataclasses and back, their history, their links."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    DateTime,
    Row,
    case,
    cast,
    delete,
    func,
    insert,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from services.alumni.domain.news import DRAFT, SENDING, Issue, Words
from services.alumni.domain.trial import A, B
from services.alumni.tables.newsletters import issue, issue_link, issue_text, issue_version

_COLUMNS = tuple(issue.c[name] for name in Issue.__dataclass_fields__ if name != "texts")
# What most readers got.
_SUBJECT = case(
    (issue.c.trial["winner"].astext == B, issue_text.c.subject_b), else_=issue_text.c.subject
).label("subject")
_UNTIL = cast(issue.c.trial["until"].astext, DateTime(timezone=True))
_TRIAL = issue.c.trial.has_key("until") & ~issue.c.trial.has_key("winner")
_MINUTES = text("""
    SELECT minute, letters FROM mail.issue_minute_v1 WHERE issue_id = :issue AND minute >= :since ORDER BY minute
""")
_WAITS = text("SELECT reason, letters, until FROM mail.issue_wait_v1 WHERE issue_id = :issue")
_TOOK_BACK = text("""
    SELECT count(DISTINCT member_id) FROM alumni.consent
    WHERE subject = 'news' AND NOT given AND how <> 'merge' AND at >= :since AND at < :until
""")
_PROGRESS = text("SELECT state, outcome, letters, last_sent_at FROM mail.issue_v1 WHERE issue_id = :issue")


def add(conn: Connection, values: Mapping[str, Any]) -> None:
    """Write a new issue."""
    conn.execute(insert(issue).values(**values))


def find(conn: Connection, issue_id: UUID, *, lock: bool = False) -> Issue | None:
    """Return an issue with its words."""
    query = select(*_COLUMNS).where(issue.c.id == issue_id)
    row = conn.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        return None
    rows = conn.execute(select(issue_text).where(issue_text.c.issue_id == issue_id))
    texts = {
        one.language: Words(
            language=one.language,
            subject=one.subject,
            preview=one.preview,
            body=one.body,
            subject_b=one.subject_b,
        )
        for one in rows
    }
    return Issue(**row._mapping, texts=texts)  # noqa: SLF001  SQLAlchemy's way to read a row by name


def change(conn: Connection, issue_id: UUID, **values: Any) -> None:
    """Write what is different about an issue."""
    conn.execute(update(issue).where(issue.c.id == issue_id).values(**values))


def write(conn: Connection, issue_id: UUID, words: Words, letter: str) -> None:
    """Keep the words of one language, as written and as they go into letters."""
    values = {
        "subject": words.subject,
        "preview": words.preview,
        "body": words.body,
        "letter": letter,
        "subject_b": words.subject_b,
    }
    statement = upsert(issue_text).values(issue_id=issue_id, language=words.language, **values)
    conn.execute(statement.on_conflict_do_update(index_elements=["issue_id", "language"], set_=values))


def set_letter(
    conn: Connection, issue_id: UUID, language: str, letter: str, letter_b: str | None = None
) -> None:
    """Keep the words as they leave, their links counted; ``letter_b`` those under the other subject."""
    mine = (issue_text.c.issue_id == issue_id) & (issue_text.c.language == language)
    conn.execute(update(issue_text).where(mine).values(letter=letter, letter_b=letter_b or ""))


def keep_version(conn: Connection, issue_id: UUID, words: Words, *, at: datetime, by: UUID | None) -> None:
    """Add to the history, unless it is what the history ends with."""
    last = conn.execute(
        select(issue_version)
        .where(issue_version.c.issue_id == issue_id, issue_version.c.language == words.language)
        .order_by(issue_version.c.id.desc())
        .limit(1)
    ).one_or_none()
    fresh = {name: getattr(words, name) for name in ("subject", "preview", "body", "subject_b")}
    if last is not None and all(getattr(last, name) == value for name, value in fresh.items()):
        return
    conn.execute(
        insert(issue_version).values(
            issue_id=issue_id, language=words.language, at=at, by_account=by, **fresh,
        )
    )  # fmt: skip


def versions(conn: Connection, issue_id: UUID, language: str, *, limit: int = 20) -> list[Row[Any]]:
    """Return the history of one language, the latest first."""
    query = select(issue_version).where(
        issue_version.c.issue_id == issue_id, issue_version.c.language == language
    )
    return list(conn.execute(query.order_by(issue_version.c.id.desc()).limit(limit)))


def version(conn: Connection, issue_id: UUID, version_id: int) -> Row[Any] | None:
    """Return one piece of history."""
    query = select(issue_version).where(
        issue_version.c.issue_id == issue_id, issue_version.c.id == version_id
    )
    return conn.execute(query).one_or_none()


def listed(conn: Connection, *, after: tuple[datetime, UUID] | None, limit: int) -> list[Row[Any]]:
    """Return issues, the newest first."""
    query = select(*_COLUMNS)
    if after is not None:
        query = query.where(tuple_(issue.c.created_at, issue.c.id) < tuple_(*after))
    return list(conn.execute(query.order_by(issue.c.created_at.desc(), issue.c.id.desc()).limit(limit)))


def archive(
    conn: Connection,
    *,
    now: datetime,
    limit: int,
    after: tuple[datetime, UUID] | None = None,
    everybody: bool = True,
) -> list[Row[Any]]:
    """Return what everybody may read, or all that members may, the newest first, in its first language."""
    query = (
        select(issue.c.id, issue.c.filed_at, issue.c.send_at, _SUBJECT, issue_text.c.preview)
        .join(issue_text, (issue_text.c.issue_id == issue.c.id) & (issue_text.c.language == issue.c.language))
        .where(
            issue.c.filed_at.is_not(None), issue.c.state != DRAFT,
            func.coalesce(issue.c.send_at, issue.c.filed_at) <= now,
        )
    )  # fmt: skip
    if everybody:
        query = query.where(issue.c.archived)
    if after is not None:
        query = query.where(tuple_(issue.c.filed_at, issue.c.id) < tuple_(*after))
    return list(conn.execute(query.order_by(issue.c.filed_at.desc(), issue.c.id.desc()).limit(limit)))


def took_back(conn: Connection, since: datetime, until: datetime) -> int:
    """Return how many stopped news with their own hand in that time; who did is not looked at."""
    found: int = conn.scalar(_TOOK_BACK, {"since": since, "until": until}) or 0
    return found


def remove(conn: Connection, issue_id: UUID) -> None:
    """Throw a draft away."""
    conn.execute(delete(issue).where(issue.c.id == issue_id, issue.c.state == DRAFT))


def add_links(conn: Connection, issue_id: UUID, urls: Mapping[str, int]) -> None:
    """Keep where the links of an issue lead."""
    if urls:
        rows = [{"issue_id": issue_id, "no": number, "url": url} for url, number in urls.items()]
        conn.execute(upsert(issue_link).on_conflict_do_nothing(), rows)


def follow_link(conn: Connection, issue_id: UUID, number: int, *, machine: bool, other: bool) -> str | None:
    """Count that a link was followed, and whether under the other subject; return where it leads."""
    people = issue_link.c.clicks_b if other else issue_link.c.clicks
    counted = issue_link.c.machines if machine else people
    done = conn.execute(
        update(issue_link)
        .where(issue_link.c.issue_id == issue_id, issue_link.c.no == number)
        .values({counted: counted + 1})
        .returning(issue_link.c.url)
    )
    found: str | None = done.scalar()
    return found


def clicks(conn: Connection, issue_id: UUID) -> dict[str, int]:
    """Return how often people followed links under each subject."""
    sums = [func.coalesce(func.sum(one), 0) for one in (issue_link.c.clicks, issue_link.c.clicks_b)]
    row = conn.execute(select(*sums).where(issue_link.c.issue_id == issue_id)).one()
    return {A: row[0], B: row[1]}


def on_trial(conn: Connection, now: datetime) -> list[Issue]:
    """Return the issues of which the trial of two subjects is over, locked."""
    due = select(issue.c.id).where(_TRIAL, now >= _UNTIL, issue.c.state == SENDING)
    ids = list(conn.execute(due.order_by(issue.c.id).limit(20).with_for_update(skip_locked=True)).scalars())
    found = (find(conn, one) for one in ids)
    return [one for one in found if one is not None]


def next_trial(conn: Connection) -> datetime | None:
    """Return when the next trial is over."""
    found: datetime | None = conn.scalar(select(func.min(_UNTIL)).where(_TRIAL, issue.c.state == SENDING))
    return found


def links(conn: Connection, issue_id: UUID) -> list[Row[Any]]:
    """Return how often each link was followed."""
    return list(
        conn.execute(select(issue_link).where(issue_link.c.issue_id == issue_id).order_by(issue_link.c.no))
    )


def progress(conn: Connection, issue_id: UUID) -> list[Row[Any]]:
    """Return how far the letters are, as mail publishes it."""
    return list(conn.execute(_PROGRESS, {"issue": issue_id}))


def minutes(conn: Connection, issue_id: UUID, since: datetime) -> list[Row[Any]]:
    """Return how many letters left in each minute from an instant, as mail publishes it."""
    return list(conn.execute(_MINUTES, {"issue": issue_id, "since": since}))


def waits(conn: Connection, issue_id: UUID) -> list[Row[Any]]:
    """Return why letters wait, how many and until when, as mail publishes it."""
    return list(conn.execute(_WAITS, {"issue": issue_id}))
