"""The words of a newsletter at the desk: written, kept while one types, with a picture or a vacancy set in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.alumni.actions import contents, newsletters, pictures
from services.alumni.domain.news import DRAFT, Issue, Words
from services.alumni.domain.offers import REUNION, Offer
from services.alumni.policy import PICTURE_MEBIBYTES
from services.alumni.schemas import news_forms
from services.alumni.schemas.forms import Read, said
from services.alumni.schemas.insert_forms import Insert, read_insert
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel.settings import settings
from shared.web.auth import account
from shared.web.filters import dateword
from shared.web.sizes import accepts_upload
from shared.web.texts import LANGUAGES, gettext, marked

_SAVED = marked("Bewaard.")
_SET_IN = marked("Bewaard. Wat je erbij zette, staat onderaan je tekst; verplaats de regel waarheen je wilt.")


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page on which one writes."""
    _write(desk, transaction)
    _keep(desk, transaction)


def _write(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/news/<uuid:issue_id>")
    def issue(issue_id: UUID) -> str | Response:
        """Show the words of one language, to go on writing; what was sent shows how far it is."""
        with transaction() as tx:
            found = newsletters.load(tx, issue_id)
            offers = contents.open_at(tx, tx.now)
        if found.state != DRAFT:
            return redirect(url_for("desk.issue_progress", issue_id=issue_id), 303)
        language = language_of(found)
        words = found.texts.get(language) or Words(language=language)
        typed = {name: getattr(words, name) for name in ("subject", "subject_b", "preview", "body")}
        typed |= {"alternative": "", "offer": ""}
        return _page(found, language, Read(typed), offers)

    @desk.post("/news/<uuid:issue_id>/words/<language>")
    @accepts_upload(mebibytes=PICTURE_MEBIBYTES + 6)
    def save_words(issue_id: UUID, language: str) -> Response | tuple[str, int]:
        """Keep what was written, with what is set in, and add it to the history."""
        found, words = news_forms.read_words(request.form, _known(language))
        with transaction() as tx:
            draft, offers = newsletters.load(tx, issue_id), contents.open_at(tx, tx.now)
            insert = read_insert(found, request.form, request.files.get("picture"), offers)
            if found.errors:
                return _page(draft, language, found, offers), 422
            newsletters.write(tx, issue_id, _with(tx, words, insert), by=account().id, keep=True)
        flash(gettext(_SET_IN if insert.picture or insert.line else _SAVED), "good")
        return redirect(url_for("desk.issue", issue_id=issue_id, language=language), 303)


def _keep(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/news/<uuid:issue_id>/typed/<language>")
    def autosave_words(issue_id: UUID, language: str) -> tuple[str, int] | tuple[dict[str, Any], int]:
        """Keep what is being typed."""
        found, words = news_forms.read_words(request.form, _known(language))
        if found.errors:
            return {"detail": " ".join(one for reasons in said(found).values() for one in reasons)}, 422
        with transaction() as tx:
            newsletters.write(tx, issue_id, words, by=account().id, keep=False)
        return "", 204

    @desk.post("/news/<uuid:issue_id>/delete")
    def throw_issue_away(issue_id: UUID) -> Response:
        """Throw a draft away."""
        with transaction() as tx:
            newsletters.throw_away(tx, issue_id)
        return redirect(url_for("desk.news"), 303)


def _with(tx: Tx, words: Words, insert: Insert) -> Words:
    """Return the words with what is set in at their end."""
    lines = [insert.line] if insert.line else []
    if insert.picture is not None:
        lines.insert(0, f"![{insert.alternative}]({pictures.keep(tx, insert.picture, by=account().id)})")
    return replace(words, body="\n\n".join(one for one in (words.body, *lines) if one))


def _page(issue: Issue, language: str, found: Read, offers: list[Offer]) -> str:
    return render_template(
        "alumni/desk/issue_write.html",
        issue=issue, shown=language, typed=found.typed, errors=said(found), languages=list(LANGUAGES.items()),
        offers=[(one.id, _named(one)) for one in offers],
    )  # fmt: skip


def _named(offer: Offer) -> str:
    if offer.kind == REUNION:
        return str(
            gettext(
                "Reünie: %(title)s, %(day)s", title=offer.title, day=dateword(offer.starts, settings().zone)
            )
        )
    place = f", {offer.place}" if offer.place else ""
    return str(gettext("Vacature: %(title)s%(place)s", title=offer.title, place=place))


def language_of(issue: Issue) -> str:
    """Return the language that is asked for, else the first of the issue."""
    asked = request.args.get("language", "")
    return asked if asked in LANGUAGES else issue.language


def _known(language: str) -> str:
    return language if language in LANGUAGES else next(iter(LANGUAGES))
