"""What an action of HR over many would do, looked at before it is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from services.journey.actions.handling import There, how_things_are, pairs
from services.journey.domain import hand as by_hand
from services.journey.domain.hand import Applied
from services.journey.domain.intent import PAUSE, RESUME, Intent
from services.journey.domain.touchpoint import PLANNED, Touchpoint
from services.journey.store import pauses, selection
from services.journey.store.people import names_of
from shared.db.transaction import Tx
from shared.kernel.ids import new_id

# So many are looked at one by one before an action: more would keep HR waiting, and say no more.
LOOKED_AT = 1_000
NAMED = 100


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Somebody to whom an action would happen: what they get, or the moment as it is and as it would be."""

    person_id: UUID
    name: str | None
    before: Touchpoint | None = None
    after: Touchpoint | None = None


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an action would do; of more than ``looked_at`` only so many were looked at one by one."""

    total: int
    looked_at: int
    count: int
    left_out: dict[str, int] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    pushed: list[Shown] = field(default_factory=list)
    # How many of them do not work on the day that was chosen: theirs leaves on the first day that they do.
    elsewhen: int = 0


def look(tx: Tx, intent: Intent) -> Preview:
    """Return what an action would do, without doing it."""
    total = selection.count(tx.conn, intent)
    meant = selection.meant(tx.conn, intent, after=None, limit=LOOKED_AT)
    people = sorted({one.person_id for one in meant})
    if intent.kind in {PAUSE, RESUME}:
        paused = pauses.among(tx.conn, people)
        left = [one for one in people if (one in paused) == (intent.kind == PAUSE)]
        names = names_of(tx.conn, people[:NAMED])
        return Preview(
            total=total,
            looked_at=len(meant),
            count=len(people) - len(left),
            left_out={by_hand.THE_SAME: len(left)} if left else {},
            shown=[Shown(person_id=one, name=names.get(one)) for one in people[:NAMED] if one not in left],
        )
    there = how_things_are(tx, people)
    done = by_hand.applied(intent, new_id(), pairs(meant), there.spells, there.known, there.terms)
    return _preview(tx, done, there, total=total, looked_at=len(meant))


def _preview(tx: Tx, done: Applied, there: There, *, total: int, looked_at: int) -> Preview:
    changes = [(None, one) for one in done.added] + [(one.before, one.after) for one in done.changed]
    pushed = by_hand.pushed_aside(done, there.spells, there.known, there.terms)
    both = [after for _, after in changes[:NAMED]] + [one.after for one in pushed[:NAMED]]
    names = names_of(tx.conn, [one.person_id for one in both])
    employed = by_hand.latest_employments(there.spells, there.terms.touching_days)
    elsewhen = 0
    for _, after in changes:
        spell = employed.get(after.person_id, {}).get(after.spell_id)
        chosen = after.moved_to is not None or not after.plan_version
        if spell and chosen and after.state == PLANNED:
            elsewhen += not by_hand.leaves_as_given(after, spell, there.terms)
    return Preview(
        total=total,
        looked_at=looked_at,
        count=len(changes),
        left_out=done.left_out,
        shown=[
            Shown(person_id=after.person_id, name=names.get(after.person_id), before=before, after=after)
            for before, after in changes[:NAMED]
        ],
        pushed=[
            Shown(
                person_id=one.after.person_id,
                name=names.get(one.after.person_id),
                before=one.before,
                after=one.after,
            )
            for one in pushed[:NAMED]
        ],
        elsewhen=elsewhen,
    )
