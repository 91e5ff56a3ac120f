"""What HR fills in after a reunion: a letter to who came, and what it cost."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from werkzeug.datastructures import MultiDict

from services.alumni.policy import LONGEST_THANKS, MOST_COST
from services.alumni.schemas.forms import Read, plainly
from services.alumni.schemas.news_forms import MOMENT_WRONG, TOO_LONG, read_moment
from services.alumni.schemas.reunion_forms import LINK_WRONG, outside
from shared.kernel.texts import marked
from shared.web.amounts import read_amount

NO_WORDS = marked("Schrijf een paar woorden; twee zinnen zijn genoeg.")
NO_COST = marked("Waarvoor was het?")
AMOUNT_WRONG = marked("Dit bedrag kennen we niet. Schrijf het zo: 1.250,50.")
COSTS_MANY = marked("Er staan al veertig regels. Tel er een paar bij elkaar op.")

__all__ = ["COSTS_MANY", "MOMENT_WRONG", "read_cost", "read_thanks"]


def read_thanks(form: MultiDict[str, str], now: datetime) -> tuple[Read, datetime | None]:
    """Read the letter, and when it leaves; None is at once."""
    moment, at = read_moment(form, now)
    found = Read({**plainly(form, "words", "photos"), **moment.typed}, moment.errors)
    found.need("words", LONGEST_THANKS, NO_WORDS, TOO_LONG)
    if found.typed["photos"] and not outside(found.typed["photos"]):
        found.wrong("photos", LINK_WRONG)
    return found, at


def read_cost(form: MultiDict[str, str]) -> tuple[Read, Decimal]:
    """Read what something cost."""
    found = Read(plainly(form, "cost_words", "amount"))
    found.need("cost_words", 120, NO_COST, TOO_LONG)
    amount = read_amount(found.typed["amount"], MOST_COST)
    if not amount:
        found.wrong("amount", AMOUNT_WRONG)
    return found, amount or Decimal(0)
