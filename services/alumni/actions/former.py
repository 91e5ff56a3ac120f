"""Former colleagues from before the product: they come in by a file, with proof of their consent, or get one question.

Names and addresses go to people through the front door at once; here stays the proof. People says whom it knows, HR
looks, and only what HR says yes to happens. A file never moves a consent that the ledger knows: whoever is in, was in,
or ever said no, stays as they are.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from services.alumni import gateway
from services.alumni.actions import letters, membership
from services.alumni.actions.newsletters import today
from services.alumni.domain.members import FILE, Application
from services.alumni.errors.coming_in import ListMoved, ListUnknown
from services.alumni.policy import ASKED_FOR, LIST_LIVES
from services.alumni.store import applications, members
from services.alumni.store import former as store
from shared.contracts.alumni import CallerVouched, ListClosed, ListedLetGo
from shared.db.transaction import Tx
from shared.invitation.link import hash_of, new_token
from shared.kernel import clock
from shared.letterbox.put import put

# What a row has to bring to go in; `look` waits at the front door for HR's judgement first.
GOES = frozenset({"join", "ask", "look"})
# The list that a file belongs to is written within a request; after so long it never was.
_ON_ITS_WAY = timedelta(days=1)


def accept(tx: Tx, list_id: UUID) -> None:
    """HR says yes: looked at once more, as things are now."""
    if undecided(tx, list_id).state != "open":
        raise ListMoved
    rows = store.fates(tx.conn, list_id)
    if any(row.fate == "waits" for row in rows):
        raise ListMoved
    going = [row.id for row in rows if row.fate in GOES]
    store.vouch(tx.conn, going)
    store.leave_out(tx.conn, [(row.id, row.fate) for row in rows if row.fate not in GOES], tx.now)
    store.end_list(tx.conn, list_id, "done", tx.now)
    tx.record(*(CallerVouched(caller_id=one) for one in going))
    tx.record(ListClosed(list_id=list_id, vouched=len(going)))
    _without_file(tx, list_id)


def drop(tx: Tx, list_id: UUID) -> None:
    """HR lets a list go; nothing of it stays."""
    _let_go(tx, undecided(tx, list_id))


def drop_stale(tx: Tx) -> int:
    """Let go of lists about which nobody decided; return how many."""
    old = store.stale(tx.conn, tx.now - LIST_LIVES)
    for one in old:
        _let_go(tx, one)
    return len(old)


def known(tx: Tx, row_id: UUID, person_id: UUID) -> bool:
    """People took a row in: with proof it is a member now, without it is asked once. False where it is no such row."""
    row = store.lock_vouched(tx.conn, row_id)
    if row is None:
        return False
    here = store.works_here(tx.conn, person_id)
    member = members.of_person(tx.conn, person_id, lock=True)
    if here is None or here:
        store.leave_out(tx.conn, [(row_id, "died" if here is None else "works_here")], tx.now)
    elif member is not None:
        store.leave_out(tx.conn, [(row_id, "member" if member.subjects else "left")], tx.now)
    elif row.subjects:
        _join(tx, row, person_id)
    elif store.ask_once(tx.conn, row.address_hash, FILE, tx.now):
        _ask(tx, row, person_id)
    else:
        store.leave_out(tx.conn, [(row_id, "asked_before")], tx.now)
    return True


def refused(tx: Tx, row_id: UUID) -> bool:
    """People, or HR at the front door, did not take a row in. False where it is no such row."""
    if store.lock_vouched(tx.conn, row_id) is None:
        return False
    store.leave_out(tx.conn, [(row_id, "refused")], tx.now)
    return True


def said_nothing(tx: Tx, application: Application, *, why: str) -> None:
    """Whoever was asked out of a list said no, or nothing: who was known for that alone is erased."""
    store.leave_out(tx.conn, [(application.id, why)], tx.now)
    if application.person_id is not None and members.of_person(tx.conn, application.person_id) is None:
        tx.record(ListedLetGo(person_id=application.person_id))


def next_due(tx: Tx) -> datetime | None:
    """Return when the next list is let go."""
    first = store.first_open(tx.conn)
    return first + LIST_LIVES if first else None


def _join(tx: Tx, row: Any, person_id: UUID) -> None:
    evidence = {"list": str(row.list_id), "row": row.row, "agreed_on": row.agreed_on.isoformat()}
    member = membership.carry_over(tx, person_id, row.subjects, language=row.language, evidence=evidence)
    store.became(tx.conn, row.id, member.id, tx.now)
    members.settle(tx.conn, [person_id], tx.now)
    put(tx, letters.carried_over(member, row.agreed_on))


def _ask(tx: Tx, row: Any, person_id: UUID) -> None:
    token = new_token()
    expires = letters.end_of(today() + ASKED_FOR)
    values = {"id": row.id, "token_hash": hash_of(token), "source": FILE, "person_id": person_id,
              "address_hash": row.address_hash, "language": row.language, "asked_at": tx.now,
              "expires_at": expires}  # fmt: skip
    applications.add(tx.conn, values)
    store.asked(tx.conn, row.id, tx.now)
    put(tx, letters.listed(row.id, person_id, token, today() + ASKED_FOR))


def undecided(tx: Tx, list_id: UUID) -> Any:
    """Return a list about which HR still has something to say, locked."""
    found = store.find_list(tx.conn, list_id, lock=True)
    if found is None or found.state == "dropped":
        raise ListUnknown
    if found.state == "done":
        raise ListMoved
    return found


def read_anew(tx: Tx, found: Any) -> None:
    """What was made of a list makes room for a better reading of it."""
    if found.state == "open":
        tx.record(ListClosed(list_id=found.id, vouched=0))
    store.remove_list(tx.conn, found.id)
    _without_file(tx, found.id)


def tidy(tx: Tx) -> int:
    """Take away files of lists that nobody can decide on any more; return how many."""
    lost = gateway.lying_since(clock.wall() - _ON_ITS_WAY, gateway.LISTS) - store.undecided(tx.conn)
    for one in lost:
        _without_file(tx, one)
    return len(lost)


def _let_go(tx: Tx, found: Any) -> None:
    if found.state == "columns":
        # Nobody read it yet.
        read_anew(tx, found)
        return
    store.leave_out_all(tx.conn, found.id, "dropped", tx.now)
    store.end_list(tx.conn, found.id, "dropped", tx.now)
    tx.record(ListClosed(list_id=found.id, vouched=0))
    _without_file(tx, found.id)


def _without_file(tx: Tx, list_id: UUID) -> None:
    tx.after_commit(partial(gateway.remove, list_id, gateway.LISTS))
