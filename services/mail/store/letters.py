"""Letters out of the box: claim a batch, note what became of it, find what a crash left behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select, text, tuple_, update

from services.mail.tables import delivery, inbox, letter

# While HR has stopped all letters only those leave that somebody needs to get in (a password). Who is paused is asked
# nothing, and still hears what becomes of what they do themselves.
_GOING = """
    (kind = 'key' OR NOT EXISTS (SELECT FROM journey.stop_v1)
     AND (kind = 'service' OR NOT EXISTS (SELECT FROM journey.pause_v1 p WHERE p.person_id = mail.letter.person_id)))
"""

# Rows that another worker holds are stepped over; the order is that of their turn.
_CLAIM = text(f"""
    WITH due AS (
        SELECT id FROM mail.letter
        WHERE state = 'queued' AND not_before <= :now AND {_GOING}
        ORDER BY not_before, id LIMIT :batch
        FOR UPDATE SKIP LOCKED)
    UPDATE mail.letter l SET state = 'sending', claimed_at = :now, attempts = l.attempts + 1
    FROM due WHERE l.id = due.id
    RETURNING l.id, l.template, l.person_id, l.address, l.email, l.language, l.params, l.secrets, l.kind,
              l.attempts, l.expires_at, l.queued_at, l.hours, l.account_id
""")  # noqa: S608  the part above

_NOTE = text("""
    UPDATE mail.letter l
    SET state = o.state, reason = o.reason, claimed_at = NULL,
        attempts = CASE WHEN o.free THEN l.attempts - 1 ELSE l.attempts END,
        not_before = coalesce(o.again_at, l.not_before),
        sent_at = CASE WHEN o.state = 'sent' THEN cast(:now AS timestamptz) END,
        provider_id = coalesce(o.provider_id, l.provider_id),
        -- Sent or never to be sent: the link in it is nobody's business any more.
        secrets = CASE WHEN o.state IN ('sent', 'cancelled') THEN NULL ELSE l.secrets END
    FROM unnest(cast(:ids AS uuid[]), cast(:attempts AS int[]), cast(:states AS text[]), cast(:reasons AS text[]),
                cast(:frees AS bool[]), cast(:agains AS timestamptz[]), cast(:providers AS text[]))
         AS o (id, attempts, state, reason, free, again_at, provider_id)
    WHERE l.id = o.id AND l.attempts = o.attempts AND l.state IN ('sending', 'uncertain')
    RETURNING l.id
""")

_DELIVERED_TO = text("""
    INSERT INTO mail.delivery (letter_id, address_hash, address_kind, handed_at)
    SELECT d.id, d.hash, d.kind, :now
    FROM unnest(cast(:ids AS uuid[]), cast(:hashes AS bytea[]), cast(:kinds AS text[])) AS d (id, hash, kind)
    ON CONFLICT (letter_id) DO UPDATE
    SET address_hash = excluded.address_hash, address_kind = excluded.address_kind, handed_at = excluded.handed_at
