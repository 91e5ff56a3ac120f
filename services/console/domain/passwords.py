"""Which passwords we take: long enough, not on everybody's list, not one's own name. No rules about symbols."""

import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

COMMON: Final = frozenset(
    (
        "123456789012", "1234567890123", "12345678901234", "password1234", "passwordpassword", "wachtwoord123",
        "wachtwoord1234", "wachtwoordwachtwoord", "welkom123456", "welkom012345", "welkom2024welkom",
        "motdepasse123", "motdepassemotdepasse", "bonjour12345", "azertyuiop12", "azertyuiopqs", "qwertyuiop12",
        "qwertyuiopas", "qwerty123456", "qwertyqwerty", "iloveyou1234", "administrator", "administrator1",
        "administrateur", "adminadminadmin", "letmeinletmein", "changemenow1", "geheimgeheim", "geheim123456",
        "hallohallohallo", "zomervakantie", "nederland1234", "amsterdam1234", "belgie123456", "vakantie2024",
        "correcthorsebatterystaple", "trustno1trustno1", "sunshine1234", "superman1234", "voetbal12345",
        "ajaxamsterdam", "feyenoord1908", "anderlecht123", "personeelszaken", "humanresources",
    )
)  # fmt: skip


def normal(password: str) -> str:
    """One form for what looks the same: é typed as one sign or as two is the same password."""
    return unicodedata.normalize("NFKC", password)


def objection(password: str, *, shortest: int, longest: int, own_words: Iterable[str]) -> str | None:
    """Why this password will not do, as a code; None where it will."""
    password = normal(password)
    if len(password) < shortest:
        return "too_short"
    if len(password) > longest:
        return "too_long"
    plain = password.casefold()
    if plain in COMMON or len(set(plain)) < 5 or _staircase(plain):
        return "too_common"
    if any(_mostly(plain, word.casefold()) for word in own_words):
        return "too_personal"
    return None


def _staircase(text: str) -> bool:
    """abcdefghijkl, 0123456789ab, and the same downwards."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return steps <= {1, -9} or steps <= {-1, 9}


def _mostly(text: str, word: str) -> bool:
    """A word of one's own that is more than half of the password."""
    return len(word) >= 4 and word in text and len(word) * 2 > len(text)
