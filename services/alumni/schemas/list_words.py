"""What the rows of a list bring or became, in words, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from services.alumni.imports.former import TEXTS
from shared.web.texts import gettext, marked

LOOKED_AT: Final = marked("wordt nagekeken")
# What a row would bring, and what became of it; a tone beside.
FATE: Final[Mapping[str, tuple[str, str]]] = {
    "join": (marked("wordt lid, met dit bewijs"), "good"),
    "ask": (marked("krijgt één vraag"), "good"),
    "look": (marked("naam of adres kennen we al; jij kijkt eerst"), "care"),
    "waits": (LOOKED_AT, "plain"),
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
FIELD: Final[Mapping[str, str]] = {
    "name": marked("Hele naam"),
    "given_name": marked("Voornaam"),
    "infix": marked("Tussenvoegsel"),
    "family_name": marked("Achternaam"),
    "email": marked("Mailadres"),
    "from_year": marked("Werkte hier vanaf"),
    "until_year": marked("Werkte hier tot"),
    "place": marked("Plaats van toen"),
    "department": marked("Afdeling van toen"),
    "function": marked("Functie van toen"),
    "language": marked("Taal"),
    "agreed_on": marked("Toestemming: wanneer"),
    "agreed_how": marked("Toestemming: hoe"),
    "agreed_to": marked("Toestemming: waarvoor"),
}
# What the whole of a file may have in common, for instance.
FIXED_LIKE: Final[Mapping[str, str]] = {
    "language": marked("Zoals nl, en of fr."),
    "agreed_on": marked("Zoals 12-5-2019."),
    "agreed_how": marked("Zoals: formulier op de reünie van 2019."),
    "agreed_to": marked("Zoals: nieuws, reünies."),
}
_NAME_LACKS = marked("Kies de kolom met de hele naam, of die met voornaam of achternaam.")
_EMAIL_LACKS = marked("Kies de kolom met het mailadres.")
STATE: Final[Mapping[str, tuple[str, str]]] = {
    "columns": (marked("zeg eerst wat de kolommen zijn"), "care"),
    "open": (marked("wacht op jou"), "care"),
    "done": (marked("gedaan"), "good"),
    "dropped": (marked("weggelegd"), "plain"),
}


def said(known: Mapping[str, tuple[str, str]], code: str) -> tuple[str, str]:
    """Return a code in words, and its tone."""
    found, tone = known.get(code, (code, "plain"))
    return str(gettext(found)), tone


def state(code: str, *, waits: bool) -> tuple[str, str]:
    """Return how a list stands, and its tone; as long as people looks at it, it does not wait for HR."""
    return (str(gettext(LOOKED_AT)), "plain") if waits else said(STATE, code)


def field(name: str) -> str:
    """Return a field in words."""
    return str(gettext(FIELD[name]))


def fixed_like(name: str) -> str | None:
    """Return what may stand there for all rows."""
    return str(gettext(FIXED_LIKE[name])) if name in FIXED_LIKE else None


def lacking(form: Mapping[str, str]) -> dict[str, list[str]]:
    """Return which columns have to be chosen still, by the field of the page."""
    found = {}
    if not any(form.get(f"column-{name}") for name in ("name", "given_name", "family_name")):
        found["column-name"] = [str(gettext(_NAME_LACKS))]
    if not form.get("column-email"):
        found["column-email"] = [str(gettext(_EMAIL_LACKS))]
    return found


def wrong(one: Mapping[str, Any]) -> str:
    """Return what is wrong with a row, and how to mend it."""
    text = TEXTS.get(one["code"])
    return str(gettext(text, **one["params"])) if text else str(one["code"])
