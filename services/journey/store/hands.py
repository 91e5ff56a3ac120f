"""What HR did by hand: one row an action, with how far it is, and what it takes to undo it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, text
from sqlalchemy.dialects.postgresql import insert

from services.journey.domain.hand import UNDO_WITHIN, Was
from services.journey.domain.intent import Intent, intent_of
from services.journey.store.stop import account_name
from services.journey.tables import hand, hand_pause

RUNNING, DONE, UNDOING, IS_UNDONE = "running", "done", "undoing", "undone"
RECENT = 50
# Longer than any action takes: whoever began it still wants to undo it.
RECENTLY = timedelta(hours=6)

_OPEN = text("""
    SELECT id FROM journey.hand WHERE state IN ('running', 'undoing') ORDER BY done_at LIMIT 1 FOR UPDATE SKIP LOCKED
""")
# The first change of a touchpoint in an action is how it stood before it; a later decision of a hand stays.
_CHANGED = text("""
    SELECT c.touchpoint_id, c.state_was, c.reason_was, c.send_at_was, c.moved_to_was, c.moved_because_was,
           c.interviewer_was,
           EXISTS (SELECT FROM journey.change later WHERE later.touchpoint_id = c.touchpoint_id
                   AND later.by_account IS NOT NULL AND later.id > c.id) AS decided_again
    FROM journey.change c
    WHERE c.hand_id = :hand AND (cast(:after AS uuid) IS NULL OR c.touchpoint_id > :after)
    ORDER BY c.touchpoint_id LIMIT :limit
""")
_SENT = text("""
    SELECT id FROM journey.touchpoint
    WHERE rule = 'by_hand' AND about = :hand AND (cast(:after AS uuid) IS NULL OR id > :after)
    ORDER BY id LIMIT :limit
""")
_OWNERS = text("SELECT DISTINCT person_id FROM journey.touchpoint WHERE id = ANY(cast(:ids AS uuid[]))")
_PAUSED = text("""
    SELECT person_id FROM journey.hand_pause
    WHERE hand_id = :hand AND (cast(:after AS uuid) IS NULL OR person_id > :after)
    ORDER BY person_id LIMIT :limit
""")
# Only who is paused still by this action, and not anew by another since.
_UNPAUSE = text("""
    DELETE FROM journey.pause p USING journey.hand_pause h
    WHERE h.hand_id = :hand AND h.person_id = ANY(cast(:ids AS uuid[]))
      AND p.person_id = h.person_id AND p.paused_at = h.paused_at AND p.paused_by = h.paused_by
    RETURNING p.person_id
""")
_REPAUSE = text("""
    INSERT INTO journey.pause (person_id, paused_at, paused_by)
    SELECT person_id, paused_at, paused_by FROM journey.hand_pause
    WHERE hand_id = :hand AND person_id = ANY(cast(:ids AS uuid[]))
    ON CONFLICT DO NOTHING RETURNING person_id
