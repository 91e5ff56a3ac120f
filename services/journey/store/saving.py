"""What changed about touchpoints, written in one statement: what it was is noted where it lies, then it is changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import Connection, TextClause, text

from services.journey.domain.settle import Change
from services.journey.domain.touchpoint import Touchpoint
from services.journey.errors import ChangedMeanwhile
from shared.db.arrays import array
from shared.kernel.ids import new_id

# What may change of a touchpoint once it is there, besides its state. Only what does is sent and written.
MOVING = {
    "plan_version": "int",
    "anchor_date": "date",
    "due_date": "date",
    "send_at": "timestamptz",
    "closes_on": "date",
    "reason": "text",
    "detail": "text",
    "released_at": "timestamptz",
    "moved_to": "date",
    "moved_because": "text",
    "department_id": "uuid",
    "interviewer": "uuid",
    "sequence": "int",
}
_ALWAYS = {"id": "uuid", "note_id": "uuid", "state_was": "text", "state": "text", "because": "text"}


def save(
    conn: Connection,
    changes: Sequence[Change],
    now: datetime,
    because: str,
    *,
    by: UUID | None = None,
    hand: UUID | None = None,
) -> None:
    """Write what changed, and keep what it was and why; ``by`` is the account that did it, in which action.

    An answer that came in meanwhile is not overwritten: then nothing of this is written, and it is tried again.
    """
    if not changes:
        return
    was, becomes = _columns([one.before for one in changes]), _columns([one.after for one in changes])
    moving = tuple(name for name in MOVING if was[name] != becomes[name])
    values = {
        "id": becomes["id"],
        "note_id": [new_id() for _ in changes],
        "state_was": was["state"],
        "state": becomes["state"],
        "because": [reason or because for reason in becomes["reason"]],
        **{name: becomes[name] for name in moving},
    }
    told = {name: array(column) for name, column in values.items()}
    if conn.execute(_saving(moving), {**told, "now": now, "by": by, "hand": hand}).rowcount != len(changes):
        raise ChangedMeanwhile


def _columns(touchpoints: Sequence[Touchpoint]) -> dict[str, tuple[object, ...]]:
    return dict(zip(Touchpoint._fields, zip(*touchpoints, strict=True), strict=True))


@lru_cache(maxsize=256)
def _saving(moving: tuple[str, ...]) -> TextClause:
    """Return the statement that changes these columns. Both halves see the rows as they were before it.

    An answer that comes in between is waited for, and then found by its state: the row is left out.
    """
    types = _ALWAYS | {name: MOVING[name] for name in moving}
    return text(f"""
        WITH n AS (
            SELECT * FROM unnest({", ".join(f"cast(:{name} AS {kind}[])" for name, kind in types.items())})
                AS told ({", ".join(types)})
        ), noted AS (
            INSERT INTO journey.change (id, touchpoint_id, changed_at, state_was, state, due_date_was, send_at_was,
                                        reason_was, moved_to_was, moved_because_was, interviewer_was, reason,
                                        by_account, hand_id)
            SELECT n.note_id, t.id, :now, t.state, n.state, t.due_date, t.send_at,
                   t.reason, t.moved_to, t.moved_because, t.interviewer, n.because,
                   cast(:by AS uuid), cast(:hand AS uuid)
            FROM n JOIN journey.touchpoint t ON t.id = n.id AND t.state = n.state_was
        )
        UPDATE journey.touchpoint t SET {", ".join(f"{name} = n.{name}" for name in ("state", *moving))}
        FROM n WHERE t.id = n.id AND t.state = n.state_was
    """)  # noqa: S608  names of our own columns
