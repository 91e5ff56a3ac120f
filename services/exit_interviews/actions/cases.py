"""Keep leaving cases as the employments are: opened, changed, closed, and open again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.exit_interviews.domain import cases as domain
from services.exit_interviews.domain.cases import CLOSED, OPEN
from services.exit_interviews.policy import CASES
from services.exit_interviews.store import cases as store
from services.exit_interviews.store import dismissals, home
from shared.asking.colleagues import colleagues
from shared.asking.model import Colleague
from shared.contracts.exit import CaseChanged, CaseClosed, CaseOpened
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.ids import new_id
from shared.kernel.settings import settings


@dataclass(frozen=True)
class Settled:
    """What became of cases: those that closed because somebody stays, by employment; and whose days are others now."""

    stays: dict[UUID, Any]
    moved: list[UUID]


def settle(tx: Tx, person_ids: Collection[UUID]) -> Settled:
    """Bring the cases of these people up to date with their employments, however often and in whatever order.

    One employment has one case: who leaves twice has two, who stays after all and leaves later goes on with the first.
    """
    employed = {spell: who for (_, spell), who in colleagues(tx, person_ids).items()}
    known = store.of_people(tx.conn, person_ids, employed)
    _open(tx, [who for spell, who in employed.items() if spell not in known])
    verdicts = {row.id: (row, employed.get(spell)) for spell, row in known.items()}
    closed = _turn(tx, verdicts)
    moved = _change(tx, [(row, who) for row, who in verdicts.values() if who is not None])
    stays = {row.spell_id: row for key, (row, _) in verdicts.items() if closed.get(key) == domain.WITHDRAWN}
    return Settled(stays, moved)


def close_over(tx: Tx) -> int:
    """Close the cases about which nothing more will come; return how many."""
    before = clock.today(settings().zone) - CASES.over_after
    closed = store.close_over(tx.conn, before, tx.now)
    tx.record(*(CaseClosed(person_id=row.person_id, case_id=row.id, reason=domain.OVER) for row in closed))
    return len(closed)


def forget(tx: Tx, person_ids: Collection[UUID]) -> None:
    """Know these people no more; that somebody left, in which month, stays for the figures."""
    let_go(tx, [row.id for row in store.of_people(tx.conn, person_ids, ()).values()])
    store.erase(tx.conn, person_ids, tx.now)


def let_go(tx: Tx, case_ids: Collection[UUID]) -> None:
    """Nothing of how somebody would be reached afterwards, or of a talk about leaving, is kept any longer."""
    home.forget(tx.conn, case_ids)
    dismissals.forget(tx.conn, case_ids)


def _open(tx: Tx, people: Collection[Colleague]) -> None:
    fresh = [
        domain.begin(new_id(), who)
        for who in people
        if domain.begins(who, clock.today(who.zone), history_after=CASES.history_after)
    ]
    made = store.add(tx.conn, fresh, tx.now)
    tx.record(*(_opened(case) for case in fresh if case.id in made))


def _turn(tx: Tx, found: dict[UUID, tuple[Any, Colleague | None]]) -> dict[UUID, str]:
    verdicts = {key: domain.verdict(row, who) for key, (row, who) in found.items()}
    turned = {key: one for key, one in verdicts.items() if one.state != found[key][0].state}
    closed = {key: one.reason or domain.GONE for key, one in turned.items() if one.state == CLOSED}
    again = [key for key, one in turned.items() if one.state == OPEN]
    store.close(tx.conn, closed, tx.now)
    let_go(tx, closed)
    store.reopen(tx.conn, again)
    people = {key: row.person_id for key, (row, _) in found.items()}
    tx.record(*(CaseClosed(person_id=people[key], case_id=key, reason=why) for key, why in closed.items()))
    tx.record(*(_opened(found[key][0]) for key in again))
    return closed


def _change(tx: Tx, found: list[tuple[Any, Colleague]]) -> list[UUID]:
    """A moved last day is followed while somebody leaves; who the case belongs to is followed always.

    Return the cases whose last day is another.
    """
    leaving = [(row, who) for row, who in found if domain.why_over(who) is None and domain.differs(row, who)]
    moved = [(row, who) for row, who in found if row.person_id != who.person_id]
    changes = {
        row.id: {
            "person_id": who.person_id,
            "kind": row.kind,
            "notice_date": row.notice_date,
            "last_day": row.last_day,
        }
        for row, who in moved
    }
    for row, who in leaving:
        changes[row.id] = {
            "person_id": who.person_id,
            "kind": who.leave_kind or row.kind,
            "notice_date": who.notice_date,
            "last_day": who.last_day or row.last_day,
        }
    store.change(tx.conn, changes)
    tx.record(
        *(
            CaseChanged(
                person_id=who.person_id,
                case_id=row.id,
                kind=changes[row.id]["kind"],
                last_day=changes[row.id]["last_day"],
            )
            for row, who in leaving
        )
    )
    return [row.id for row, _ in leaving if changes[row.id]["last_day"] != row.last_day]


def _opened(case: Any) -> CaseOpened:
    return CaseOpened(
        person_id=case.person_id,
        case_id=case.id,
        spell_id=case.spell_id,
        kind=case.kind,
        last_day=case.last_day,
    )