""")


@dataclass(frozen=True, kw_only=True)
class Hand:
    """An action of HR."""

    id: UUID
    intent: Intent
    state: str
    reached: UUID | None
    total: int
    count: int
    left_out: Mapping[str, int]
    kept: int
    done_at: datetime
    by_account: UUID
    by: str | None
    finished_at: datetime | None
    undone_at: datetime | None

    def can_be_undone(self, now: datetime) -> bool:
        """Return whether the minute is not over: it begins when the action is through."""
        if self.state == RUNNING:
            return True
        return self.state == DONE and self.finished_at is not None and now < self.finished_at + UNDO_WITHIN


def begin(conn: Connection, hand_id: UUID, intent: Intent, by: UUID, now: datetime, *, total: int) -> bool:
    """Note an action; False where it was noted already (a second click)."""
    row = {
        "id": hand_id,
        "kind": intent.kind,
        "body": intent.as_plain(),
        "state": RUNNING,
        "total": total,
        "done_at": now,
        "by_account": by,
    }
    made = insert(hand).values(row).on_conflict_do_nothing(index_elements=["id"]).returning(hand.c.id)
    return conn.execute(made).first() is not None


def one(conn: Connection, hand_id: UUID, *, locked: bool = False) -> Hand | None:
    """Return an action, locked where it is worked on."""
    if locked:
        conn.execute(select(hand.c.id).where(hand.c.id == hand_id).with_for_update())
    row = conn.execute(_query().where(hand.c.id == hand_id)).one_or_none()
    return _hand(row) if row else None


def next_open(conn: Connection) -> Hand | None:
    """Return the first action that is not through and that nobody works on, locked."""
    found = conn.execute(_OPEN).scalar()
    return one(conn, found) if found else None


def recent(
    conn: Connection, *, after: tuple[datetime, UUID] | None = None, limit: int = RECENT
) -> list[Hand]:
    """Return actions, the newest first."""
    query = _query().order_by(hand.c.done_at.desc(), hand.c.id.desc()).limit(limit)
    if after is not None:
        query = query.where(
            (hand.c.done_at < after[0]) | ((hand.c.done_at == after[0]) & (hand.c.id < after[1]))
        )
    return [_hand(row) for row in conn.execute(query)]


def latest_of(conn: Connection, account_id: UUID, now: datetime) -> Hand | None:
    """Return the latest action of somebody where it can still be undone."""
    query = _query().where(hand.c.by_account == account_id, hand.c.done_at > now - RECENTLY)
    row = conn.execute(query.order_by(hand.c.done_at.desc(), hand.c.id.desc()).limit(1)).one_or_none()
    found = _hand(row) if row else None
    return found if found and found.can_be_undone(now) else None


def note(conn: Connection, hand_id: UUID, **values: Any) -> None:
    """Write down how far an action is."""
    conn.execute(hand.update().where(hand.c.id == hand_id).values(**values))


def changed_by(
    conn: Connection, hand_id: UUID, *, after: UUID | None, limit: int
) -> list[tuple[UUID, Was, bool]]:
    """Return touchpoints that an action changed, how each stood, and whether a hand decided on it again since."""
    rows = conn.execute(_CHANGED, {"hand": hand_id, "after": after, "limit": limit})
    return [
        (
            row.touchpoint_id,
            Was(
                row.state_was,
                row.reason_was,
                row.send_at_was,
                row.moved_to_was,
                row.moved_because_was,
                row.interviewer_was,
            ),
            row.decided_again,
        )
        for row in rows
    ]


def sent_by(conn: Connection, hand_id: UUID, *, after: UUID | None, limit: int) -> list[UUID]:
    """Return the touchpoints that an action sent."""
    return list(conn.execute(_SENT, {"hand": hand_id, "after": after, "limit": limit}).scalars())


def owners(conn: Connection, touchpoint_ids: Sequence[UUID]) -> list[UUID]:
    """Return whose touchpoints these are."""
    return list(conn.execute(_OWNERS, {"ids": list(touchpoint_ids)}).scalars())


def note_pauses(conn: Connection, hand_id: UUID, pauses: Iterable[tuple[UUID, datetime, UUID]]) -> None:
    """Keep whom an action paused, or whose pause it lifted."""
    rows = [
        {"hand_id": hand_id, "person_id": person, "paused_at": when, "paused_by": by}
        for person, when, by in pauses
    ]
    if rows:
        conn.execute(insert(hand_pause).on_conflict_do_nothing(), rows)


def paused_by(conn: Connection, hand_id: UUID, *, after: UUID | None, limit: int) -> list[UUID]:
    """Return whom an action paused, or whose pause it lifted."""
    return list(conn.execute(_PAUSED, {"hand": hand_id, "after": after, "limit": limit}).scalars())


def unpause(conn: Connection, hand_id: UUID, ids: Collection[UUID]) -> list[UUID]:
    """Lift the pauses that an action began; return whose."""
    return list(conn.execute(_UNPAUSE, {"hand": hand_id, "ids": list(ids)}).scalars())


def repause(conn: Connection, hand_id: UUID, ids: Collection[UUID]) -> list[UUID]:
    """Put back the pauses that an action lifted; return whose."""
    return list(conn.execute(_REPAUSE, {"hand": hand_id, "ids": list(ids)}).scalars())


def erase(conn: Connection, person_ids: Iterable[UUID]) -> None:
    """Delete what actions know of these people."""
    conn.execute(delete(hand_pause).where(hand_pause.c.person_id == func.any(list(person_ids))))


def _query() -> Any:
    return select(hand, account_name.c.name.label("by")).outerjoin(
        account_name, account_name.c.account_id == hand.c.by_account
    )


def _hand(row: Any) -> Hand:
    known = {key: value for key, value in row._mapping.items() if key not in {"kind", "body"}}  # noqa: SLF001  the public name of a row's columns
    return Hand(intent=intent_of(row.body), **known)
