"""The second step at the door: a code from an authenticator app, or one of the recovery codes on paper."""

import base64
import hashlib
import secrets
from uuid import UUID

import pyotp
from cryptography.fernet import Fernet

from services.console import policy
from services.console.domain.accounts import Account
from services.console.errors import AccountNotFound, SecondFactorOff, SecondFactorOn, WrongCode
from services.console.store import accounts, audit
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.settings import settings

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def begin(tx: Tx, account_id: UUID) -> str:
    """Give an account a fresh secret, not yet in force; the address that goes into the QR."""
    account = _of(tx, account_id)
    if account.second_factor:
        raise SecondFactorOn
    secret = pyotp.random_base32()
    accounts.update(tx.conn, account_id, totp_secret=_sealer().encrypt(secret.encode()), totp_last_step=None)
    return _address(account, secret)


def pending(tx: Tx, account_id: UUID) -> str | None:
    """The address for the QR of a secret that waits for its first code; None where none waits."""
    account = _of(tx, account_id)
    sealed = accounts.totp_secret(tx.conn, account_id)
    if account.second_factor or sealed is None:
        return None
    return _address(account, _sealer().decrypt(sealed).decode())


def confirm(tx: Tx, account_id: UUID, code: str) -> list[str]:
    """Put the second step into force once its first code is right; the recovery codes, shown this once."""
    account = _of(tx, account_id)
    if account.second_factor:
        raise SecondFactorOn
    if not _is_right(tx, account_id, code):
        raise WrongCode
    accounts.update(tx.conn, account_id, totp_confirmed_at=tx.now)
    audit.add(tx.conn, at=tx.now, action="second_factor.on", actor_id=account_id, subject_id=account_id)
    return renew_codes(tx, account_id)


def renew_codes(tx: Tx, account_id: UUID) -> list[str]:
    """New recovery codes; the old ones are worth nothing from now on."""
    if not _of(tx, account_id).second_factor:
        raise SecondFactorOff
    codes = ["-".join(_word() for _ in range(2)) for _ in range(policy.RECOVERY_CODES)]
    accounts.replace_codes(tx.conn, account_id, [_hash(code) for code in codes])
    return codes


def switch_off(tx: Tx, account_id: UUID, *, by: UUID) -> None:
    """Take the second step away: by the owner, or by HR for somebody who lost the phone and the paper."""
    if not _of(tx, account_id).second_factor:
        raise SecondFactorOff
    accounts.update(tx.conn, account_id, totp_secret=None, totp_confirmed_at=None, totp_last_step=None)
    accounts.replace_codes(tx.conn, account_id, [])
    audit.add(tx.conn, at=tx.now, action="second_factor.off", actor_id=by, subject_id=account_id)


def accept(tx: Tx, account: Account, code: str) -> bool:
    """Is this the code of the moment, or an unused recovery code? Either is good once."""
    plain = "".join(code.split())
    if plain.isascii() and plain.isdigit():
        return _is_right(tx, account.id, plain)
    if not accounts.use_code(tx.conn, account.id, _hash(plain)):
        return False
    audit.add(
        tx.conn, at=tx.now, action="second_factor.recovery_used", actor_id=account.id, subject_id=account.id
    )
    return True


def _is_right(tx: Tx, account_id: UUID, code: str) -> bool:
    sealed = accounts.totp_secret(tx.conn, account_id)
    if sealed is None:
        return False
    totp = pyotp.TOTP(_sealer().decrypt(sealed).decode())
    # The phone goes by the real time, whatever time the house is set to.
    present = totp.timecode(clock.wall())
    grace = policy.CODE_STEPS_OF_GRACE
    for step in range(present - grace, present + grace + 1):
        if secrets.compare_digest(totp.generate_otp(step), code.strip()):
            return accounts.take_second_step(tx.conn, account_id, step)
    return False


def _of(tx: Tx, account_id: UUID) -> Account:
    account = accounts.by_id(tx.conn, account_id, lock=True)
    if account is None:
        raise AccountNotFound
    return account


def _address(account: Account, secret: str) -> str:
    return pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name=settings().organisation)


def _word() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(6))


def _hash(code: str) -> str:
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def _sealer() -> Fernet:
    key = hashlib.sha256(b"second factor" + settings().secret_key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