""")


@dataclass(frozen=True, kw_only=True)
class Note:
    """What is written back about one claimed letter. `free`: the attempt does not count."""

    letter_id: UUID
    attempts: int
    state: str
    reason: str | None = None
    free: bool = False
    again_at: datetime | None = None
    provider_id: str | None = None


def claim(conn: Connection, now: datetime, batch: int) -> Sequence[Row[Any]]:
    """Take up to `batch` letters that may leave now."""
    return conn.execute(_CLAIM, {"now": now, "batch": batch}).all()


def note(conn: Connection, notes: Sequence[Note], now: datetime) -> set[UUID]:
    """Write back what became of letters; returns those that were still ours to write about."""
    if not notes:
        return set()
    found = conn.execute(
        _NOTE,
        {
            "now": now,
            "ids": [one.letter_id for one in notes],
            "attempts": [one.attempts for one in notes],
            "states": [one.state for one in notes],
            "reasons": [one.reason for one in notes],
            "frees": [one.free for one in notes],
            "agains": [one.again_at for one in notes],
            "providers": [one.provider_id for one in notes],
        },
    )
    return set(found.scalars())


def delivered_to(conn: Connection, rows: Sequence[tuple[UUID, bytes, str]], now: datetime) -> None:
    """Keep to which address (hashed) letters go, so that what comes back finds it."""
    if rows:
        ids, hashes, kinds = (list(column) for column in zip(*rows, strict=True))
        conn.execute(_DELIVERED_TO, {"ids": ids, "hashes": hashes, "kinds": kinds, "now": now})


def overdue(conn: Connection, before: datetime) -> int:
    """Letters in `sending` since before `before` become uncertain; returns how many."""
    done = conn.execute(
        update(letter)
        .where(letter.c.state == "sending", letter.c.claimed_at < before)
        .values(state="uncertain", reason="worker_lost")
    )
    return done.rowcount


def settle_by_inbox(conn: Connection, now: datetime) -> list[Row[Any]]:
    """Settle the uncertain letters of a house with its own inbox: we can look.

    Those that arrived are sent, the others queue again. Returns (id, person_id, template) of those that arrived.
    """
    caught = select(inbox.c.letter_id).where(inbox.c.letter_id == letter.c.id).exists()
    uncertain = (letter.c.state == "uncertain") & letter.c.reason.in_(("worker_lost", "connection_lost"))
    arrived = conn.execute(
        update(letter)
        .where(uncertain, caught)
        .values(state="sent", sent_at=now, reason=None, secrets=None, claimed_at=None)
        .returning(letter.c.id, letter.c.person_id, letter.c.template)
    ).all()
    conn.execute(
        update(letter)
        .where(uncertain, ~caught)
        .values(state="queued", not_before=now, reason=None, claimed_at=None)
    )
    return list(arrived)


def next_due(conn: Connection) -> tuple[datetime | None, datetime | None]:
    """When the first queued letter may leave, and since when the oldest is in `sending`."""
    waiting = select(func.min(letter.c.not_before)).where(letter.c.state == "queued", text(_GOING))
    queued = waiting.scalar_subquery()
    sending = select(func.min(letter.c.claimed_at)).where(letter.c.state == "sending").scalar_subquery()
    row = conn.execute(select(queued, sending)).one()
    return row[0], row[1]


def more_than(conn: Connection, number: int, now: datetime) -> bool:
    """Whether more than `number` letters may leave now."""
    due = (
        select(letter.c.id)
        .where(letter.c.state == "queued", letter.c.not_before <= now, text(_GOING))
        .offset(number)
        .limit(1)
    )
    return conn.execute(due).first() is not None


def lock(conn: Connection, letter_id: UUID) -> Row[Any] | None:
    """One letter, held until the end of the transaction."""
    return conn.execute(select(letter).where(letter.c.id == letter_id).with_for_update()).one_or_none()


def change(conn: Connection, letter_id: UUID, **values: Any) -> None:
    """Set columns of one letter."""
    conn.execute(update(letter).where(letter.c.id == letter_id).values(**values))


def listed(
    conn: Connection,
    *,
    state: str | None = None,
    person_id: UUID | None = None,
    after: tuple[datetime, UUID] | None = None,
    limit: int,
) -> Sequence[Row[Any]]:
    """Letters, newest first, with where they went (the kind of address, never the address)."""
    query = (
        select(letter, delivery.c.address_kind)
        .outerjoin(delivery, delivery.c.letter_id == letter.c.id)
        .order_by(letter.c.queued_at.desc(), letter.c.id.desc())
        .limit(limit)
    )
    if state == "returned":
        query = query.where(letter.c.state == "sent", letter.c.reason.is_not(None))
    elif state:
        query = query.where(letter.c.state == state)
    if person_id:
        query = query.where(letter.c.person_id == person_id)
    if after:
        query = query.where(tuple_(letter.c.queued_at, letter.c.id) < after)
    return conn.execute(query).all()


def counts(conn: Connection) -> dict[str, int]:
    """How many letters wait, and how many came back, by state. What is sent for good is not counted."""
    rows = conn.execute(
        select(letter.c.state, func.count())
        .where(letter.c.state.in_(("queued", "sending", "uncertain", "parked")))
        .group_by(letter.c.state)
    )
    return {row[0]: row[1] for row in rows}


def merge_person(conn: Connection, person_id: UUID, into: UUID) -> None:
    """Letters of a person who turns out to be another."""
    conn.execute(update(letter).where(letter.c.person_id == person_id).values(person_id=into))


def cancel_for(conn: Connection, person_ids: Sequence[UUID], reason: str) -> list[Row[Any]]:
    """Nothing that waits for these persons leaves any more."""
    return list(
        conn.execute(
            update(letter)
            .where(letter.c.person_id.in_(person_ids), letter.c.state.in_(("queued", "parked", "uncertain")))
            .values(state="cancelled", reason=reason, secrets=None, claimed_at=None)
            .returning(letter.c.id, letter.c.person_id)
        )
    )


def queue_again(conn: Connection, person_ids: Sequence[UUID], reasons: Sequence[str], now: datetime) -> int:
    """Parked letters of these persons get another chance: their address has been mended."""
    done = conn.execute(
        update(letter)
        .where(letter.c.person_id.in_(person_ids), letter.c.state == "parked")
        .where(letter.c.reason.in_(reasons) | letter.c.reason.startswith("smtp_55"))
        .where((letter.c.expires_at > now) | letter.c.expires_at.is_(None))
        .values(state="queued", not_before=now, attempts=0, reason=None)
    )
    return done.rowcount


def forget(conn: Connection, person_ids: Sequence[UUID]) -> None:
    """Keep that a letter was sent, not what was in it."""
    conn.execute(update(letter).where(letter.c.person_id.in_(person_ids)).values(params={}, secrets=None))


def queue_all_parked(conn: Connection, now: datetime) -> int:
    """Every parked letter that has not expired queues again."""
    done = conn.execute(
        update(letter)
        .where(letter.c.state == "parked", (letter.c.expires_at > now) | letter.c.expires_at.is_(None))
        .values(state="queued", not_before=now, attempts=0, reason=None)
    )
    return done.rowcount
