"""What the rows of a list bring or became, in words, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from services.alumni.imports.former import TEXTS
from shared.web.texts import gettext, marked

# What a row would bring, and what became of it; a tone beside.
FATE: Final[Mapping[str, tuple[str, str]]] = {
    "join": (marked("wordt lid, met dit bewijs"), "good"),
    "ask": (marked("krijgt één vraag"), "good"),
    "look": (marked("naam of adres kennen we al; jij kijkt eerst"), "care"),
    "waits": (marked("wordt nagekeken"), "plain"),
    "vouched": (marked("is onderweg, of wacht bij de aanmeldingen"), "care"),
    "asked": (marked("kreeg één vraag"), "good"),
    "became": (marked("is lid"), "good"),
    "works_here": (marked("werkt hier; blijft zoals het is"), "plain"),
    "died": (marked("is overleden; we schrijven niet"), "plain"),
    "forgotten": (marked("is op verzoek vergeten; komt er niet in"), "plain"),
    "member": (marked("is al lid; verandert niets"), "plain"),
    "left": (marked("stopte zelf; dat blijft zo"), "plain"),
    "said_no": (marked("zei nee; dat blijft zo"), "plain"),
    "unreachable": (marked("naar dit adres kunnen we niet schrijven"), "plain"),
    "asked_before": (marked("kreeg de vraag al eens; we vragen het één keer"), "plain"),
    "expired": (marked("antwoordde niet; het adres is gewist"), "plain"),
    "refused": (marked("niet toegelaten bij de aanmeldingen"), "plain"),
    "cancelled": (marked("de vraag is ingetrokken"), "plain"),
    "back": (marked("werkt hier weer"), "plain"),
    "already_member": (marked("is al lid; verandert niets"), "plain"),
    "dropped": (marked("weggelegd"), "plain"),
    "gone": (marked("ligt niet meer bij de voordeur"), "plain"),
}
STATE: Final[Mapping[str, tuple[str, str]]] = {
    "open": (marked("wacht op jou"), "care"),
    "done": (marked("gedaan"), "good"),
    "dropped": (marked("weggelegd"), "plain"),
}


def said(known: Mapping[str, tuple[str, str]], code: str) -> tuple[str, str]:
    """Return a code in words, and its tone."""
    found, tone = known.get(code, (code, "plain"))
    return str(gettext(found)), tone


def wrong(one: Mapping[str, Any]) -> str:
    """Return what is wrong with a row, and how to mend it."""
    text = TEXTS.get(one["code"])
    return str(gettext(text, **one["params"])) if text else str(one["code"])
