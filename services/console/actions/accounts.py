"""Accounts: the first one, inviting others, changing and closing them."""

from collections.abc import Collection
from uuid import UUID
from zoneinfo import ZoneInfo

from email_validator import EmailNotValidError, validate_email

from services.console import policy
from services.console.actions import passwords
from services.console.actions.links import make_link
from services.console.actions.login import subject_of
from services.console.domain.accounts import Account, State, check_change, email_key, first_name, in_order
from services.console.domain.texts import marked
from services.console.errors import AccountNotFound, EmailTaken, NotInvited
from services.console.store import accounts, audit, guards, sessions
from shared.db.transaction import Tx
from shared.kernel.errors import Invalid
from shared.kernel.ids import new_id
from shared.kernel.settings import settings
from shared.letterbox.put import Letter, put

LONGEST_NAME = 120


def ensure_admin(tx: Tx) -> bool:
    """Let the account that the environment names be the first of HR; True where that changed something.

    Does nothing where somebody of HR can come in already: the environment is for the first start, and for a house
    that has locked itself out.
    """
    chosen = settings()
    email, password = chosen.admin_email.strip(), chosen.admin_password
    if not email or not password or accounts.lock_hr(tx.conn):
        return False
    kept = passwords.hashed(password)
    found = accounts.by_email(tx.conn, email_key(email))
    if found:
        roles = list(in_order({*found.roles, "hr"}))
        accounts.update(tx.conn, found.id, roles=roles, state=State.ACTIVE, password_hash=kept)
        account_id = found.id
    else:
        account_id = new_id()
        new = _new(tx, account_id, email=email, name=_called(email), roles=("hr",), language=chosen.language)
        if not accounts.add(tx.conn, Account(**vars(new) | {"state": State.ACTIVE, "password_hash": kept})):
            return False
    audit.add(tx.conn, at=tx.now, action="account.first", actor_id=None, subject_id=account_id)
    return True


def invite(tx: Tx, *, email: str, name: str, roles: Collection[str], language: str, by: UUID) -> UUID:
    """Make an account without a password, and send its owner the link to set one."""
    email, name = _address(email), name.strip()
    _check(name, roles, language)
    new = _new(tx, new_id(), email=email, name=name, roles=in_order(roles), language=language)
    if not accounts.add(tx.conn, new):
        raise EmailTaken
    audit.add(
        tx.conn,
        at=tx.now,
        action="account.invited",
        actor_id=by,
        subject_id=new.id,
        detail={"roles": list(new.roles)},
    )
    _send_welcome(tx, new)
    return new.id


def welcome_again(tx: Tx, account_id: UUID, *, by: UUID) -> None:
    """Send the welcome letter once more, with a fresh link; the old link dies."""
    account = of(tx, account_id)
    if account.state is not State.INVITED:
        raise NotInvited
    accounts.drop_links(tx.conn, account_id)
    _send_welcome(tx, account)
    audit.add(tx.conn, at=tx.now, action="account.welcomed_again", actor_id=by, subject_id=account_id)


def change(
    tx: Tx,
    account_id: UUID,
    *,
    name: str,
    roles: Collection[str],
    language: str,
    person_id: UUID | None,
    by: UUID,
) -> None:
    """Change who somebody is and what they may do; from the next click on."""
    name = name.strip()
    _check(name, roles, language)
    hr = accounts.lock_hr(tx.conn)
    account = of(tx, account_id)
    check_change(account, roles=roles, state=account.state, by=by, other_hr=len(set(hr) - {account_id}))
    kept = in_order(roles)
    accounts.update(tx.conn, account_id, name=name, roles=list(kept), language=language, person_id=person_id)
    detail = {"roles": list(kept), "was": list(account.roles)}
    audit.add(tx.conn, at=tx.now, action="account.changed", actor_id=by, subject_id=account_id, detail=detail)


