"""What a member fills in about the directory: a profile, a search, a message, a word to HR."""

from __future__ import annotations

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

from services.alumni.domain.directory import Wanted, folded
from services.alumni.policy import (
    LONGEST_ABOUT,
    LONGEST_MESSAGE,
    LONGEST_NAME,
    LONGEST_WORDS,
    SHORTEST_SEARCH,
)
from services.alumni.schemas.forms import Read, plainly
from services.alumni.schemas.news_forms import TOO_LONG
from shared.kernel.texts import marked

FIELDS = ("name", "city", "field", "about")
NO_CHOICE = marked("Kies of je in de gids wilt staan.")
NO_NAME = marked("Onder welke naam wil je in de gids?")
NAME_ODD = marked("Schrijf een naam met letters erin.")
NO_WORDS = marked("Schrijf een bericht.")
NOTHING = marked("Vink aan dat je niets meer wilt horen, of schrijf wat HR moet weten.")
SEARCH_SHORT = marked("Zoek op ten minste twee letters.")


def read_profile(form: MultiDict[str, str]) -> tuple[Read, Mapping[str, str] | None]:
    """Read a profile; None is out of the directory."""
    found = Read(plainly(form, "listed", *FIELDS))
    for name, longest in (("name", LONGEST_NAME), ("city", 80), ("field", 80)):
        found.typed = {**found.typed, name: " ".join(found.typed[name].split())}
        if len(found.typed[name]) > longest:
            found.wrong(name, TOO_LONG)
    if found.typed["listed"] not in {"yes", "no"}:
        found.wrong("listed", NO_CHOICE)
    if found.typed["listed"] == "no":
        return Read(found.typed), None
    if not found.typed["name"]:
        found.wrong("name", NO_NAME)
    elif not folded(found.typed["name"]):
        found.wrong("name", NAME_ODD)
    if len(found.typed["about"]) > LONGEST_ABOUT:
        found.wrong("about", TOO_LONG)
    return found, {name: found.typed[name] for name in FIELDS}


def read_search(args: MultiDict[str, str]) -> tuple[Read, Wanted]:
    """Read what somebody looks for; what is too short to look for is said, and not looked for."""
    found = Read(
        {name: " ".join(value.split())[:80] for name, value in plainly(args, "q", "city", "field").items()}
    )
    for name, value in found.typed.items():
        if value and sum(map(len, folded(value))) < SHORTEST_SEARCH:
            found.wrong(name, SEARCH_SHORT)
    return found, Wanted(**({} if found.errors else found.typed))


def read_message(form: MultiDict[str, str]) -> Read:
    """Read a message to another member."""
    found = Read(plainly(form, "words"))
    found.need("words", LONGEST_MESSAGE, NO_WORDS, TOO_LONG)
    return found


def read_guard(form: MultiDict[str, str]) -> Read:
    """Read what somebody wants to be done about another."""
    found = Read({**plainly(form, "report"), "block": form.get("block") == "yes"})
    if not found.typed["report"] and not found.typed["block"]:
        found.wrong("report", NOTHING)
    if len(found.typed["report"]) > LONGEST_WORDS:
        found.wrong("report", TOO_LONG)
    return found
