"""Take in a past exit survey: all of it or, on a dry run, nothing; the same again changes nothing."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from uuid import UUID

from services.exit_interviews.errors import MappingNeeded
from services.exit_interviews.imports.mapping import SurveyMapping, from_plain
from services.exit_interviews.imports.rows import Cleaner, Past, RefusedRow
from services.exit_interviews.store import editions
from services.exit_interviews.store import past as store
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.errors import Invalid
from shared.kernel.ids import new_id, random_id
from shared.kernel.settings import settings
from shared.kernel.texts import marked
from shared.tabular.dates import Partly
from shared.tabular.files import open_table
from shared.tabular.table import Table

BATCH = 1_000
_NOT_OURS = marked("Deze reden staat niet in onze lijst.")
_NOT_GIVEN = marked("Deze reden komt in geen enkele ingelezen lijst voor.")


@dataclass
class Result:
    """What an import did, or would do."""

    id: UUID
    rows: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: list[RefusedRow] = field(default_factory=list)
    left_out: list[tuple[str, str, int]] = field(default_factory=list)


def take_in(
    tx: Tx,
    stream: BinaryIO,
    *,
    file_name: str,
    mapping: SurveyMapping | None,
    dry_run: bool,
    account_id: UUID | None = None,
) -> Result:
    """Read a file and put its rows in; ``mapping`` may be left out where a file of these columns came before."""
    table = open_table(stream)
    chosen = mapping or _kept(tx, table)
    cleaner = Cleaner(table, chosen, clock.today(settings().zone))
    name, result = chosen.survey or _called(table), Result(new_id())
    store.take_turn(tx.conn)
    for batch in _batches(cleaner, result):
        _put(tx, name, batch, result, dry_run=dry_run)
    result.left_out = [(column, text, many) for (column, text), many in sorted(cleaner.left_out.items())]
    if not dry_run:
        counts = {key: getattr(result, key) for key in ("id", "rows", "created", "changed", "unchanged")}
        store.note(
            tx.conn,
            {
                **counts,
                "rejected": len(result.rejected),
                "name": name,
                "file_name": file_name[:200],
                "signature": table.signature(),
                "mapping": chosen.plain(),
                "imported_at": tx.now,
                "imported_by": account_id,
            },
        )
    return result


def lay(tx: Tx, code: str, onto: str | None, account_id: UUID | None) -> None:
    """Say what a reason of a past survey means in our catalogue; None lets it stand under its own code again."""
    if onto is not None and not editions.has(tx.conn, onto):
        raise Invalid({"onto": [_NOT_OURS]})
    if not store.has_code(tx.conn, code):
        raise Invalid({"code": [_NOT_GIVEN]})
    store.lay(tx.conn, code, onto, account_id, tx.now)


def _kept(tx: Tx, table: Table) -> SurveyMapping:
    plain = store.mapping_for(tx.conn, table.signature())
    if plain is None:
        raise MappingNeeded(known=", ".join(table.header[:60]))
    return from_plain(plain)


def _called(table: Table) -> str:
    """A survey without a name is known by its columns: its ids are not those of a file that looks otherwise."""
    return hashlib.sha256(table.signature().encode()).hexdigest()[:16]


def _batches(cleaner: Cleaner, result: Result) -> Iterator[list[tuple[bytes, Past]]]:
    """Yield cleaned rows with their keys; a second row with an id that the file had already is refused."""
    batch: list[tuple[bytes, Past]] = []
    seen: dict[bytes, int] = {}
    alike: Counter[str] = Counter()
    for number, row in cleaner.rows():
        result.rows += 1
        if isinstance(row, RefusedRow):
            result.rejected.append(row)
            continue
        key = _key(row, alike)
        if key in seen:
            column = ", ".join(cleaner.mapping.fields["external_id"].columns())
            other = {"other": str(seen[key])}
            result.rejected.append(RefusedRow(number, column, row.external_id or "", "duplicate_row", other))
            continue
        seen[key] = number
        batch.append((key, row))
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _key(row: Past, alike: Counter[str]) -> bytes:
    """The id of the file, sealed; without one the content, and the how manieth it is of those that say the same."""
    if row.external_id is not None:
        about = f"id {row.external_id}"
    else:
        digest = row.digest()
        alike[digest] += 1
        about = f"row {digest} {alike[digest]}"
    return hmac.new(f"past {settings().secret_key}".encode(), about.encode(), hashlib.sha256).digest()


def _put(tx: Tx, name: str, batch: list[tuple[bytes, Past]], result: Result, *, dry_run: bool) -> None:
    known = store.known(tx.conn, name, [key for key, _ in batch])
    fresh, gone = [], []
    for key, row in batch:
        digest = row.digest()
        if key not in known:
            result.created += 1
        elif known[key][1] == digest:
            result.unchanged += 1
            continue
        else:
            result.changed += 1
            gone.append(known[key][0])
        fresh.append((random_id(), key, digest, row))
    if dry_run:
        return
    store.put(
        tx.conn,
        fresh=[_as_row(name, *one) for one in fresh],
        gone=gone,
        reasons=[reason for key, _, _, row in fresh for reason in _reasons(key, row)],
        scores=[
            {"past_id": key, "statement": statement, "score": score}
            for key, _, _, row in fresh
            for statement, score in row.scores.items()
        ],
    )


def _as_row(name: str, past_id: UUID, key: bytes, digest: str, row: Past) -> dict[str, Any]:
    last = row.last_day
    return {
        "id": past_id,
        "survey": name,
        "key": key,
        "digest": digest,
        "leave_kind": row.leave_kind,
        "year": last.year if last else None,
        "month": _month(last),
        "hired_year": row.hire_date.year if row.hire_date else None,
        "department": row.department,
        "function": row.function,
        "age_band": row.age_band,
        "tenure_band": row.tenure_band,
    }


def _month(day: Partly | None) -> Any:
    return day.first_of_month() if day else None


def _reasons(past_id: UUID, row: Past) -> Iterator[dict[str, Any]]:
    if row.main_reason:
        yield {"past_id": past_id, "role": "main", "code": row.main_reason}
    for code in dict.fromkeys(row.reasons):
        yield {"past_id": past_id, "role": "cause", "code": code}
