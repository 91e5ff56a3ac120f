"""How HR goes on with the catalogue of reasons: add one in any layer, retire one, mend its wording. Pure.

A reason never goes away and never means anything else: what is retired is not offered any more, and counts as it did.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from services.exit_interviews.domain import reasons as why
from services.exit_interviews.domain.reasons import Reason, Reasons
from shared.questionnaire.model import Text

Tree = dict[str, Any]
LANGUAGES = ("nl", "en", "fr")
# What fits on a page of a phone, and in one answer.
MOST_BESIDE, LONGEST, DEEPEST = 15, 120, 3
# Each makes a next version of the form; HR publishes versions of its own beside them.
MOST_EDITIONS = 99
ASK_ON = Text(
    nl="Wat speelde er precies?", en="What exactly was going on?", fr="De quoi s’agissait-il précisément ?"
)


@dataclass(frozen=True)
class Line:
    """A reason as it stands in an edition, with how deep it lies."""

    code: str
    text: Text
    depth: int
    own: bool
    retired: bool
    # Retired with the one above it, if it is.
    above: bool
    # Published before: people were asked for it.
    known: bool


def begin(reasons: Reasons) -> Tree:
    """Return the catalogue as something to go on with."""
    return {"reasons": [_plain(each) for each in reasons.mains]}


def read(tree: Mapping[str, Any], number: int, *, retired: bool = False) -> Reasons:
    """Return an edition as the form asks for it: without what is retired, unless that is wanted too."""
    kept = [_reason(each, retired=retired) for each in tree["reasons"] if retired or not each.get("retired")]
    return Reasons(version=number, mains=tuple(kept))


def everything(tree: Mapping[str, Any], known: frozenset[str]) -> Iterator[Line]:
    """Yield every reason of an edition, each before what lies beneath it."""
    gone: set[str] = set()
    for node, depth in _walk(tree["reasons"], 0):
        # What lies beneath a reason that is not offered is not offered either.
        if node.get("retired") or node["code"].rpartition(".")[0] in gone:
            gone.add(node["code"])
        yield Line(
            code=node["code"],
            text=Text(**node["text"]),
            depth=depth,
            own=bool(node.get("own")),
            retired=node["code"] in gone,
            above=not node.get("retired"),
            known=node["code"] in known,
        )


def add(tree: Tree, under: str | None, text: Text) -> tuple[Tree, str] | None:
    """Return the edition with one more reason, and its code; None where there is no place for it."""
    fresh = deepcopy(tree)
    parent = _find(fresh, under) if under else None
    if under and (parent is None or under.count(".") >= DEEPEST - 1 or parent.get("retired")):
        return None
    beside: list[Any] = fresh["reasons"] if parent is None else parent.setdefault("more", [])
    if sum(1 for each in beside if not each.get("retired")) >= MOST_BESIDE:
        return None
    code = _free_code(fresh, under, text.nl)
    beside.append({"code": code, "text": vars(text), "own": True})
    if parent is not None and "ask" not in parent:
        parent["ask"] = vars(ASK_ON)
    return fresh, code


def retire(tree: Tree, code: str, *, known: frozenset[str], back: bool = False) -> Tree | None:
    """Return the edition in which a reason is no longer offered, or is again; one that nobody saw yet goes at once."""
    fresh = deepcopy(tree)
    node = _find(fresh, code)
    if node is None:
        return None
    if back:
        node.pop("retired", None)
    elif code in known:
        node["retired"] = True
    else:
        _drop(fresh, code)
    return fresh if any(not each.get("retired") for each in fresh["reasons"]) else None


def reword(tree: Tree, code: str, text: Text) -> Tree | None:
    """Return the edition in which a reason is worded better."""
    fresh = deepcopy(tree)
    node = _find(fresh, code)
    if node is None:
        return None
    node["text"] = vars(text)
    return fresh


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, Text]]:
    """Return what is different, as added, retired, back or worded, with the words of now."""
    old = {node["code"]: node for node, _ in _walk(before["reasons"], 0)}
    found = []
    for node, _ in _walk(after["reasons"], 0):
        was = old.get(node["code"])
        words = Text(**node["text"])
        if was is None:
            found.append(("added", words))
        elif bool(was.get("retired")) is not bool(node.get("retired")):
            found.append(("retired" if node.get("retired") else "back", words))
        elif was["text"] != node["text"]:
            found.append(("worded", words))
    return found


def codes(tree: Mapping[str, Any]) -> frozenset[str]:
    """Return the codes of an edition, also those that are retired."""
    return frozenset(node["code"] for node, _ in _walk(tree["reasons"], 0))


def _plain(reason: Reason) -> Tree:
    node: Tree = {"code": reason.code, "text": vars(reason.text)}
    if reason.ask is not None:
        node["ask"] = vars(reason.ask)
    if reason.more:
        node["more"] = [_plain(each) for each in reason.more]
    return node


def _reason(node: Mapping[str, Any], *, retired: bool) -> Reason:
    beneath = (each for each in node.get("more", ()) if retired or not each.get("retired"))
    more = tuple(_reason(each, retired=retired) for each in beneath)
    ask = Text(**node["ask"]) if "ask" in node else None
    return Reason(code=node["code"], text=Text(**node["text"]), ask=ask, more=more)


def _walk(nodes: list[Any], depth: int) -> Iterator[tuple[Tree, int]]:
    for node in nodes:
        yield node, depth
        yield from _walk(node.get("more", []), depth + 1)


def _find(tree: Tree, code: str) -> Tree | None:
    return next((node for node, _ in _walk(tree["reasons"], 0) if node["code"] == code), None)


def _drop(tree: Tree, code: str) -> None:
    above = code.rpartition(".")[0]
    home = _find(tree, above) if above else None
    beside = tree["reasons"] if home is None else home["more"]
    beside[:] = [each for each in beside if each["code"] != code]


def _free_code(tree: Tree, under: str | None, words: str) -> str:
    # Keys of questions are codes with their dots as underscores: they may not meet either.
    taken = {code.replace(".", "_") for code in codes(tree)} | {why.OTHER}
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    name = "_".join(re.findall(r"[a-z0-9]+", plain)[:4])[:30] or "reason"
    name = name if name[0].isalpha() else f"r_{name}"
    above = f"{under}." if under else ""
    found, number = f"{above}{name}", 1
    while found.replace(".", "_") in taken:
        number += 1
        found = f"{above}{name}_{number}"
    return found
