"""Passwords: what is kept of them, and whether one is right. Slow on purpose: call outside transactions."""

from collections.abc import Iterable
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from services.console import policy
from services.console.domain.passwords import normal, objection
from services.console.domain.texts import marked
from services.console.errors import PasswordRefused

_OBJECTIONS = {
    "too_short": marked("Neem minstens 12 tekens. Een paar woorden achter elkaar werkt goed."),
    "too_long": marked("Neem hoogstens 200 tekens."),
    "too_common": marked("Dit wachtwoord staat op ieders lijstje. Bedenk iets van jezelf."),
    "too_personal": marked("Hier zit vooral je eigen naam of adres in. Neem iets dat niemand raadt."),
}


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _hasher().hash(normal(password))


def matches(kept: str | None, password: str) -> bool:
    """Is it the right one? Takes as long where nothing is kept, so that nobody learns which accounts exist."""
    # A novel in the password field is no login, and not worth a novel's hashing.
    fits = len(password) <= policy.PASSWORD_LONGEST * 2
    try:
        _hasher().verify(kept or _nobodys(), normal(password) if fits else "")
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None and fits


def outdated(kept: str) -> bool:
    """Was it kept with numbers that are no longer ours?"""
    return _hasher().check_needs_rehash(kept)


def check_new(password: str, own_words: Iterable[str]) -> None:
    """Raise PasswordRefused, with the reason at the field, for a password that will not do."""
    found = objection(
        password,
        shortest=policy.PASSWORD_SHORTEST,
        longest=policy.PASSWORD_LONGEST,
        own_words=own_words,
    )
    if found:
        raise PasswordRefused({"password": [_OBJECTIONS[found]]})


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher(
        time_cost=policy.ARGON2_PASSES,
        memory_cost=policy.ARGON2_MEMORY_KIB,
        parallelism=policy.ARGON2_LANES,
    )


@cache
def _nobodys() -> str:
    return _hasher().hash("the password of nobody")
