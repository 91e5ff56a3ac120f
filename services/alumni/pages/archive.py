"""What was sent, for everybody to read: a list, each newsletter, a feed; and the links that are counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID
from xml.sax.saxutils import escape

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from services.alumni.actions import contents, membership
from services.alumni.domain.news import DRAFT, Issue, letter_of
from services.alumni.domain.offers import Offer
from services.alumni.domain.trial import B, Trial
from services.alumni.errors.newsletters import IssueUnknown
from services.alumni.schemas.reading import as_html
from services.alumni.store import issues
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web.auth import public
from shared.web.headers import found_by_all
from shared.web.paging import page, read_window
from shared.web.robots import is_robot
from shared.web.texts import language, speak


def register(front: Blueprint, transaction: Transactions) -> None:
    """Add the archive."""
    _reading(front, transaction)
    _feed(front, transaction)

    @front.get("/go/<uuid:issue_id>/<int:number>")
    @front.get("/go/<uuid:issue_id>/b<int:number>", endpoint="follow_other")
    @public
    def follow(issue_id: UUID, number: int) -> BaseResponse:
        """Count that a link was followed, not by whom, and lead on; ``b`` is the letter with the other subject."""
        other = request.endpoint == "front.follow_other"
        machine = request.method == "HEAD" or is_robot(request.headers.get("User-Agent", ""))
        with transaction() as tx:
            url = issues.follow_link(tx.conn, issue_id, number, machine=machine, other=other)
        if url is None:
            raise IssueUnknown
        return redirect(url, 302)


def register_linked(link: Blueprint, transaction: Transactions) -> None:
    """Add what only members read."""

    @link.get("/<token>/read")
    def earlier_issues(token: str) -> str:
        """List all that was sent, also what is not in the archive of everybody."""
        return _list(transaction, token)

    @link.get("/<token>/read/<uuid:issue_id>")
    def read_issue(token: str, issue_id: UUID) -> str:
        """Show a newsletter to a member, also one that is not in the archive of everybody."""
        with transaction() as tx:
            member, found = membership.behind(tx, token), issues.find(tx.conn, issue_id)
            speak(member.language)
            if found is None or found.filed_at is None:
                raise IssueUnknown
            return _page(tx, found, member.language, contents.behind(token), token)


def _reading(front: Blueprint, transaction: Transactions) -> None:
    @front.get("/news")
    @public
    @found_by_all
    def archive() -> str:
        """List what was sent."""
        return _list(transaction)

    @front.get("/news/<uuid:issue_id>")
    @public
    @found_by_all
    def archived(issue_id: UUID) -> str:
        """Show one, in the reader's language where it is written in that."""
        with transaction() as tx:
            found = issues.find(tx.conn, issue_id)
            if found is None or not _open(found, clock.now()):
                raise IssueUnknown
            return _page(tx, found, language(), contents.for_everybody)


def _feed(front: Blueprint, transaction: Transactions) -> None:
    @front.get("/news.atom")
    @public
    def feed() -> Response:
        """Give the same to a feed reader (RFC 4287)."""
        with transaction() as tx:
            rows = issues.archive(tx.conn, now=tx.now, limit=20)
            latest = max((row.filed_at for row in rows), default=tx.now)
        return Response(_atom(rows, latest), mimetype="application/atom+xml")


def _list(transaction: Transactions, token: str | None = None) -> str:
    window = read_window(limit=20)
    with transaction() as tx:
        if token is not None:
            speak(membership.behind(tx, token).language)
        rows = issues.archive(
            tx.conn, now=tx.now, after=window.after, limit=window.fetch, everybody=token is None
        )
    found = page(rows, window, key=lambda row: (row.filed_at, row.id))
    return render_template("alumni/archive.html", rows=found["items"], next=found["next"], token=token)


def _page(
    tx: Tx, issue: Issue, spoken: str | None, link: Callable[[Offer], str | None], token: str | None = None
) -> str:
    words, trial = issue.texts[issue.reads(spoken)], Trial.read(issue.trial)
    if trial is not None and trial.winner == B:
        words = replace(words, subject=words.subject_b)
    html = as_html(letter_of(words, contents.told(tx, words, link)))
    return render_template("alumni/archived.html", issue=issue, words=words, html=html, token=token)


def _open(issue: Issue, now: datetime) -> bool:
    return issue.archived and issue.state != DRAFT and issue.send_at is not None and issue.send_at <= now


def _atom(rows: list[Any], latest: datetime) -> str:
    base, name = settings().base_url, escape(settings().organisation)
    entries = "".join(
        f"<entry><id>urn:uuid:{row.id}</id><title>{escape(row.subject)}</title>"
        f'<link href="{base}/alumni/news/{row.id}"/><updated>{row.filed_at.isoformat()}</updated>'
        f"<summary>{escape(row.preview)}</summary></entry>"
        for row in rows
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f'<id>{base}/alumni/news</id><title>{name}</title><link href="{base}/alumni/news"/>'
        f'<link rel="self" href="{base}/alumni/news.atom"/><updated>{latest.isoformat()}</updated>'
        f"<author><name>{name}</name></author>{entries}</feed>"
    )
