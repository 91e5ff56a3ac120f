"""A newsletter on its way: looked over, tried out, approved, sent, paused, stopped, and how far it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.alumni.actions import newsletters
from services.alumni.domain.news import Segment
from services.alumni.schemas import news_forms, news_words
from services.alumni.schemas.forms import Read, said
from services.alumni.store import issues, members, segments
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.errors import DomainError
from shared.web.auth import account
from shared.web.headers import holds_frame
from shared.web.texts import gettext, marked, ngettext

SIDES = {
    "phone": marked("Op een telefoon"),
    "desk": marked("Op een scherm"),
    "dark": marked("In het donker"),
    "bare": marked("Zonder foto’s"),
    "text": marked("Als platte tekst"),
}
_TESTED = marked("Er is een proefbrief op weg naar %(email)s.")
_APPROVED = marked("Goedgekeurd. Hij kan weg.")


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages on which a newsletter leaves."""
    _check(desk, transaction)
    _deeds(desk, transaction)
    _progress(desk, transaction)


def _check(desk: Blueprint, transaction: Transactions) -> None:
    def checking(issue_id: UUID, found: Read) -> str:
        with transaction() as tx:
            issue = newsletters.load(tx, issue_id)
            outlook = newsletters.outlook(tx, issue)
            some = segments.sample(tx.conn, Segment.read(issue.segment), newsletters.today())
            names = members.names(tx.conn, some)
        asked, side = request.args.get("language", ""), request.args.get("as", "")
        return render_template(
            "alumni/desk/issue_check.html",
            issue=issue, outlook=outlook, sample=[names[one] for one in some if one in names], words=news_words,
            shown=asked if asked in issue.written else next(iter(issue.written), None),
            side=side if side in SIDES else "desk", sides=SIDES, typed=found.typed, errors=said(found),
            mine=account(), may_approve=issue.changed_by != account().id,
        )  # fmt: skip

    @desk.get("/news/<uuid:issue_id>/check")
    @holds_frame
    def issue_check(issue_id: UUID) -> str:
        """Look it over: what is not right, whom it reaches, what it looks like."""
        return checking(issue_id, Read({"at": ""}))

    @desk.post("/news/<uuid:issue_id>/send")
    @holds_frame
    def send_issue(issue_id: UUID) -> Response | tuple[str, int]:
        """Let it go, at once or at a moment."""
        found, at = news_forms.read_moment(request.form, clock.now())
        if found.errors:
            return checking(issue_id, found), 422
        with transaction() as tx:
            number = newsletters.send(tx, issue_id, at=at, by=account().id)
        flash(ngettext("De brief gaat naar één lezer.", "De brief gaat naar %(num)s lezers.", number), "good")
        return redirect(url_for("desk.issue_progress", issue_id=issue_id), 303)


def _deeds(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/news/<uuid:issue_id>/test/<language>")
    def test_issue(issue_id: UUID, language: str) -> Response:
        """Send one to oneself."""
        email = account().email
        deed = partial(newsletters.try_out, issue_id=issue_id, email=email, language=language)
        return _done(transaction, deed, "desk.issue_check", issue_id, str(gettext(_TESTED, email=email)))

    @desk.post("/news/<uuid:issue_id>/approve")
    def approve_issue(issue_id: UUID) -> Response:
        """Say as a second person that it may leave."""
        deed = partial(newsletters.approve, issue_id=issue_id, by=account().id)
        return _done(transaction, deed, "desk.issue_check", issue_id, str(gettext(_APPROVED)))

    for path, deed in (
        ("pause", newsletters.pause),
        ("resume", newsletters.resume),
        ("stop", newsletters.stop),
    ):
        _turn(desk, transaction, path, deed)


def _turn(desk: Blueprint, transaction: Transactions, path: str, deed: Callable[..., Any]) -> None:
    @desk.post(f"/news/<uuid:issue_id>/{path}", endpoint=f"{path}_issue")
    def turn(issue_id: UUID) -> Response:
        """Pause, go on or stop."""
        return _done(transaction, partial(deed, issue_id=issue_id), "desk.issue_progress", issue_id)


def _done(
    transaction: Transactions, deed: Callable[[Tx], Any], place: str, issue_id: UUID, words: str | None = None
) -> Response:
    """Do it; what is not possible any more is told, and changes nothing."""
    try:
        with transaction() as tx:
            deed(tx)
    except DomainError as error:
        if error.status == 404:
            raise
        flash(gettext(error.text), "care")
    else:
        if words:
            flash(words, "good")
    return redirect(url_for(place, issue_id=issue_id), 303)


def _progress(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/news/<uuid:issue_id>/progress")
    def issue_progress(issue_id: UUID) -> str:
        """Show how far it is."""
        with transaction() as tx:
            issue = newsletters.load(tx, issue_id)
            rows = issues.progress(tx.conn, issue_id)
            links = issues.links(tx.conn, issue_id)
        counts: dict[str, int] = {}
        for row in rows:
            name = row.outcome or row.state
            counts[name] = counts.get(name, 0) + row.letters
        waiting = sum(counts.get(name, 0) for name in ("queued", "sending"))
        total = sum(counts.values())
        return render_template(
            "alumni/desk/issue_progress.html",
            issue=issue, counts=counts, total=total, done=total - waiting, waiting=waiting, links=links,
            words=news_words, left=_time_left(rows, waiting, issue.send_at, clock.now()), now=clock.now(),
        )  # fmt: skip


def _time_left(rows: list[Any], waiting: int, began: Any, now: Any) -> int | None:
    """Return in how many minutes it will be done, at the pace so far."""
    sent = sum(row.letters for row in rows if row.state == "sent")
    spent = (now - began).total_seconds() if began else 0
    return max(1, round(waiting / (sent / spent) / 60)) if waiting and sent and spent > 0 else None
