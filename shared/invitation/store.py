"""Invitations in and out of the database, by the thousand where thousands come."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, Update, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from shared.db.transaction import Tx
from shared.invitation.link import hash_of, new_token
from shared.invitation.model import Ask, Invitation, Invited, State
from shared.invitation.tables import InvitationTables
from shared.kernel.ids import new_id


def invite(tx: Tx, tables: InvitationTables, asks: Sequence[Ask]) -> list[Invited]:
    """Make an invitation for each of ``asks`` and return those that are new, each with its token.

    A subject that has an invitation keeps the one it has, so doing this twice invites once.
    """
    if not asks:
        return []
    rows = [{"id": new_id(), **asdict(ask)} for ask in asks]
    made = tx.conn.execute(
        insert(tables.invitation).on_conflict_do_nothing().returning(tables.invitation.c.id), rows
    )
    fresh = set(made.scalars())
    tokens = {row["id"]: new_token() for row in rows if row["id"] in fresh}
    _link(tx.conn, tables, tokens)
    return [
        Invited(
            id=row["id"], subject_id=row["subject_id"], person_id=row["person_id"], token=tokens[row["id"]]
        )
        for row in rows
        if row["id"] in fresh
    ]


def new_links(tx: Tx, tables: InvitationTables, subject_ids: Collection[UUID]) -> list[Invited]:
    """Make one more link to each open invitation about ``subject_ids``, for a reminder; the earlier links live on."""
    invitation = tables.invitation
    rows = tx.conn.execute(
        select(invitation.c.id, invitation.c.subject_id, invitation.c.person_id).where(
            invitation.c.subject_id == func.any(list(subject_ids)),
            invitation.c.state == State.OPEN,
            invitation.c.expires_at > tx.now,
        )
    ).all()
    tokens = {row.id: new_token() for row in rows}
    _link(tx.conn, tables, tokens)
    return [
        Invited(id=row.id, subject_id=row.subject_id, person_id=row.person_id, token=tokens[row.id])
        for row in rows
    ]


def more_links(tx: Tx, tables: InvitationTables, subject_ids: Collection[UUID]) -> list[Invited]:
    """Make one more link to each invitation about ``subject_ids``, whatever became of its questions.

    For what goes on beside them, such as a conversation: the page behind the link says what is still open.
    """
    invitation = tables.invitation
    query = select(invitation.c.id, invitation.c.subject_id, invitation.c.person_id).where(
        invitation.c.subject_id == func.any(list(subject_ids)), invitation.c.person_id.is_not(None)
    )
    rows = tx.conn.execute(query).all()
    tokens = {row.id: new_token() for row in rows}
    _link(tx.conn, tables, tokens)
    return [
        Invited(id=row.id, subject_id=row.subject_id, person_id=row.person_id, token=tokens[row.id])
        for row in rows
    ]


def behind(conn: Connection, tables: InvitationTables, token: str, *, lock: bool = False) -> Row[Any] | None:
    """Return the row of the invitation that ``token`` leads to, with what has been written so far.

    With ``lock`` nobody else changes it meanwhile.
    """
    return conn.execute(_behind(tables, lock=lock), {"token_hash": hash_of(token)}).one_or_none()


def from_row(row: Row[Any] | Mapping[str, Any]) -> Invitation:
    """Return the invitation in a row of ``behind``."""
    values = row._mapping if isinstance(row, Row) else row  # noqa: SLF001  SQLAlchemy's public name for it
    known = {name: values[name] for name in Invitation.__dataclass_fields__}
    return Invitation(**{**known, "state": State(known["state"])})


def close(tx: Tx, tables: InvitationTables, invitation_id: UUID, *, state: State) -> None:
    """Bring an open invitation to its end; what had been written but not sent is gone."""
    tx.conn.execute(_close(tables), {"invitation_id": invitation_id, "end": state})


def reopen(tx: Tx, tables: InvitationTables, invitation_id: UUID) -> None:
    """Open an invitation that was declined; the database allows it where ``ddl.version_3`` has run."""
    invitation = tables.invitation
    tx.conn.execute(
        update(invitation)
        .where(invitation.c.id == invitation_id, invitation.c.state == State.DECLINED)
        .values(state=State.OPEN)
    )


def lengthen(tx: Tx, tables: InvitationTables, expiries: Mapping[UUID, datetime]) -> None:
    """Let open invitations about these subjects live longer; never shorter."""
    invitation = tables.invitation
    if expiries:
        tx.conn.execute(
            update(invitation)
            .where(
                invitation.c.subject_id == bindparam("subject"),
                invitation.c.state == State.OPEN,
                invitation.c.expires_at < bindparam("until"),
            )
            .values(expires_at=bindparam("until")),
            [{"subject": key, "until": until} for key, until in expiries.items()],
        )


def revoke_for_person(tx: Tx, tables: InvitationTables, person_ids: Collection[UUID]) -> list[UUID]:
    """End what is open for people who are no longer active; return the subjects."""
    return _end(tx.conn, tables, State.REVOKED, tables.invitation.c.person_id == func.any(list(person_ids)))


def revoke(tx: Tx, tables: InvitationTables, subject_ids: Collection[UUID]) -> list[UUID]:
    """End what is open about ``subject_ids`` (a moment that was cancelled); return the subjects that were."""
    return _end(tx.conn, tables, State.REVOKED, tables.invitation.c.subject_id == func.any(list(subject_ids)))


def expire(tx: Tx, tables: InvitationTables) -> list[UUID]:
    """End what is past its time; return the subjects. A correction that was never sent is gone too."""
    invitation = tables.invitation
    tx.conn.execute(
        update(invitation)
        .where(
            invitation.c.state == State.ANSWERED,
            invitation.c.draft.is_not(None),
            invitation.c.expires_at <= tx.now,
        )
        .values(draft=None)
    )
    return _end(tx.conn, tables, State.EXPIRED, tables.invitation.c.expires_at <= tx.now)


def next_expiry(conn: Connection, tables: InvitationTables) -> datetime | None:
    """Return the instant at which ``expire`` has work next."""
    invitation = tables.invitation
    earliest: datetime | None = conn.scalar(
        select(func.min(invitation.c.expires_at)).where(invitation.c.state == State.OPEN)
    )
    return earliest


def forget_person(tx: Tx, tables: InvitationTables, person_ids: Collection[UUID]) -> None:
    """Erase who was invited: what is open ends, and no invitation knows the person any more."""
    revoke_for_person(tx, tables, person_ids)
    tx.conn.execute(
        update(tables.invitation)
        .where(tables.invitation.c.person_id == func.any(list(person_ids)))
        .values(person_id=None, draft=None)
    )


# Built once: putting these into SQL takes longer than PostgreSQL takes to carry them out, and every answer needs them.
@cache
def _behind(tables: InvitationTables, *, lock: bool) -> Select[Any]:
    query = (
        select(tables.invitation)
        .join(tables.link, tables.link.c.invitation_id == tables.invitation.c.id)
        .where(tables.link.c.token_hash == bindparam("token_hash"))
    )
    return query.with_for_update(of=tables.invitation) if lock else query


@cache
def _close(tables: InvitationTables) -> Update:
    invitation = tables.invitation
    return (
        update(invitation)
        .where(invitation.c.id == bindparam("invitation_id"), invitation.c.state == State.OPEN)
        .values(state=bindparam("end"), draft=None)
    )


def _end(conn: Connection, tables: InvitationTables, state: State, which: Any) -> list[UUID]:
    invitation = tables.invitation
    ended = conn.execute(
        update(invitation)
        .where(invitation.c.state == State.OPEN, which)
        .values(state=state, draft=None)
        .returning(invitation.c.subject_id)
    )
    return list(ended.scalars())


def _link(conn: Connection, tables: InvitationTables, tokens: Mapping[UUID, str]) -> None:
    rows = [{"token_hash": hash_of(token), "invitation_id": key} for key, token in tokens.items()]
    if rows:
        conn.execute(insert(tables.link), rows)
