"""A reunion in another language, as HR writes it."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import MultiDict

from services.alumni.domain.reunions import Reunion
from services.alumni.policy import LONGEST_BODY, LONGEST_QUESTION
from services.alumni.schemas.forms import Read, plainly
from services.alumni.schemas.news_forms import TOO_LONG
from services.alumni.schemas.reunion_forms import NO_NAME, NO_PROGRAMME


def texts_typed(one: Reunion, language: str) -> dict[str, str]:
    """Return what is written in a language, as its form shows it."""
    own = one.texts.get(language, {})
    words = own.get("questions", {})
    asked = {f"q-{question['id']}": words.get(question["id"], "") for question in one.questions}
    return {name: own.get(name, "") for name in ("title", "body", "access")} | asked


def read_texts(form: MultiDict[str, str], one: Reunion) -> tuple[Read, dict[str, Any]]:
    """Read it; where nothing is written at all, there is nothing in this language."""
    named = {f"q-{question['id']}": question["id"] for question in one.questions}
    found = Read(plainly(form, "title", "body", "access", *named))
    typed = found.typed
    if not any(typed.values()):
        return found, {}
    found.need("title", 120, NO_NAME, TOO_LONG)
    found.need("body", LONGEST_BODY, NO_PROGRAMME, TOO_LONG)
    if len(typed["access"]) > 400:
        found.wrong("access", TOO_LONG)
    for name in named:
        if len(typed[name]) > LONGEST_QUESTION:
            found.wrong(name, TOO_LONG)
    questions = {number: " ".join(typed[name].split()) for name, number in named.items() if typed[name]}
    return found, {**{name: typed[name] for name in ("title", "body", "access")}, "questions": questions}