def close(tx: Tx, account_id: UUID, *, by: UUID) -> None:
    """Let somebody no longer in; every browser is logged out at once."""
    hr = accounts.lock_hr(tx.conn)
    account = of(tx, account_id)
    check_change(
        account, roles=account.roles, state=State.CLOSED, by=by, other_hr=len(set(hr) - {account_id})
    )
    accounts.update(tx.conn, account_id, state=State.CLOSED)
    accounts.drop_links(tx.conn, account_id)
    sessions.remove_all(tx.conn, account_id)
    audit.add(tx.conn, at=tx.now, action="account.closed", actor_id=by, subject_id=account_id)


def reopen(tx: Tx, account_id: UUID, *, by: UUID) -> None:
    """Let somebody in again, with the password of before; who never had one gets a new welcome letter."""
    account = of(tx, account_id)
    if account.state is not State.CLOSED:
        return
    state = State.ACTIVE if account.password_hash else State.INVITED
    accounts.update(tx.conn, account_id, state=state)
    if state is State.INVITED:
        _send_welcome(tx, account)
    audit.add(tx.conn, at=tx.now, action="account.reopened", actor_id=by, subject_id=account_id)


def unlock(tx: Tx, account_id: UUID, *, by: UUID) -> None:
    """End the pause after too many tries."""
    account = of(tx, account_id)
    guards.forget(tx.conn, subject_of(account.email))
    audit.add(tx.conn, at=tx.now, action="account.unlocked", actor_id=by, subject_id=account_id)


def speak(tx: Tx, account_id: UUID, language: str) -> None:
    """Choose the language of one's own desk."""
    _check("x", ("hr",), language)
    accounts.update(tx.conn, account_id, language=language)


def of(tx: Tx, account_id: UUID) -> Account:
    """The account, locked; AccountNotFound where there is none."""
    account = accounts.by_id(tx.conn, account_id, lock=True)
    if account is None:
        raise AccountNotFound
    return account


def _called(email: str) -> str:
    """A name to begin with, until somebody writes a better one."""
    box = email.partition("@")[0]
    return "HR" if box.lower() == "hr" else " ".join(box.replace("_", ".").split(".")).title() or email


def _new(
    tx: Tx, account_id: UUID, *, email: str, name: str, roles: tuple[str, ...], language: str
) -> Account:
    return Account(
        id=account_id,
        email=email,
        name=name,
        roles=roles,
        language=language,
        person_id=None,
        state=State.INVITED,
        password_hash=None,
        second_factor=False,
        created_at=tx.now,
        last_login_at=None,
    )


def _send_welcome(tx: Tx, account: Account) -> None:
    link, hashed = make_link(tx, account.id, purpose="welcome", lasts=policy.WELCOME_LINK)
    put(
        tx,
        Letter(
            key=f"console:welcome:{hashed[:32]}",
            template="console/welcome",
            kind="key",
            email=account.email,
            language=account.language,
            params={
                "expires_on": (tx.now + policy.WELCOME_LINK)
                .astimezone(ZoneInfo(settings().zone))
                .date()
                .isoformat()
            },
            secrets={"link": link, "given_name": first_name(account)},
            expires_at=tx.now + policy.WELCOME_LINK,
        ),
    )


def _address(email: str) -> str:
    try:
        return str(validate_email(email.strip(), check_deliverability=False).normalized)
    except EmailNotValidError:
        raise Invalid(
            {"email": [marked("Dit e-mailadres herkennen we niet. Schrijf het zo: naam@voorbeeld.nl.")]}
        ) from None


def _check(name: str, roles: Collection[str], language: str) -> None:
    fields: dict[str, list[str]] = {}
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        fields["name"] = [marked("Vul een naam in van hoogstens 120 tekens.")]
    if not in_order(roles) or set(roles) - set(in_order(roles)):
        fields["roles"] = [marked("Kies minstens één rol.")]
    if language not in ("nl", "en", "fr"):
        fields["language"] = [marked("Kies Nederlands, English of Français.")]
    if fields:
        raise Invalid(fields)
