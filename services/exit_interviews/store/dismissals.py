"""Preparations of dismissals in the database, under seal; and whose manager somebody is."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from services.exit_interviews.domain.dismissal import Preparation
from services.exit_interviews.tables.cases import dismissal, leaving
from shared.kernel.settings import settings
from shared.questionnaire.sealing import sealer

_PURPOSE = "dismissal"
_CASE = text("""
    SELECT l.*, c.manager_id FROM exit.leaving l LEFT JOIN people.career_v1 c ON c.spell_id = l.spell_id
    WHERE l.id = :case
""")
# Whoever leaves, of whom this person is the manager: that they do, and no more.
_TEAM = text("""
    SELECT l.id, l.person_id, l.last_day, l.kind = 'dismissal' AS dismissal, l.told_at IS NOT NULL AS told
    FROM people.career_v1 c JOIN exit.leaving l ON l.spell_id = c.spell_id
    WHERE c.manager_id = :manager AND l.state = 'open'
      AND (cast(:after_day AS date) IS NULL OR (l.last_day, l.id) > (:after_day, cast(:after_id AS uuid)))
    ORDER BY l.last_day, l.id LIMIT :limit
""")


def case_with_manager(conn: Connection, case_id: UUID) -> Any | None:
    """Return a case and whose team it is about."""
    return conn.execute(_CASE, {"case": case_id}).one_or_none()


def team(
    conn: Connection, manager: UUID | None, *, after: tuple[date, UUID] | None, limit: int
) -> Sequence[Any]:
    """Return who leaves of somebody's team, the first last day first."""
    day, key = after or (None, None)
    found = conn.execute(_TEAM, {"manager": manager, "after_day": day, "after_id": key, "limit": limit})
    return found.all()


def of_case(conn: Connection, case_id: UUID) -> Any | None:
    """Return what is kept of the talk."""
    return conn.execute(select(dismissal).where(dismissal.c.leaving_id == case_id)).one_or_none()


def put(conn: Connection, case_id: UUID, values: Mapping[str, Any]) -> None:
    """Keep what is known now."""
    row = insert(dismissal).values(leaving_id=case_id, **values)
    conn.execute(row.on_conflict_do_update(index_elements=["leaving_id"], set_=dict(values)))


def wipe(conn: Connection, before: date) -> int:
    """Wipe what was written for talks with who left before then; return how many."""
    long_gone = select(leaving.c.id).where(leaving.c.last_day < before)
    done = conn.execute(
        update(dismissal)
        .where(dismissal.c.words.is_not(None), dismissal.c.leaving_id.in_(long_gone))
        .values(words=None)
    )
    return done.rowcount


def forget(conn: Connection, case_ids: Collection[UUID]) -> None:
    """Nothing of it is known any more."""
    conn.execute(delete(dismissal).where(dismissal.c.leaving_id == func.any(list(case_ids))))


def sealed(preparation: Preparation) -> bytes:
    """Return what was written, under the house's key."""
    plain = json.dumps(asdict(preparation), ensure_ascii=False).encode()
    return sealer(_PURPOSE, settings().secret_key).encrypt(plain)


def opened(words: bytes | None) -> Preparation:
    """Return what was written."""
    if words is None:
        return Preparation()
    return Preparation(**json.loads(sealer(_PURPOSE, settings().secret_key).decrypt(bytes(words))))
