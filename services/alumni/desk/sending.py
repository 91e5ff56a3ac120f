"""A newsletter on its way: looked over, tried out, approved, sent, paused, stopped, and how far it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.alumni.actions import contents, looking, newsletters, trials
from services.alumni.domain.going import LOOKING_BACK, Going
from services.alumni.domain.news import DRAFT, Segment
from services.alumni.domain.trial import Trial
from services.alumni.errors.newsletters import IssueNotReady
from services.alumni.policy import LOOKED_AT
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
    def checking(issue_id: UUID, found: Read, at: datetime | None = None) -> str:
        with transaction() as tx:
            # Locked: whoever sends it meanwhile has counted its links.
            issue = newsletters.load(tx, issue_id, lock=True)
            if issue.state == DRAFT:
                contents.refill(tx, issue)
            outlook, links = newsletters.outlook(tx, issue, at), looking.seen(tx, issue)
            some = segments.sample(tx.conn, Segment.read(issue.segment), newsletters.today())
            names = members.names(tx.conn, some)
        asked, side = request.args.get("language", ""), request.args.get("as", "")
        return render_template(
            "alumni/desk/issue_check.html",
            issue=issue, outlook=outlook, links=links,
            sample=[names[one] for one in some if one in names], words=news_words,
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
        try:
            with transaction() as tx:
                number = newsletters.send(tx, issue_id, at=at, by=account().id)
        except IssueNotReady:
            # What is open now may be over by then.
            return checking(issue_id, found, at), 409
        flash(ngettext("De brief gaat naar één lezer.", "De brief gaat naar %(num)s lezers.", number), "good")
        return redirect(url_for("desk.issue_progress", issue_id=issue_id), 303)


def _deeds(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/news/<uuid:issue_id>/test/<language>")
    def test_issue(issue_id: UUID, language: str) -> Response:
        """Send one to oneself."""
        email = account().email
        deed = partial(newsletters.try_out, issue_id=issue_id, email=email, language=language)
        return _done(transaction, deed, "desk.issue_check", issue_id, str(gettext(_TESTED, email=email)))

    @desk.post("/news/<uuid:issue_id>/links")
    def look_at_links(issue_id: UUID) -> Response:
        """Look whether its links lead anywhere; a job does, the page shows how far it is."""
        with transaction() as tx:
            looking.ask(tx, newsletters.load(tx, issue_id))
        return redirect(url_for("desk.issue_check", issue_id=issue_id), 303)

    @desk.post("/news/<uuid:issue_id>/approve")
    def approve_issue(issue_id: UUID) -> Response:
        """Say as a second person that it may leave."""
        deed = partial(newsletters.approve, issue_id=issue_id, by=account().id)
        return _done(transaction, deed, "desk.issue_check", issue_id, str(gettext(_APPROVED)))

    @desk.post("/news/<uuid:issue_id>/subject/<any(a, b):winner>")
    def choose_subject(issue_id: UUID, winner: str) -> Response:
        """Choose which of two subjects the rest of the readers gets."""
        return _done(
            transaction,
            partial(trials.choose, issue_id=issue_id, winner=winner),
            "desk.issue_progress",
            issue_id,
        )

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
            rows, waits = issues.progress(tx.conn, issue_id), issues.waits(tx.conn, issue_id)
            minutes = issues.minutes(tx.conn, issue_id, tx.now - LOOKING_BACK)
            links, clicks = issues.links(tx.conn, issue_id), issues.clicks(tx.conn, issue_id)
            sent, now = issue.send_at, tx.now
            took_back = issues.took_back(tx.conn, sent, sent + LOOKED_AT) if sent and sent <= now else None
        counts: dict[str, int] = {}
        for row in rows:
            name = row.outcome or row.state
            counts[name] = counts.get(name, 0) + row.letters
        waiting = sum(counts.get(name, 0) for name in ("queued", "sending"))
        total = sum(counts.values())
        pace = Going.of({row.minute: row.letters for row in minutes}, now)
        return render_template(
            "alumni/desk/issue_progress.html",
            issue=issue, counts=counts, total=total, done=total - waiting, waiting=waiting, links=links,
            words=news_words, trial=Trial.read(issue.trial), clicks=clicks, words_first=issue.texts[issue.language],
            rate=pace.rate, now=now, waits={row.reason: row for row in waits},
            left=pace.left(waiting, {row.reason: row.until for row in waits}), took_back=took_back,
        )  # fmt: skip
