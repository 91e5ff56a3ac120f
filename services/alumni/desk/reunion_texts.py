"""A reunion in the other languages: who reads one in which it is written, gets it so, on the page and in letters."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.alumni.actions import reunions
from services.alumni.domain.reunions import Reunion
from services.alumni.schemas.forms import Read, said
from services.alumni.schemas.news_words import language_word
from services.alumni.schemas.reunion_texts import read_texts, texts_typed
from shared.eventlog.unit import Transactions
from shared.kernel.errors import NotFound
from shared.kernel.settings import settings
from shared.web.texts import LANGUAGES, gettext, marked

_SAVED = marked("Bewaard.")


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page of other languages."""

    @desk.get("/reunions/<uuid:reunion_id>/languages")
    @desk.get("/reunions/<uuid:reunion_id>/languages/<language>")
    def reunion_texts(reunion_id: UUID, language: str | None = None) -> str:
        """Show what is written in a language, beside the first."""
        shown = _other(language)
        with transaction() as tx:
            one = reunions.load(tx, reunion_id)
        return _page(one, shown, Read(texts_typed(one, shown)))

    @desk.post("/reunions/<uuid:reunion_id>/languages/<language>")
    def save_reunion_texts(reunion_id: UUID, language: str) -> Response | tuple[str, int]:
        """Keep it."""
        shown = _other(language)
        with transaction() as tx:
            one = reunions.load(tx, reunion_id, lock=True)
            found, texts = read_texts(request.form, one)
            if found.errors:
                return _page(one, shown, found), 422
            reunions.translate(tx, one, shown, texts)
        flash(gettext(_SAVED), "good")
        return redirect(url_for("desk.reunion_texts", reunion_id=reunion_id, language=shown), 303)


def _others() -> list[tuple[str, str]]:
    return [one for one in LANGUAGES.items() if one[0] != settings().language]


def _other(language: str | None) -> str:
    others = [code for code, _ in _others()]
    if language is not None and language not in others:
        raise NotFound
    return language or others[0]


def _page(one: Reunion, shown: str, found: Read) -> str:
    return render_template(
        "alumni/desk/reunion_texts.html",
        reunion=one, shown=shown, typed=found.typed, errors=said(found), languages=_others(),
        first=language_word(settings().language),
    )  # fmt: skip
