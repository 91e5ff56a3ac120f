"""A wish to talk, as a person writes it down. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from shared.kernel.texts import marked

NAMED = "named"
WHOM = ("hr", "manager", "counsellor", "buddy", NAMED)
OPEN, DONE, WITHDRAWN, STOPPED = "open", "done", "withdrawn", "stopped"
STATES = (OPEN, DONE, WITHDRAWN, STOPPED)
KEPT_FOR = timedelta(days=90)
"""So long after it is over what was said with a wish is kept: for whom it was, what about, which answers."""
LINE, TEXT = 200, 4_000

CHOOSE = marked("Kies met wie je wilt praten.")
WHO = marked("Schrijf met wie je wilt praten.")
TOO_LONG = marked("Dit is te lang. Kort het in tot hoogstens %(most)s tekens.")
UNKNOWN_ANSWER = marked("Dit antwoord staat er niet (meer) bij. Kies opnieuw wat erbij mag staan.")

Problems = dict[str, list[tuple[str, dict[str, int]]]]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """With whom, what about, how to be reached; ``shown`` are the questions whose answers may lie beside it."""

    whom: str = ""
    named: str = ""
    about: str = ""
    reach: str = ""
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Read:
    """A wish as it was written, right or wrong."""

    wish: Wish
    problems: Problems = field(default_factory=dict)


def read(fields: Mapping[str, Collection[str]], answered: Collection[str]) -> Read:
    """Read a wish from the fields of a form; ``answered`` are the questions that can be shown with it."""
    wish = Wish(
        whom=_one(fields, "whom"),
        named=_one(fields, "named"),
        about=_one(fields, "about"),
        reach=_one(fields, "reach"),
        shown=tuple(key for key in dict.fromkeys(fields.get("shown", ())) if key),
    )
    problems: Problems = {}
    if wish.whom not in WHOM:
        problems["whom"] = [(CHOOSE, {})]
    elif wish.whom == NAMED and not wish.named:
        problems["named"] = [(WHO, {})]
    for name, most in (("named", LINE), ("reach", LINE), ("about", TEXT)):
        if len(getattr(wish, name)) > most:
            problems[name] = [(TOO_LONG, {"most": most})]
    if set(wish.shown) - set(answered):
        problems["shown"] = [(UNKNOWN_ANSWER, {})]
    return Read(wish=wish, problems=problems)


def _one(fields: Mapping[str, Collection[str]], name: str) -> str:
    return next(iter(fields.get(name, ())), "").replace("\x00", "").strip()
