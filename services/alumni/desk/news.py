"""Newsletters at the desk: write them, say for whom, look them over, let them go, see how far they are."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.alumni.actions import newsletters
from services.alumni.domain.news import DRAFT, Issue, Words
from services.alumni.schemas import news_forms, news_words
from services.alumni.schemas.forms import Read, said
from services.alumni.store import issues, segments
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.texts import LANGUAGES, gettext, marked

_SAVED = marked("Bewaard.")
_RESTORED = marked("Teruggezet. Wat er stond, vind je bij de geschiedenis.")


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages of newsletters."""
    _list(desk, transaction)
    _write(desk, transaction)
    _settle(desk, transaction)
    _history(desk, transaction)


def _list(desk: Blueprint, transaction: Transactions) -> None:
    def listing(found: Read) -> str:
        window = read_window()
        with transaction() as tx:
            rows = issues.listed(tx.conn, after=window.after, limit=window.fetch)
        shown = page(rows, window, key=lambda row: (row.created_at, row.id))
        return render_template(
            "alumni/desk/news.html",
            rows=shown["items"], next=shown["next"], typed=found.typed, errors=said(found), words=news_words,
        )  # fmt: skip

    @desk.get("/news")
    def news() -> str:
        """List newsletters, the newest first."""
        return listing(Read({"title": ""}))

    @desk.post("/news")
    def begin_issue() -> Response | tuple[str, int]:
        """Begin one."""
        found, title = news_forms.read_title(request.form)
        if found.errors:
            return listing(found), 422
        with transaction() as tx:
            issue_id = newsletters.begin(tx, title, by=account().id)
        return redirect(url_for("desk.issue", issue_id=issue_id), 303)


def _write(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/news/<uuid:issue_id>")
    def issue(issue_id: UUID) -> str | Response:
        """Show the words of one language, to go on writing; what was sent shows how far it is."""
        with transaction() as tx:
            found = newsletters.load(tx, issue_id)
        if found.state != DRAFT:
            return redirect(url_for("desk.issue_progress", issue_id=issue_id), 303)
        language = _language(found)
        words = found.texts.get(language) or Words(language=language)
        typed = {"subject": words.subject, "preview": words.preview, "body": words.body}
        return _write_page(found, language, Read(typed))

    @desk.post("/news/<uuid:issue_id>/words/<language>")
    def save_words(issue_id: UUID, language: str) -> Response | tuple[str, int]:
        """Keep what was written, and add it to the history."""
        found, words = news_forms.read_words(request.form, _known(language))
        with transaction() as tx:
            if found.errors:
                return _write_page(newsletters.load(tx, issue_id), language, found), 422
            newsletters.write(tx, issue_id, words, by=account().id, keep=True)
        flash(gettext(_SAVED), "good")
        return redirect(url_for("desk.issue", issue_id=issue_id, language=language), 303)

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


def _settle(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/news/<uuid:issue_id>/readers")
    def issue_readers(issue_id: UUID) -> str:
        """Show for whom it is."""
        with transaction() as tx:
            found = newsletters.load(tx, issue_id)
            typed = {
                **{name: found.segment.get(name, []) for name in ("places", "departments", "functions")},
                **{name: found.segment.get(name) or "" for name in ("from_year", "until_year")},
                "language": found.language, "archived": found.archived, "second_hand": found.second_hand,
            }  # fmt: skip
            return _readers_page(tx, found, Read(typed))

    @desk.post("/news/<uuid:issue_id>/readers")
    def settle_readers(issue_id: UUID) -> Response | tuple[str, int]:
        """Change for whom it is."""
        found, values = news_forms.read_settings(request.form)
        with transaction() as tx:
            issue = newsletters.load(tx, issue_id)
            if found.errors:
                return _readers_page(tx, issue, found), 422
            newsletters.settle(tx, issue_id, values, by=account().id)
        flash(gettext(_SAVED), "good")
        return redirect(url_for("desk.issue_readers", issue_id=issue_id), 303)


def _history(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/news/<uuid:issue_id>/history")
    def issue_history(issue_id: UUID) -> str:
        """Show what was written before."""
        with transaction() as tx:
            found = newsletters.load(tx, issue_id)
            language = _language(found)
            versions = issues.versions(tx.conn, issue_id, language)
        return render_template(
            "alumni/desk/issue_history.html",
            issue=found, shown=language, versions=versions, languages=list(LANGUAGES.items()),
        )  # fmt: skip

    @desk.post("/news/<uuid:issue_id>/restore/<int:version_id>")
    def restore_words(issue_id: UUID, version_id: int) -> Response:
        """Take it back."""
        with transaction() as tx:
            language = newsletters.restore(tx, issue_id, version_id, by=account().id)
        flash(gettext(_RESTORED), "good")
        return redirect(url_for("desk.issue", issue_id=issue_id, language=language), 303)


def _write_page(issue: Issue, language: str, found: Read) -> str:
    return render_template(
        "alumni/desk/issue_write.html",
        issue=issue, shown=language, typed=found.typed, errors=said(found), languages=list(LANGUAGES.items()),
    )  # fmt: skip


def _readers_page(tx: Tx, issue: Issue, found: Read) -> str:
    choices = {
        f"{name}s": [(one, one) for one in segments.choices(tx.conn, name)]
        for name in ("place", "department", "function")
    }
    outlook = newsletters.outlook(tx, issue)
    return render_template(
        "alumni/desk/issue_readers.html",
        issue=issue, typed=found.typed, errors=said(found), choices=choices, outlook=outlook,
        languages=list(LANGUAGES.items()), words=news_words,
    )  # fmt: skip


def _language(issue: Issue) -> str:
    asked = request.args.get("language", "")
    return asked if asked in LANGUAGES else issue.language


def _known(language: str) -> str:
    return language if language in LANGUAGES else next(iter(LANGUAGES))
