"""A feed of vacancies: JSON-LD (alone, or in a page), or XML; each item as the texts of its fields.

XML is read without any document type: no entity is ever declared, so none can grow, and none looks elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from html.parser import HTMLParser
from typing import Any
from xml.parsers import expat

from services.alumni.errors.sources import FeedEmpty, FeedTooLong, FeedUnreadable
from services.alumni.imports.posting import name_of
from services.alumni.imports.words import folded
from services.alumni.policy import MOST_POSTINGS

_ITEMS = frozenset({"job", "vacancy", "vacature", "jobposting", "item", "entry", "offre", "position"})
_DEEPEST = 60
_JSON_LD = "application/ld+json"


def read_feed(content: bytes) -> list[dict[str, str]]:
    """Return what a feed holds, whatever it calls itself."""
    start = content.lstrip(b"\xef\xbb\xbf \r\n\t")[:2000].lower()
    if not start:
        raise FeedEmpty
    if start.startswith((b"{", b"[")):
        found = list(_of_json(_parsed(content)))
    elif b"<html" in start or b"<!doctype html" in start:
        found = list(_of_page(content))
    elif start.startswith(b"<"):
        found = _of_xml(content)
    else:
        raise FeedUnreadable
    if not found:
        raise FeedEmpty
    if len(found) > MOST_POSTINGS:
        raise FeedTooLong(limit=MOST_POSTINGS)
    return found


def _parsed(content: bytes | str) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise FeedUnreadable from None


def _of_page(content: bytes) -> Iterator[dict[str, str]]:
    reader = _Scripts()
    reader.feed(content.decode("utf-8", "replace"))
    reader.close()
    for script in reader.found:
        # One block of a page that somebody broke says nothing about the others.
        with suppress(FeedUnreadable):
            yield from _of_json(_parsed(script))


def _of_json(node: Any, depth: int = 0) -> Iterator[dict[str, str]]:
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for one in node:
            yield from _of_json(one, depth + 1)
    elif isinstance(node, Mapping):
        kinds = node.get("@type", "")
        if "JobPosting" in ([kinds] if isinstance(kinds, str) else kinds or ()):
            yield _posting(node)
            return
        for key in ("@graph", "itemListElement", "item", "mainEntity", "jobs", "items"):
            yield from _of_json(node.get(key), depth + 1)


def _posting(node: Mapping[str, Any]) -> dict[str, str]:
    identifier = node.get("identifier")
    if isinstance(identifier, Mapping):
        identifier = identifier.get("value") or identifier.get("@id")
    return {
        "outside_id": _text(identifier) or _text(node.get("@id")) or _text(node.get("url")),
        "title": _text(node.get("title")) or _text(node.get("name")),
        "body": _text(node.get("description")),
        "place": _place(node.get("jobLocation")),
        "field": _text(node.get("occupationalCategory")) or _text(node.get("industry")),
        "hours": _text(node.get("workHours")),
        "opens_on": _text(node.get("datePosted")),
        "closes_on": _text(node.get("validThrough")),
        "url": _text(node.get("url")),
    }


def _place(node: Any) -> str:
    one = node[0] if isinstance(node, list) and node else node
    if not isinstance(one, Mapping):
        return _text(one)
    address = one.get("address")
    if isinstance(address, list):
        address = address[0] if address else None
    if isinstance(address, Mapping):
        return _text(address.get("addressLocality")) or _text(address.get("addressRegion"))
    return _text(address) or _text(one.get("name"))


def _text(node: Any) -> str:
    if isinstance(node, list):
        node = node[0] if node else ""
    if isinstance(node, Mapping):
        node = node.get("@value") or node.get("name") or ""
    return str(node).strip() if isinstance(node, str | int | float) and not isinstance(node, bool) else ""


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and (dict(attrs).get("type") or "").split(";")[0].strip() == _JSON_LD
        if self._inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def _of_xml(content: bytes) -> list[dict[str, str]]:
    reader = _Elements()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise FeedUnreadable from None
    return reader.found


def _no_doctype(*_told: object) -> None:
    raise FeedUnreadable


class _Elements:
    """Items as they pass by; an item in an item is part of the outer one."""

    def __init__(self) -> None:
        self.found: list[dict[str, str]] = []
        self._path: list[str] = []
        self._item_at: int | None = None
        self._texts: list[list[str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = folded(name.rpartition(" ")[2])
        self._path.append(local)
        self._texts.append([])
        if len(self._path) > _DEEPEST:
            raise FeedUnreadable
        if self._item_at is None and local in _ITEMS and len(self._path) > 1:
            if len(self.found) > MOST_POSTINGS:
                raise FeedTooLong(limit=MOST_POSTINGS)
            self._item_at = len(self._path)
            self.found.append({})
            told = {folded(key): value for key, value in attributes.items()}
            if told.get("id"):
                self.found[-1]["outside_id"] = told["id"]
        elif self._item_at is not None and local == "link" and attributes.get("href"):
            self.found[-1].setdefault("url", attributes["href"])

    def end(self, _name: str) -> None:
        local, text = self._path[-1], "".join(self._texts.pop()).strip()
        if self._item_at is not None and len(self._path) > self._item_at and text:
            field = self._field(local)
            if field is not None:
                self.found[-1].setdefault(field, text)
        if self._item_at == len(self._path):
            self._item_at = None
        self._path.pop()

    def _field(self, local: str) -> str | None:
        """What lies deeper belongs to something else (the name of the employer), but for where it is and its number."""
        if len(self._path) == (self._item_at or 0) + 1:
            return name_of(local)
        if local == "value" and self._path[-2] == "identifier":
            return "outside_id"
        return "place" if name_of(local) == "place" else None

    def text(self, data: str) -> None:
        if self._texts:
            self._texts[-1].append(data)
