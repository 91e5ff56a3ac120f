"""The desk as somebody uses it: pages opened, their forms filled in and sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.house import House


class _Forms(HTMLParser):
    """The fields of every form that posts, by where it goes."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._inside = False
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("method") == "post"
            if self._inside:
                self.forms.append((given.get("action", ""), {}))
        elif self._inside and tag == "select":
            self._select = given["name"]
            self.forms[-1][1][self._select] = ""
        elif self._inside and tag == "option" and "selected" in given:
            self.forms[-1][1][self._select] = given["value"]
        elif self._inside and tag == "input":
            ticked = given.get("type") not in {"checkbox", "radio"} or "checked" in given
            if ticked and "name" in given:
                self.forms[-1][1][given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False


def fields_of(html: str, action: str = "") -> dict[str, str]:
    """Return what a form on a page would send; ``action`` is where it goes, by default the page itself."""
    parser = _Forms()
    parser.feed(html)
    for where, fields in parser.forms:
        if where == action:
            return fields
    message = f"no form to {action!r} among {[where for where, _ in parser.forms]}"
    raise AssertionError(message)


def words_of(html: str) -> str:
    """Return the words of the page that stand between header and end, on one line."""
    body = html[html.index("<main") :]
    return (
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("&#34;", '"').replace("&#39;", "'").strip()
    )


@dataclass
class Visitor:
    """HR at the desk of people."""

    browser: FlaskClient

    def words(self, path: str, status: int = 200) -> str:
        answer = self.browser.get(path)
        assert answer.status_code == status, answer.text
        return words_of(answer.text)

    def title(self, path: str) -> str:
        found = re.search(r"<h1>(.*?)</h1>", self.browser.get(path).text, re.DOTALL)
        assert found
        return found[1].strip()

    def form(self, path: str) -> dict[str, str]:
        return fields_of(self.browser.get(path).text)

    def send(self, path: str, **typed: str) -> TestResponse:
        """Open the form at ``path``, fill it in and send it."""
        return self.browser.post(path, data=self.form(path) | typed)

    def press(self, page: str, action: str, **typed: str) -> TestResponse:
        """Press the button of a form on ``page`` that goes to ``action``."""
        return self.browser.post(action, data=fields_of(self.browser.get(page).text, action) | typed)

    def add(self, **typed: str) -> str:
        """Add somebody, and return where the page of this person is."""
        answer = self.send("/people/desk/new", **({"given_name": "Jan", "family_name": "Maas"} | typed))
        assert answer.status_code == 303, words_of(answer.text)
        return str(answer.location)


def kinds(house: House) -> list[str]:
    """Return which facts people has told, in order."""
    return [fact.type.removesuffix(".v1") for fact in house.facts("people.")]
