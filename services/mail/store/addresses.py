"""Who is written where, and which addresses are not written any more."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from services.mail.domain.addresses import Contact, Reader
from services.mail.tables import delivery, returned, suppression
from shared.kernel.ids import new_id

_CONTACTS = text("""
    SELECT person_id, given_name, display_name, work_email, private_email, language, state, deceased
    FROM people.contact_v1 WHERE person_id = ANY(cast(:ids AS uuid[]))
""")

_READERS = text("""
    SELECT account_id, email, name, language FROM console.account_address_v1
    WHERE account_id = ANY(cast(:ids AS uuid[]))
""")

_SUPPRESSED = text(
    "SELECT address_hash FROM mail.suppression WHERE address_hash = ANY(cast(:hashes AS bytea[]))"
)

# An address that somebody has again is theirs again; one that they no longer have is kept, and not shown.
_REVIEW = text("""
    UPDATE mail.suppression s SET replaced_at = CASE WHEN found.theirs THEN NULL ELSE cast(:now AS timestamptz) END
    FROM (SELECT o.id, EXISTS (
              SELECT FROM unnest(cast(:owners AS uuid[]), cast(:hashes AS bytea[])) AS c (person_id, hash)
              WHERE c.person_id = o.person_id AND c.hash = o.address_hash) AS theirs
          FROM mail.suppression o WHERE o.person_id = ANY(cast(:ids AS uuid[]))) found
    WHERE s.id = found.id AND (s.replaced_at IS NULL) <> found.theirs
""")
_IN_USE = text("""
    UPDATE mail.suppression s SET replaced_at = NULL, person_id = c.person_id
    FROM unnest(cast(:owners AS uuid[]), cast(:hashes AS bytea[])) AS c (person_id, hash)
    WHERE s.address_hash = c.hash AND s.replaced_at IS NOT NULL
""")


def contacts(conn: Connection, person_ids: Sequence[UUID]) -> dict[UUID, Contact]:
    """What people publishes about these persons; who is not there any more is absent."""
    if not person_ids:
        return {}
    rows = conn.execute(_CONTACTS, {"ids": list(person_ids)})
    return {
        row.person_id: Contact(
            given_name=row.given_name or "",
            display_name=row.display_name or "",
            work_email=row.work_email,
            private_email=row.private_email,
            language=row.language,
            state=row.state,
            deceased=bool(row.deceased),
        )
        for row in rows
    }


def readers(conn: Connection, account_ids: Sequence[UUID]) -> dict[UUID, Reader]:
    """What console publishes about these accounts; one that is closed is absent."""
    if not account_ids:
        return {}
    rows = conn.execute(_READERS, {"ids": list(account_ids)})
    return {row.account_id: Reader(email=row.email, name=row.name, language=row.language) for row in rows}


def suppressed(conn: Connection, hashes: Sequence[bytes]) -> set[bytes]:
    """Which of these (hashed) addresses are not written any more."""
    if not hashes:
        return set()
    # One array, not a parameter each: the same statement for every batch, which PostgreSQL knows by heart.
    return {bytes(found) for found in conn.execute(_SUPPRESSED, {"hashes": list(hashes)}).scalars()}


def suppress(conn: Connection, *, now: datetime, **values: Any) -> bool:
    """Write nothing more to an address; False when that was so already."""
    done = conn.execute(
        insert(suppression)
        .values(id=new_id(), since=now, **values)
        .on_conflict_do_nothing(index_elements=[suppression.c.address_hash])
        .returning(suppression.c.id)
    )
    return done.first() is not None


def review(
    conn: Connection, person_ids: Sequence[UUID], theirs: Sequence[tuple[UUID, bytes]], now: datetime
) -> None:
    """Show of these persons' suppressed addresses only those that they have now (`theirs`, hashed)."""
    if person_ids:
        owners, hashes = [owner for owner, _ in theirs], [digest for _, digest in theirs]
        conn.execute(_REVIEW, {"ids": list(person_ids), "owners": owners, "hashes": hashes, "now": now})


def in_use(conn: Connection, found: Sequence[tuple[UUID | None, bytes]]) -> None:
    """A letter met these suppressed addresses: whoever has one now must be able to see it, and lift it."""
    if found:
        owners, hashes = [owner for owner, _ in found], [digest for _, digest in found]
        conn.execute(_IN_USE, {"owners": owners, "hashes": hashes})


def lift(conn: Connection, suppression_id: UUID) -> Row[Any] | None:
    """Let an address be written again; returns what was lifted."""
    return conn.execute(
        delete(suppression).where(suppression.c.id == suppression_id).returning(suppression)
    ).one_or_none()


def listed(
    conn: Connection, *, person_id: UUID | None = None, after: tuple[datetime, UUID] | None = None, limit: int
) -> Sequence[Any]:
    """Suppressed addresses that somebody has, newest first."""
    query = (
        select(
            suppression.c.id,
            suppression.c.person_id,
            suppression.c.address_kind,
            suppression.c.reason,
            suppression.c.status,
            suppression.c.letter_id,
            suppression.c.since,
        )
        .where(suppression.c.replaced_at.is_(None))
        .order_by(suppression.c.since.desc(), suppression.c.id.desc())
        .limit(limit)
    )
    if person_id:
        query = query.where(suppression.c.person_id == person_id)
    if after:
        query = query.where(tuple_(suppression.c.since, suppression.c.id) < after)
    return conn.execute(query).all()


def count_suppressed(conn: Connection) -> int:
    """How many addresses that somebody has are not written."""
    query = select(func.count()).select_from(suppression).where(suppression.c.replaced_at.is_(None))
    return conn.execute(query).scalar_one()


def remember_return(conn: Connection, **values: Any) -> bool:
    """Keep one word that came back; False when it was said before."""
    done = conn.execute(
        insert(returned)
        .values(**values)
        .on_conflict_do_nothing(index_elements=[returned.c.event_id])
        .returning(returned.c.event_id)
    )
    return done.first() is not None


def failures_lately(conn: Connection, address_hash: bytes, now: datetime, window: timedelta) -> int:
    """How many letters to an address came back within the window."""
    query = (
        select(func.count(func.distinct(returned.c.letter_id)))
        .join(delivery, delivery.c.letter_id == returned.c.letter_id)
        .where(delivery.c.address_hash == address_hash)
        .where(returned.c.kind.in_(("soft", "hard")), returned.c.at > now - window)
    )
    return conn.execute(query).scalar_one()


def delivery_of(conn: Connection, letter_id: UUID) -> Row[Any] | None:
    """Where a letter went."""
    return conn.execute(select(delivery).where(delivery.c.letter_id == letter_id)).one_or_none()


def merge_person(conn: Connection, person_id: UUID, into: UUID) -> None:
    """Suppressions of a person who turns out to be another."""
    conn.execute(update(suppression).where(suppression.c.person_id == person_id).values(person_id=into))


def forget(conn: Connection, person_ids: Sequence[UUID]) -> None:
    """The address stays unwritten; whose it was is forgotten."""
    conn.execute(update(suppression).where(suppression.c.person_id.in_(person_ids)).values(person_id=None))
