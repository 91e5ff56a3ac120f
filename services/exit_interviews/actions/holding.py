"""HR says whose conversations somebody holds; what nobody could hold until now finds somebody."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from services.exit_interviews.actions.talking import TALKS
from services.exit_interviews.domain.cases import KINDS
from services.exit_interviews.errors import HolderUnknown
from services.exit_interviews.store import holders as store
from shared.appointment import ending
from shared.db.transaction import Tx
from shared.kernel.errors import Invalid
from shared.kernel.texts import marked

UNKNOWN_KIND = marked("Kies soorten vertrek uit de lijst.")
UNKNOWN_DEPARTMENT = marked("Kies afdelingen uit de lijst.")


def put(
    tx: Tx,
    account_id: UUID,
    *,
    kinds: Collection[str],
    department_ids: Collection[UUID],
    deputy: bool,
    by: UUID,
) -> None:
    """Say whose conversations somebody holds. Who was told a name already keeps it; nobody hears of this."""
    if not any(one.account_id == account_id for one in store.everybody(tx.conn)):
        raise HolderUnknown
    wrong = {}
    if not set(kinds) <= set(KINDS):
        wrong["kinds"] = [UNKNOWN_KIND]
    if not set(department_ids) <= set(store.departments(tx.conn)):
        wrong["departments"] = [UNKNOWN_DEPARTMENT]
    if wrong:
        raise Invalid(wrong)
    values = {
        "kinds": sorted(set(kinds)),
        "department_ids": sorted(set(department_ids)),
        "deputy": deputy,
        "set_at": tx.now,
        "set_by": by,
    }
    store.put(tx.conn, account_id, values)
    ending.look_after(tx, TALKS)
