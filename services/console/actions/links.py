"""One-time links to set a password: for who is new, and for who forgot theirs."""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from services.console import policy
from services.console.actions import passwords
from services.console.actions.login import Visitor, knock_for_reset, subject_of
from services.console.domain.accounts import Account, State, email_key, first_name
from services.console.domain.texts import marked
from services.console.errors import LinkDead, PasswordRefused, WrongLogin
from services.console.store import accounts, audit, guards, sessions
from shared.db.transaction import Tx
from shared.kernel.ids import new_id
from shared.kernel.settings import settings
from shared.letterbox.put import Letter, put
from shared.queue.bell import ring

BATCH = 100


def make_link(tx: Tx, account_id: UUID, *, purpose: str, lasts: timedelta) -> tuple[str, str]:
    """A fresh link for an account, and the hash that is all we keep of it."""
    token = secrets.token_urlsafe(32)
    hashed = token_hash(token)
    accounts.add_link(
        tx.conn,
        token_hash=hashed,
        account_id=account_id,
        purpose=purpose,
        now=tx.now,
        expires_at=tx.now + lasts,
    )
    return f"{settings().base_url}/console/a/{token}", hashed


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def owner_of(tx: Tx, token: str, *, lock: bool = False) -> Account:
    """Whose link this is; LinkDead where it does not live."""
    account_id = accounts.link_account(tx.conn, token_hash(token), tx.now, lock=lock)
    account = accounts.by_id(tx.conn, account_id, lock=lock) if account_id else None
    if account is None or account.state is State.CLOSED:
        raise LinkDead
    return account


def own_words(account: Account) -> list[str]:
    """What a password of this account should not mostly be."""
    box, _, host = account.email.partition("@")
    return [account.email, box, host, *account.name.split(), settings().organisation]


def set_password(tx: Tx, token: str, password: str) -> Account:
    """Set a password by the link from a letter; the link dies, and every browser is logged out."""
    account = owner_of(tx, token, lock=True)
    passwords.check_new(password, own_words(account))
    accounts.update(tx.conn, account.id, password_hash=passwords.hashed(password), state=State.ACTIVE)
    _afresh(tx, account, by=account.id)
    return account


def change_password(tx: Tx, account_id: UUID, *, present: str, password: str, sid_hash: str | None) -> None:
    """Change one's own password, knowing the present one; other browsers are logged out."""
    account = confirm_password(tx, account_id, present)
    passwords.check_new(password, own_words(account))
    accounts.update(tx.conn, account.id, password_hash=passwords.hashed(password))
    _afresh(tx, account, by=account.id, but=sid_hash)
    _tell_changed(tx, account)


def same_twice(password: str, again: str) -> None:
    """Raise PasswordRefused where two fields that should hold the same do not."""
    if password != again:
        raise PasswordRefused({"again": [marked("Dit is niet hetzelfde als hierboven.")]})


def confirm_password(tx: Tx, account_id: UUID, present: str) -> Account:
    """The account, if `present` is its password; WrongLogin where not. For what a borrowed browser must not do."""
    account = accounts.by_id(tx.conn, account_id, lock=True)
    if account is None or not passwords.matches(account.password_hash, present):
        raise WrongLogin
    return account


def ask_reset(tx: Tx, email: str, visitor: Visitor) -> None:
    """Ask for a link to a new password. Nothing here depends on whether the account exists; a job answers."""
    if knock_for_reset(tx, visitor, email):
        accounts.ask_reset(tx.conn, request_id=new_id(), key=email_key(email)[:320], now=tx.now)
        tx.after_commit(lambda: ring("console", "services.console.jobs.answer_resets"))


def answer_resets(tx: Tx) -> int:
    """Send the link to those who asked and have an account; how many questions were handled."""
    asked = accounts.take_reset_requests(tx.conn, BATCH)
    for request_id, key in asked:
        account = accounts.by_email(tx.conn, key)
        if account is not None and account.state is not State.CLOSED:
            _send_reset(tx, account, request_id)
    return len(asked)


def _send_reset(tx: Tx, account: Account, request_id: UUID) -> None:
    link, _ = make_link(tx, account.id, purpose="reset", lasts=policy.RESET_LINK)
    put(
        tx,
        Letter(
            key=f"console:reset:{request_id}",
            template="console/password_reset",
            kind="key",
            email=account.email,
            language=account.language,
            params={"expires_at": (tx.now + policy.RESET_LINK).isoformat()},
            secrets={"link": link, "given_name": first_name(account)},
            expires_at=tx.now + policy.RESET_LINK,
        ),
    )
    audit.add(tx.conn, at=tx.now, action="password.reset_asked", actor_id=None, subject_id=account.id)


def _afresh(tx: Tx, account: Account, *, by: UUID, but: str | None = None) -> None:
    accounts.drop_links(tx.conn, account.id)
    sessions.remove_all(tx.conn, account.id, but=but)
    guards.forget(tx.conn, subject_of(account.email))
    audit.add(tx.conn, at=tx.now, action="password.set", actor_id=by, subject_id=account.id)


def _tell_changed(tx: Tx, account: Account) -> None:
    put(
        tx,
        Letter(
            key=f"console:password_changed:{account.id}:{tx.now.isoformat()}",
            template="console/password_changed",
            kind="key",
            email=account.email,
            language=account.language,
            secrets={"link": f"{settings().base_url}/console/forgot", "given_name": first_name(account)},
        ),
    )
