"""Ask in time how somebody is reached after the last day, and see that the address is theirs.

The address goes to people through the front door and is kept nowhere else; until whoever reads that mailbox says that
it is theirs, nothing but the question goes there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.exit_interviews.domain import cases as domain
from services.exit_interviews.domain.home import ASKED, EXPIRED, NONE, Home, home_of, tries_left
from services.exit_interviews.errors import CaseUnknown, LettersEnough, NobodyToReach, NoMailbox
from services.exit_interviews.policy import HOME
from services.exit_interviews.store import cases as case_store
from services.exit_interviews.store import forms as form_store
from services.exit_interviews.store import home as store
from shared.calendar.window import start_of_day
from shared.contracts.exit import HomeAsked, HomeConfirmed, HomeDenied, HomeGiven
from shared.db.transaction import Tx
from shared.frontdoor.knock import Caller, knock
from shared.invitation.errors import DeadLink
from shared.invitation.link import address, hash_of, new_token
from shared.kernel import clock
from shared.kernel.ids import new_id
from shared.kernel.settings import settings
from shared.letterbox.put import Letter, letter_id, put

PLACE = "home"
BATCH = 500


def standing(tx: Tx, case: Any) -> Home:
    """Return how it stands for a case (a row with ``id`` and ``person_id``)."""
    at_home, _ = store.reach(tx.conn, case.person_id)
    return home_of(store.of_case(tx.conn, case.id), at_home=at_home, now=tx.now)


def is_missing(tx: Tx, form_id: UUID) -> bool:
    """Return whether somebody still works here and cannot be reached afterwards."""
    case = form_store.case_of(tx.conn, form_id)
    if case is None or case.person_id is None or case.last_day < clock.today(settings().zone):
        return False
    return standing(tx, case).standing in {NONE, ASKED, EXPIRED}


def ask(tx: Tx, case_id: UUID, account_id: UUID) -> bool:
    """HR asks; False where we asked today already."""
    case = case_store.locked(tx.conn, case_id)
    if case is None:
        raise CaseUnknown
    if case.state != domain.OPEN or case.person_id is None or domain.must_be_told(case):
        raise NobodyToReach
    if not any(store.reach(tx.conn, case.person_id)):
        raise NoMailbox
    row, zone = store.of_case(tx.conn, case_id), settings().zone
    if row is not None and row.asked_at is not None and _day(row.asked_at) == clock.today(zone):
        return False
    _ask(tx, case, account_id)
    return True


def ask_due(tx: Tx) -> int:
    """Ask whoever leaves soon and cannot be reached afterwards; return how many."""
    today = clock.today(settings().zone)
    found = store.to_ask(tx.conn, today=today, until=today + HOME.ask_before, limit=BATCH)
    for case in found:
        _ask(tx, case, None)
    return len(found)


def asked_behind(tx: Tx, token: str) -> Any:
    """Return the case behind the link in the letter that asks; its row has ``leaving_id`` and ``person_id``."""
    row = store.behind(tx.conn, "ask_hash", hash_of(token))
    if (
        row is None
        or row.state != domain.OPEN
        or row.person_id is None
        or tx.now >= _until(row.last_day, row.asked_at)
    ):
        raise DeadLink
    return row


def give(tx: Tx, case_id: UUID, email: str, language: str) -> datetime:
    """The person gives an address; a letter goes there to see whether it is theirs, until when is returned."""
    case = case_store.locked(tx.conn, case_id)
    if case is None or case.person_id is None or case.state != domain.OPEN:
        raise DeadLink
    today, row = clock.today(settings().zone), store.of_case(tx.conn, case_id)
    left = tries_left(row, today, most=HOME.letters_a_day)
    if left == 0:
        raise LettersEnough
    caller = Caller(id=new_id(), email=email, language=language, person_id=case.person_id)
    knock(tx, caller)
    token, expires = new_token(), tx.now + HOME.confirm_within
    key = f"exit/home_confirm/{caller.id}"
    values = {
        "caller_id": caller.id,
        "confirm_hash": hash_of(token),
        "letter_id": letter_id(key),
        "language": language,
        "given_at": tx.now,
        "expires_at": expires,
        "tries": HOME.letters_a_day - left + 1,
        "tried_on": today,
        "trouble": None,
    }
    store.put(tx.conn, case_id, values)
    put(
        tx,
        Letter(
            key=key,
            template="exit/home_confirm",
            email=email,
            language=language,
            params={"expires_on": _day(expires).isoformat()},
            secrets={"link": address("exit", PLACE, f"{token}/confirm")},
            expires_at=expires,
        ),
    )
    tx.record(HomeGiven(person_id=case.person_id, case_id=case_id))
    return expires


def to_confirm(tx: Tx, token: str, *, lock: bool = False) -> Any:
    """Return what waits behind the link in the letter to the new address."""
    row = store.behind(tx.conn, "confirm_hash", hash_of(token), lock=lock)
    if row is None or row.state != domain.OPEN or row.person_id is None or tx.now >= row.expires_at:
        raise DeadLink
    return row


def decide(tx: Tx, token: str, *, theirs: bool) -> None:
    """Whoever reads the mailbox says whether it is theirs; the link is over with it."""
    row = to_confirm(tx, token, lock=True)
    over: Mapping[str, Any] = {"caller_id": None, "confirm_hash": None, "letter_id": None}
    outcome = {"confirmed_at": tx.now, "trouble": None} if theirs else {"trouble": "denied"}
    store.put(tx.conn, row.leaving_id, {**over, **outcome})
    kind = HomeConfirmed if theirs else HomeDenied
    tx.record(kind(person_id=row.person_id, case_id=row.leaving_id, caller_id=row.caller_id))


def _ask(tx: Tx, case: Any, account_id: UUID | None) -> None:
    token, until = new_token(), _until(case.last_day, tx.now)
    values = {"ask_hash": hash_of(token), "asked_at": tx.now, "asked_by": account_id}
    store.put(tx.conn, case.id, values)
    put(
        tx,
        Letter(
            key=f"exit/home_ask/{case.id}/{tx.now.isoformat()}",
            template="exit/home_ask",
            person_id=case.person_id,
            params={"last_day": case.last_day.isoformat()},
            secrets={"link": address("exit", PLACE, token)},
            expires_at=until,
        ),
    )
    tx.record(HomeAsked(person_id=case.person_id, case_id=case.id))


def _until(last_day: date, asked_at: datetime) -> datetime:
    return max(start_of_day(last_day + HOME.ask_until, settings().zone), asked_at + HOME.ask_before)


def _day(instant: datetime) -> date:
    return instant.astimezone(ZoneInfo(settings().zone)).date()
