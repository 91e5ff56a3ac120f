"""Numbers and addresses of those who were forgotten: only a keyed hash is kept, so that no file brings them back."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from services.people.imports.cleaning import Cleaner
from services.people.imports.problems import Problem
from services.people.imports.rows import Cleaned, RefusedRow
from services.people.store import forgotten
from shared.db.transaction import Tx
from shared.kernel.settings import settings


def forgotten_of(tx: Tx) -> frozenset[bytes]:
    """Return the hashes of numbers and addresses that are not taken in again."""
    return forgotten.digests(tx.conn)


def digest(number: str) -> bytes:
    """Return what is kept of the number of somebody who was forgotten."""
    return hmac.new(settings().secret_key.encode(), f"forgotten {number}".encode(), hashlib.sha256).digest()


def address_digest(email: str) -> bytes:
    """Return what is kept of the address of somebody who was forgotten."""
    return digest(f"address {email.strip().casefold()}")


def unless_forgotten(
    row: Cleaned | RefusedRow, hashes: frozenset[bytes], cleaner: Cleaner, whole: dict[int, Any]
) -> Cleaned | RefusedRow:
    """Return the row, or its refusal where it is about somebody who was forgotten."""
    if isinstance(row, RefusedRow) or not row.employee_number or digest(row.employee_number) not in hashes:
        return row
    # Nothing of somebody who was forgotten is kept again, so this row is not kept whole.
    name = "employee_number"
    problem = Problem("forgotten", name, cleaner.column_of(name), cleaner.value_of(name, whole[row.row]))
    return RefusedRow(row.row, row.key, (problem,), {})
