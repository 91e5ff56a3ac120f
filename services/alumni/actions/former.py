"""Former colleagues from before the product: they come in by a file, with proof of their consent, or get one question.

Names and addresses go to people through the front door at once; here stays the proof. People says whom it knows, HR
looks, and only what HR says yes to happens. A file never moves a consent that the ledger knows: whoever is in, was in,
or ever said no, stays as they are.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from services.alumni.actions import letters, membership
from services.alumni.actions.hashing import address_hash
from services.alumni.actions.newsletters import today
from services.alumni.domain.members import FILE, Application
from services.alumni.errors.coming_in import ListMoved, ListUnknown
from services.alumni.imports.former import Former
from services.alumni.imports.former_list import read_list
from services.alumni.policy import ASKED_FOR, LIST_LIVES
from services.alumni.store import applications, members
from services.alumni.store import former as store
from shared.contracts.alumni import CallerVouched, ListClosed, ListedLetGo, ListHandedIn
from shared.db.transaction import Tx
from shared.frontdoor.addresses import fingerprint
from shared.frontdoor.knock import Caller, leave_list
from shared.invitation.link import hash_of, new_token
from shared.kernel.ids import new_id
from shared.kernel.settings import settings
from shared.letterbox.put import put
from shared.tabular.files import open_table

# What a row has to bring to go in; `look` waits at the front door for HR's judgement first.
GOES = frozenset({"join", "ask", "look"})


def hand_in(tx: Tx, stream: BinaryIO, file_name: str, *, by: UUID | None) -> UUID:
    """Read a file and leave its people at the front door; nobody is let in or written yet."""
    found = read_list(open_table(stream), today())
    list_id = new_id()
    ids = [new_id() for _ in found.rows]
    values = {
        "id": list_id, "file_name": file_name[-120:], "rows": len(found.rows), "created_at": tx.now, "created_by": by,
        "wrong": [asdict(one) for one in found.wrong], "unused": found.unused[:100],
    }  # fmt: skip
    store.add_list(
        tx.conn, values, [_kept(list_id, one, row) for one, row in zip(ids, found.rows, strict=True)]
    )
    leave_list(tx, list_id, [_caller(one, row) for one, row in zip(ids, found.rows, strict=True)])
    tx.record(ListHandedIn(list_id=list_id, rows=len(found.rows)))
    return list_id


def accept(tx: Tx, list_id: UUID) -> None:
    """HR says yes: looked at once more, as things are now."""
    _open(tx, list_id)
    rows = store.fates(tx.conn, list_id)
    if any(row.fate == "waits" for row in rows):
        raise ListMoved
    going = [row.id for row in rows if row.fate in GOES]
    store.vouch(tx.conn, going)
    store.leave_out(tx.conn, [(row.id, row.fate) for row in rows if row.fate not in GOES], tx.now)
    store.end_list(tx.conn, list_id, "done", tx.now)
    tx.record(*(CallerVouched(caller_id=one) for one in going))
    tx.record(ListClosed(list_id=list_id, vouched=len(going)))


def drop(tx: Tx, list_id: UUID) -> None:
    """HR lets a list go; nothing of it stays."""
    _open(tx, list_id)
    _let_go(tx, list_id)


def drop_stale(tx: Tx) -> int:
    """Let go of lists about which nobody decided; return how many."""
    old = store.stale(tx.conn, tx.now - LIST_LIVES)
    for list_id in old:
        _let_go(tx, list_id)
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


def _open(tx: Tx, list_id: UUID) -> None:
    found = store.find_list(tx.conn, list_id, lock=True)
    if found is None or found.state == "dropped":
        raise ListUnknown
    if found.state != "open":
        raise ListMoved


def _let_go(tx: Tx, list_id: UUID) -> None:
    store.leave_out_all(tx.conn, list_id, "dropped", tx.now)
    store.end_list(tx.conn, list_id, "dropped", tx.now)
    tx.record(ListClosed(list_id=list_id, vouched=0))


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
