"""Coming in: count the try, look at the password, note the outcome. Three steps, so that no row waits for argon2."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from uuid import UUID

from services.console import policy
from services.console.actions import passwords, second_factor
from services.console.domain import lockout
from services.console.domain.accounts import Account, email_key, first_name
from services.console.domain.lockout import Rule
from services.console.errors import LoginLocked, SecondStepTooOld, WrongCode, WrongLogin
from services.console.store import accounts, audit, guards, sessions
from shared.contracts.console import AccountLocked, AccountLoggedIn
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.letterbox.put import Letter, put


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Who stands at the door: from which address, with which browser, and whether that browser was here before."""

    address: str
    browser: str
    device: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """The outcome of a right password: a sid for the browser, or None while the code of the second step is due."""

    account_id: UUID
    sid: str | None = field(repr=False)


def enter(transaction: Transactions, visitor: Visitor, *, email: str, password: str) -> Entry:
    """Let somebody in by password; WrongLogin or LoginLocked where not."""
    subject, door = subject_of(email), f"password:{visitor.device}"
    with transaction() as tx:
        account = accounts.by_email(tx.conn, email_key(email))
        _knock(tx, subject, door, policy.ACCOUNT_RULE)
        if not visitor.device:
            _knock(tx, address_of(visitor), "password", policy.ADDRESS_RULE)
    kept = account.password_hash if account and account.may_enter else None
    right = passwords.matches(kept, password)
    again = passwords.hashed(password) if right and kept and passwords.outdated(kept) else None
    with transaction() as tx:
        present = accounts.by_id(tx.conn, account.id, lock=True) if right and account else None
        if present is None or not present.may_enter or present.password_hash != kept:
            _note_refusal(tx, account, subject, door)
            present = None
        else:
            entry = _welcome(tx, present, visitor, new_hash=again)
    if present is None:
        raise WrongLogin
    return entry


def enter_code(
    transaction: Transactions, visitor: Visitor, *, account_id: UUID, code: str, since: datetime
) -> Entry:
    """Let somebody in by the code of the second step, or by one of the recovery codes."""
    if clock.wall() - since > policy.SECOND_STEP:
        raise SecondStepTooOld
    with transaction() as tx:
        account = accounts.by_id(tx.conn, account_id)
        if account is None or not account.may_enter:
            raise WrongLogin
        subject, door = subject_of(account.email), f"code:{visitor.device}"
        _knock(tx, subject, door, policy.ACCOUNT_RULE)
    with transaction() as tx:
        right = second_factor.accept(tx, account, code)
        if right:
            guards.forget(tx.conn, subject, door)
            entry = Entry(account_id=account.id, sid=_open(tx, account, visitor))
        else:
            _note_refusal(tx, account, subject, door)
    if not right:
        raise WrongCode
    return entry


def leave(tx: Tx, sid_hash: str) -> None:
    """Log one browser out."""
    account_id = sessions.remove(tx.conn, sid_hash)
    if account_id:
        audit.add(tx.conn, at=tx.now, action="login.left", actor_id=account_id)


def leave_everywhere(tx: Tx, account_id: UUID, *, by: UUID, but: str | None = None) -> int:
    """Log an account out of every browser, all `but` this one."""
    ended = sessions.remove_all(tx.conn, account_id, but=but)
    audit.add(tx.conn, at=tx.now, action="login.left_everywhere", actor_id=by, subject_id=account_id)
    return ended


def subject_of(email: str) -> str:
    """Under which name tries for an address are counted; the address itself is not kept."""
    return _sealed(f"account:{email_key(email)}")


def address_of(visitor: Visitor) -> str:
    """Under which name tries from a place are counted."""
    return _sealed(f"address:{visitor.address}")


def knock_for_reset(tx: Tx, visitor: Visitor, email: str) -> bool:
    """Count a question for a new password; False where there were enough. Nobody is told which."""
    try:
        with tx.savepoint():
            _knock(tx, address_of(visitor), "reset", policy.RESET_ADDRESS_RULE)
            _knock(tx, subject_of(email), "reset", policy.RESET_RULE)
    except LoginLocked:
        return False
    return True


def _knock(tx: Tx, subject: str, door: str, rule: Rule) -> None:
    count = guards.locked_count(tx.conn, subject, door, tx.now)
    if count.locked_until and count.locked(tx.now):
        seconds = (count.locked_until - tx.now).total_seconds()
        raise LoginLocked(minutes=ceil(seconds / 60), seconds=ceil(seconds))
    guards.save(tx.conn, subject, door, lockout.knock(count, rule, tx.now))


def _welcome(tx: Tx, account: Account, visitor: Visitor, *, new_hash: str | None) -> Entry:
    subject = subject_of(account.email)
    guards.forget(tx.conn, subject, f"password:{visitor.device}")
    if not visitor.device:
        place = address_of(visitor)
        count = guards.locked_count(tx.conn, place, "password", tx.now)
        guards.save(tx.conn, place, "password", lockout.give_back(count))
    if new_hash:
        accounts.update(tx.conn, account.id, password_hash=new_hash)
    if account.second_factor:
        return Entry(account_id=account.id, sid=None)
    return Entry(account_id=account.id, sid=_open(tx, account, visitor))


def _open(tx: Tx, account: Account, visitor: Visitor) -> str:
    sid, wall = secrets.token_urlsafe(32), clock.wall()
    sessions.add(
        tx.conn,
        sessions.Session(
            sid_hash=hashlib.sha256(sid.encode()).hexdigest(),
            account_id=account.id,
            browser=visitor.browser,
            created_at=wall,
            seen_at=wall,
            expires_at=wall + policy.SESSION_ABSOLUTE,
        ),
    )
    accounts.update(tx.conn, account.id, last_login_at=tx.now)
    audit.add(tx.conn, at=tx.now, action="login.entered", actor_id=account.id)
    tx.record(AccountLoggedIn(account_id=account.id))
    return sid


def _note_refusal(tx: Tx, account: Account | None, subject: str, door: str) -> None:
    """Write down the failed try; where it locked the door, tell the owner, once a day."""
    audit.add(
        tx.conn, at=tx.now, action="login.refused", actor_id=None, subject_id=account.id if account else None
    )
    count = guards.locked_count(tx.conn, subject, door, tx.now)
    if account is None or not account.may_enter or not count.locked(tx.now):
        return
    audit.add(tx.conn, at=tx.now, action="login.locked", actor_id=None, subject_id=account.id)
    tx.record(AccountLocked(account_id=account.id))
    put(
        tx,
        Letter(
            key=f"console:locked:{account.id}:{tx.now.date().isoformat()}",
            template="console/locked",
            kind="key",
            email=account.email,
            language=account.language,
            params={"expires_at": count.locked_until and count.locked_until.isoformat()},
            secrets={"link": f"{settings().base_url}/console/forgot", "given_name": first_name(account)},
            expires_at=tx.now + policy.TELL_OWNER_EVERY,
        ),
    )


def _sealed(text: str) -> str:
    return hmac.new(settings().secret_key.encode(), text.encode(), hashlib.sha256).hexdigest()
