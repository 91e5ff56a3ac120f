"""A member thinks of somebody: that person gets one letter, with the member's name and nothing else.

Nothing is looked up, so nothing can be read off it: the member sees the same whether that person is known, was asked
before, or will not be written. No address is kept but as a keyed hash, until its owner says yes and tells it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest

from services.alumni.actions import letters
from services.alumni.actions.hashing import address_hash
from services.alumni.actions.newsletters import today
from services.alumni.domain.members import COLLEAGUE, CONFIRMED, Application, Member
from services.alumni.errors.coming_in import NamedEnough
from services.alumni.errors.membership import LinkDead
from services.alumni.policy import ASKED_FOR, NAMED_A_DAY, NAMED_A_MONTH, NAMED_KEPT
from services.alumni.store import applications, members
from services.alumni.store import former as once
from services.alumni.store import recommending as store
from shared.contracts.alumni import AddressConfirmed
from shared.db.transaction import Tx
from shared.frontdoor.knock import Caller, knock
from shared.invitation.link import hash_of, new_token
from shared.kernel.ids import new_id
from shared.letterbox.put import put

_A_DAY, _A_MONTH = timedelta(days=1), timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Yes:
    """What somebody fills in who was thought of, and wants to hear from us."""

    name: str
    email: str
    subjects: tuple[str, ...]
    language: str


def recommend(tx: Tx, member: Member, email: str) -> None:
    """Write to somebody once; who was written before, by whomever, is not written again."""
    lately, all_of_it = store.counted(tx.conn, member.id, tx.now - _A_DAY, tx.now - _A_MONTH)
    if lately >= NAMED_A_DAY or all_of_it >= NAMED_A_MONTH or member.person_id is None:
        raise NamedEnough
    address, application_id = address_hash(email), new_id()
    goes = once.ask_once(tx.conn, address, COLLEAGUE, tx.now)
    if goes:
        token, closes_on = new_token(), today() + ASKED_FOR
        values = {"id": application_id, "token_hash": hash_of(token), "source": COLLEAGUE, "address_hash": address,
                  "language": member.language, "asked_at": tx.now, "expires_at": letters.end_of(closes_on)}  # fmt: skip
        applications.add(tx.conn, values)
        by = members.names(tx.conn, [member.person_id]).get(member.person_id, "")
        put(
            tx,
            letters.recommended(
                application_id, email, by, token, language=member.language, closes_on=closes_on
            ),
        )
    noted = {
        "id": new_id(),
        "application_id": application_id if goes else None,
        "member_id": member.id,
        "at": tx.now,
    }
    store.add(tx.conn, noted)


def behind(tx: Tx, token: str, *, lock: bool = False) -> Application:
    """Return the question behind a link."""
    found = applications.behind(tx.conn, token, lock=lock)
    if found is None or found.source != COLLEAGUE:
        raise LinkDead
    return found


def by_whom(tx: Tx, application: Application) -> str:
    """Return who thought of them, as long as that person is here."""
    person_id = store.by_whom(tx.conn, application.id)
    return members.names(tx.conn, [person_id]).get(person_id, "") if person_id else ""


def theirs(tx: Tx, application: Application, email: str) -> bool:
    """Say whether this is the address to which the question went."""
    kept = store.address_of(tx.conn, application.id)
    return kept is not None and compare_digest(kept, address_hash(email))


def say_yes(tx: Tx, application: Application, yes: Yes) -> None:
    """They want to hear from us: who they are goes to people, and from there all goes as at the public page."""
    values = {
        "state": CONFIRMED,
        "confirmed_at": tx.now,
        "subjects": list(yes.subjects),
        "language": yes.language,
    }
    applications.change(tx.conn, application.id, **values)
    knock(tx, Caller(id=application.id, email=yes.email, name=yes.name, language=yes.language))
    tx.record(AddressConfirmed(caller_id=application.id))


def tidy(tx: Tx) -> int:
    """Let go of who thought of somebody long ago; return how many."""
    return store.tidy(tx.conn, tx.now - NAMED_KEPT)
