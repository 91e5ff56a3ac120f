"""Newsletters at the desk: begin one, say for whom it is, go back in its history."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.alumni.actions import newsletters
from services.alumni.desk.writing import language_of
from services.alumni.domain.news import LISTS, Issue
from services.alumni.domain.trial import SHARES
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


def _settle(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/news/<uuid:issue_id>/readers")
    def issue_readers(issue_id: UUID) -> str:
        """Show for whom it is."""
        with transaction() as tx:
            found = newsletters.load(tx, issue_id)
            typed = {
                **{name: found.segment.get(name, []) for name in LISTS},
                **{name: found.segment.get(name) or "" for name in ("from_year", "until_year")},
                "language": found.language, "archived": found.archived, "second_hand": found.second_hand,
                "trial": found.trial is not None, "share": 20, "hours": 4, **(found.trial or {}),
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
            language = language_of(found)
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


def _readers_page(tx: Tx, issue: Issue, found: Read) -> str:
    choices = {
        f"{name}s": [(one, one) for one in segments.choices(tx.conn, name)]
        for name in ("place", "department", "function")
    }
    outlook = newsletters.outlook(tx, issue)
    return render_template(
        "alumni/desk/issue_readers.html",
        issue=issue, typed=found.typed, errors=said(found), choices=choices, outlook=outlook, shares=SHARES,
        languages=list(LANGUAGES.items()), words=news_words,
    )  # fmt: skip
