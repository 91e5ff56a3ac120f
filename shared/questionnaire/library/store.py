"""Published versions and drafts, in and out of the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, column, delete, insert, select, table
from sqlalchemy import Uuid as UuidType
from sqlalchemy.dialects.postgresql import insert as insert_or

from shared.db.transaction import Tx
from shared.questionnaire.library.tables import LibraryTables

_account_name = table("account_name_v1", column("account_id", UuidType), column("name"), schema="console")
Definition = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A questionnaire as it is being written; ``name`` is whose hand was there last, None where it was the API."""

    key: str
    definition: Definition
    based_on: int | None
    revision: int
    remarks: Sequence[Mapping[str, Any]]
    changed_at: datetime
    name: str | None


def draft_of(conn: Connection, tables: LibraryTables, key: str, *, lock: bool = False) -> Draft | None:
    """Return the draft of ``key``; with ``lock`` nobody else changes it meanwhile."""
    query = _drafts(tables).where(tables.draft.c.key == key)
    row = conn.execute(query.with_for_update(of=tables.draft) if lock else query).one_or_none()
    return _draft(row) if row else None


def drafts(conn: Connection, tables: LibraryTables) -> dict[str, Draft]:
    """Return all drafts by key."""
    return {row.key: _draft(row) for row in conn.execute(_drafts(tables))}


def begin(
    tx: Tx,
    tables: LibraryTables,
    definition: Definition,
    *,
    based_on: int | None,
    by: UUID | None,
    remarks: Sequence[Mapping[str, Any]] = (),
) -> bool:
    """Begin a draft; False where there is one already."""
    made = tx.conn.execute(
        insert_or(tables.draft)
        .values(
            key=definition["key"],
            definition=definition,
            based_on=based_on,
            remarks=list(remarks),
            begun_at=tx.now,
            changed_at=tx.now,
            changed_by=by,
        )
        .on_conflict_do_nothing()
        .returning(tables.draft.c.key)
    )
    return made.first() is not None


def keep(tx: Tx, tables: LibraryTables, draft: Draft, definition: Definition, by: UUID | None) -> None:
    """Write a draft that the caller holds locked."""
    tx.conn.execute(
        tables.draft.update()
        .where(tables.draft.c.key == draft.key)
        .values(definition=definition, revision=tables.draft.c.revision + 1, changed_at=tx.now, changed_by=by)
    )


def drop(conn: Connection, tables: LibraryTables, key: str) -> bool:
    """Throw a draft away; False where there was none."""
    gone = delete(tables.draft).where(tables.draft.c.key == key).returning(tables.draft.c.key)
    return conn.execute(gone).first() is not None


def publish(tx: Tx, tables: LibraryTables, definition: Definition, by: UUID | None) -> None:
    """Put a version on the shelf, for good."""
    tx.conn.execute(
        insert(tables.questionnaire).values(
            key=definition["key"],
            version=definition["version"],
            level=definition["level"],
            definition=definition,
            published_at=tx.now,
            published_by=by,
        )
    )


def published(conn: Connection, tables: LibraryTables) -> dict[tuple[str, int], Any]:
    """Return when and by whom each version was published, by key and version."""
    shelf = tables.questionnaire
    query = select(shelf.c.key, shelf.c.version, shelf.c.published_at, _account_name.c.name).outerjoin(
        _account_name, _account_name.c.account_id == shelf.c.published_by
    )
    return {(row.key, row.version): row for row in conn.execute(query)}


def definition_of(conn: Connection, tables: LibraryTables, key: str, version: int) -> Definition | None:
    """Return a published version as it was written."""
    shelf = tables.questionnaire
    found: Definition | None = conn.scalar(
        select(shelf.c.definition).where(shelf.c.key == key, shelf.c.version == version)
    )
    return found


def _drafts(tables: LibraryTables) -> Any:
    draft = tables.draft
    return select(draft, _account_name.c.name).outerjoin(
        _account_name, _account_name.c.account_id == draft.c.changed_by
    )


def _draft(row: Any) -> Draft:
    return Draft(
        key=row.key,
        definition=row.definition,
        based_on=row.based_on,
        revision=row.revision,
        remarks=row.remarks,
        changed_at=row.changed_at,
        name=row.name,
    )
