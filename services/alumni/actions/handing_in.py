"""HR hands in a list of former colleagues: read where its columns are known, else HR says first which is what.

The file waits on disk as long as HR can still say that a column was taken wrongly, and goes with the decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from io import BytesIO
from typing import Any
from uuid import UUID

from services.alumni import gateway
from services.alumni.actions import former
from services.alumni.actions.hashing import address_hash
from services.alumni.actions.newsletters import today
from services.alumni.errors.coming_in import ListFileGone
from services.alumni.imports.columns import Fields, enough, from_plain, plain_of, recognised
from services.alumni.imports.former import Former
from services.alumni.imports.former_list import read_list
from services.alumni.store import columns
from services.alumni.store import former as store
from shared.contracts.alumni import ListHandedIn
from shared.db.transaction import Tx
from shared.frontdoor.addresses import fingerprint
from shared.frontdoor.knock import Caller, leave_list
from shared.kernel.ids import new_id
from shared.kernel.settings import settings
from shared.tabular.files import open_table
from shared.tabular.table import Table


def hand_in(tx: Tx, content: bytes, file_name: str, *, by: UUID | None) -> UUID:
    """Take a file; nobody is let in or written yet."""
    table = open_table(BytesIO(content))
    fields = known_fields(tx, table)
    list_id = new_id()
    values = {"id": list_id, "file_name": file_name[-120:], "created_at": tx.now, "created_by": by}
    if enough(fields):
        _read(tx, table, fields, values)
    else:
        store.add_list(tx.conn, {**values, "state": "columns", "rows": 0}, [])
    # Before the commit: a file without a list is swept, a list without its file could not be read anew.
    gateway.keep(list_id, content, gateway.LISTS)
    return list_id


def choose_columns(tx: Tx, list_id: UUID, fields: Fields) -> UUID:
    """HR says which column is what: remembered, and the file is read anew; return the list that it is now."""
    found = former.undecided(tx, list_id)
    content = _file(list_id)
    table = open_table(BytesIO(content))
    if found.state == "open" and fields == known_fields(tx, table):
        return list_id
    columns.keep_mapping(tx.conn, table.signature(), plain_of(fields), tx.now)
    fresh = new_id()
    former.read_anew(tx, found)
    values = {"id": fresh, "file_name": found.file_name, "created_at": tx.now, "created_by": found.created_by}
    _read(tx, table, fields, values)
    gateway.keep(fresh, content, gateway.LISTS)
    return fresh


def table_of(tx: Tx, list_id: UUID) -> tuple[Any, Table, Fields]:
    """Return a list of which HR can say what its columns are, with what we would make of them."""
    found = former.undecided(tx, list_id)
    table = open_table(BytesIO(_file(list_id)))
    return found, table, known_fields(tx, table)


def known_fields(tx: Tx, table: Table) -> Fields:
    """Return what HR said of a file of these columns before, else what we make of them."""
    kept = columns.mapping_for(tx.conn, table.signature())
    return recognised(table) if kept is None else from_plain(kept)


def _file(list_id: UUID) -> bytes:
    content = gateway.read(list_id, gateway.LISTS)
    if content is None:
        raise ListFileGone
    return content


def _read(tx: Tx, table: Table, fields: Fields, values: Mapping[str, Any]) -> None:
    """Leave its people at the front door, and keep what people has no room for."""
    found, list_id = read_list(table, fields, today()), values["id"]
    ids = [new_id() for _ in found.rows]
    told = {
        **values, "rows": len(found.rows), "wrong": [asdict(one) for one in found.wrong], "unused": found.unused[:100],
    }  # fmt: skip
    store.add_list(
        tx.conn, told, [_kept(list_id, one, row) for one, row in zip(ids, found.rows, strict=True)]
    )
    leave_list(tx, list_id, [_caller(one, row) for one, row in zip(ids, found.rows, strict=True)])
    tx.record(ListHandedIn(list_id=list_id, rows=len(found.rows)))


def _kept(list_id: UUID, row_id: UUID, row: Former) -> dict[str, Any]:
    told = {name: getattr(row, name) or None for name in ("place", "department", "function", "agreed_how")}
    same = ("row", "language", "from_year", "until_year", "agreed_on")
    return {
        "id": row_id, "list_id": list_id, "subjects": list(row.subjects), "address_hash": address_hash(row.email),
        "mail_hash": fingerprint(settings().secret_key, row.email),
        **told, **{name: getattr(row, name) for name in same},
    }  # fmt: skip


def _caller(row_id: UUID, row: Former) -> Caller:
    return Caller(
        id=row_id,
        email=row.email,
        name=row.name,
        language=row.language,
        from_year=row.from_year,
        until_year=row.until_year,
    )
