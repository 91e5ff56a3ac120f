"""A person's name out of one cell, as they write it: capitals and order inside a part are left alone.

Only tussenvoegsels in lower case become the infix: *Jan van den Berg* (Dutch) has one, *An Van den Berghe* (Flemish)
does not, her family name begins with the V.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from shared.tabular.raw import squeeze

INFIX_WORDS = frozenset(
    [
        "van",
        "von",
        "de",
        "der",
        "den",
        "het",
        "'t",
        "’t",
        "'s",
        "’s",
        "te",
        "ten",
        "ter",
        "tot",
        "op",
        "in",
        "aan",
        "bij",
        "onder",
        "over",
        "uit",
        "uijt",
        "voor",
        "d'",
        "d’",
        "da",
        "do",
        "das",
        "dos",
        "di",
        "del",
        "della",
        "dello",
        "degli",
        "du",
        "des",
        "la",
        "le",
        "les",
        "lo",
        "el",
        "al",
        "zu",
        "zum",
        "zur",
        "vom",
        "am",
        "auf",
        "af",
        "av",
        "y",
        "e",
        "i",
        "l'",
        "l’",
        "'n",
        "’n",
    ]
)
_PARTNER = re.compile(r".+-(\w+)$")
_PUNCTUATION = str.maketrans("", "", " .,-'’`´‘\"")


@dataclass(frozen=True)
class Name:
    """The three parts; a person with one name has only ``given``."""

    given: str
    infix: str
    family: str


def split_name(text: str, *, family_first: bool) -> Name:
    """Take a full name apart; a comma decides, else ``family_first``."""
    clean = squeeze(text)
    parts = [part.strip() for part in clean.split(",") if part.strip()]
    if len(parts) > 1:
        return _by_comma(parts)
    words = (parts[0] if parts else "").split(" ")
    if len(words) == 1:
        return Name(words[0], "", "")
    return _family_first(words) if family_first else _given_first(words)


def split_family(text: str) -> tuple[str, str]:
    """Return infix and family name of ``van der Berg`` or ``Berg van der``."""
    words = squeeze(text).split(" ")
    lead = _leading_infix(words)
    if lead:
        return " ".join(words[:lead]), " ".join(words[lead:])
    tail = _trailing_infix(words)
    if tail:
        return " ".join(words[-tail:]), " ".join(words[:-tail])
    return "", " ".join(words)


def fold(text: str) -> str:
    """Return ``text`` without accents, case and punctuation: two spellings of one name come out the same."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    bare = "".join(letter for letter in plain if not "\u0300" <= letter <= "\u036f")
    return bare.lower().translate(_PUNCTUATION)


_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae",
                          "Æ": "AE", "œ": "oe", "Œ": "OE"})  # fmt: skip


def full_key(name: Name) -> str:
    """Return what managers are looked up by."""
    return fold(f"{name.given}{name.infix}{name.family}")


def _by_comma(parts: list[str]) -> Name:
    *before, given = parts
    middle = before[1:]
    if middle and all(_is_infix(word) for part in middle for word in part.split(" ")):
        return Name(given, " ".join(middle), before[0])
    given_words = given.split(" ")
    tail = _trailing_infix(given_words)
    if tail:
        return Name(" ".join(given_words[:-tail]), " ".join(given_words[-tail:]), ", ".join(before))
    infix, family = split_family(", ".join(before))
    return Name(given, infix, family)


def _family_first(words: list[str]) -> Name:
    lead = _leading_infix(words)
    family_end = min(lead + 1, len(words) - 1)
    rest = words[family_end:]
    tail = 0 if lead else _leading_infix(rest)
    infix = words[:lead] or rest[:tail]
    return Name(" ".join(rest[tail:]), " ".join(infix), " ".join(words[lead:family_end]))


def _given_first(words: list[str]) -> Name:
    for index in range(1, len(words)):
        if _is_infix(words[index]):
            lead = _leading_infix(words[index:])
            if index + lead < len(words):
                return Name(
                    " ".join(words[:index]),
                    " ".join(words[index : index + lead]),
                    " ".join(words[index + lead :]),
                )
        partner = _PARTNER.fullmatch(words[index])
        if (partner and _is_infix(partner[1])) or words[index] in {"-", "–"}:
            begin = index if partner else index - 1
            return Name(" ".join(words[:begin]), "", " ".join(words[begin:])) if begin else _plain(words)
    return _plain(words)


def _plain(words: list[str]) -> Name:
    return Name(" ".join(words[:-1]), "", words[-1])


def _is_infix(word: str) -> bool:
    return word in INFIX_WORDS


def _leading_infix(words: list[str]) -> int:
    count = 0
    while count < len(words) - 1 and _is_infix(words[count]):
        count += 1
    return count


def _trailing_infix(words: list[str]) -> int:
    count = 0
    while count < len(words) - 1 and _is_infix(words[-1 - count]):
        count += 1
    return count
