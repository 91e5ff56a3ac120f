"""Names by Faker, split the way people write them, plus a handful that software likes to trip over."""

import random
import unicodedata
from dataclasses import dataclass
from typing import Final

from faker import Faker

_PARTICLES: Final = frozenset(
    (
        "van",
        "von",
        "de",
        "den",
        "der",
        "het",
        "'t",
        "ten",
        "ter",
        "te",
        "in",
        "op",
        "aan",
        "bij",
        "onder",
        "uit",
    )
)
_LOCALES: Final = {"nl": "nl_NL", "nl-BE": "nl_BE", "fr": "fr_BE", "en": "en_GB"}


@dataclass(frozen=True)
class Name:
    """A name in its three parts; `infix` is the Dutch tussenvoegsel."""

    given: str
    infix: str | None
    family: str


UNUSUAL: Final = (
    Name("Yun", None, "O"),
    Name("Geert", "van 't", "Hof"),
    Name("Anne-Fleur", "'t", "Hart"),
    Name("Žofia", None, "Čapková-de Vries"),
    Name("Jean-Baptiste", "de la", "Fontaine"),
    Name("Siân", None, "O'Connor"),
    Name("Nguyệt", None, "Trần"),
    Name("J", None, "IJzerman"),
)


class Names:
    """Gives names that differ from one another, in the tongue asked for. Same seed, same names."""

    def __init__(self, rng: random.Random) -> None:
        self._given: set[tuple[str, str]] = set()
        self._fakers = {tongue: Faker(locale) for tongue, locale in _LOCALES.items()}
        for faker in self._fakers.values():
            faker.seed_instance(rng.randrange(2**32))

    def next(self, *, language: str, country: str) -> Name:
        """A new name for somebody who speaks `language` in `country`."""
        tongue = "nl-BE" if (language, country) == ("nl", "BE") else language
        faker = self._fakers[tongue]
        while True:
            name = split(faker.first_name(), faker.last_name(), keep=country == "BE")
            if (name.given, name.family) not in self._given:
                self._given.add((name.given, name.family))
                return name


def split(given: str, family: str, *, keep: bool = False) -> Name:
    """Take the tussenvoegsel off a family name; in Belgium it belongs to the name (`keep`)."""
    words = family.split()
    count = 0
    while count < len(words) - 1 and words[count].lower() in _PARTICLES:
        count += 1
    if keep or not count:
        return Name(given, None, family)
    return Name(given, " ".join(words[:count]).lower(), " ".join(words[count:]))


def mailbox(name: Name) -> str:
    """The part before the @: plain letters, dots between."""
    whole = " ".join(part for part in (name.given, name.infix, name.family) if part)
    plain = unicodedata.normalize("NFKD", whole.replace("đ", "d")).encode("ascii", "ignore").decode()
    words = "".join(letter if letter.isalnum() else " " for letter in plain.lower()).split()
    return ".".join(words)
