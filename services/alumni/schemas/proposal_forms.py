"""What a member fills in about a reunion that they would like, and what HR says to it."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from services.alumni.policy import LONGEST_IDEA, LONGEST_WORDS
from services.alumni.schemas.forms import Read, plainly
from services.alumni.schemas.news_forms import TOO_LONG
from shared.kernel.texts import marked

FIELDS = ("title", "idea", "place", "period")
NO_TITLE = marked("Geef je idee een naam.")
NO_IDEA = marked("Vertel in een paar zinnen wat je voor je ziet.")
NO_WORD = marked("Schrijf waarom niet; dit komt zo in de brief.")


def read_proposal(form: MultiDict[str, str]) -> Read:
    """Read what a member proposes."""
    found = Read(plainly(form, *FIELDS))
    found.need("title", 120, NO_TITLE, TOO_LONG)
    found.need("idea", LONGEST_IDEA, NO_IDEA, TOO_LONG)
    for name in ("place", "period"):
        if len(found.typed[name]) > 200:
            found.wrong(name, TOO_LONG)
    return found


def read_word(form: MultiDict[str, str]) -> Read:
    """Read the word with which HR says no."""
    found = Read(plainly(form, "word"))
    found.need("word", LONGEST_WORDS, NO_WORD, TOO_LONG)
    return found
