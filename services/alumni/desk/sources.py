"""Vacancies of another system at the desk: where they come from, what a reading would change, what is wrong."""

from __future__ import annotations

from contextlib import closing
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from services.alumni.actions import sources
from services.alumni.domain.sources import SAME
from services.alumni.errors.sources import FeedTooLarge, SourceMoved, SourceUnknown
from services.alumni.policy import DECIDE_DAYS, FEED_MEBIBYTES
from services.alumni.schemas import source_forms
from services.alumni.schemas.forms import Read, said
from services.alumni.store import sources as store
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid
from shared.tabular.errors import FileMissing
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.sizes import accepts_upload
from shared.web.texts import gettext, marked

_DONE = marked("Gedaan. Wie het wenste, hoort van wat vandaag opengaat.")
_ASIDE = marked("Weggelegd. Er is niets veranderd.")
_ASKED = marked("We vragen het adres nu.")
_STOPPED = marked("Gestopt. De vacatures van deze bron zijn gesloten; wie reageerde, hoort nog van je.")
_EMPTY = {"name": "", "kind": "", "url": "", "decide_days": str(DECIDE_DAYS), "shown": True}
# Shown of one reading; there are never more than two thousand.
_SHOWN = 200
_REFRESH_SECONDS = "2"


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages of sources."""
    _list(desk, transaction)
    _one(desk, transaction)
    _buttons(desk, transaction)


def _list(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/work/sources")
    def sources_of_work() -> str:
        """Show where vacancies come from, with the form for one more."""
        return _list_page(transaction, Read(_EMPTY))

    @desk.post("/work/sources")
    def add_source() -> BaseResponse | tuple[str, int]:
        """Keep a source; a feed is asked at once, and nothing goes in before HR says so."""
        found, values = source_forms.read_source(request.form)
        if found.errors:
            return _list_page(transaction, found), 422
        with transaction() as tx:
            source_id = sources.add(tx, values, by=account().id)
        return redirect(url_for("desk.source", source_id=source_id), 303)


def _one(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/work/sources/<uuid:source_id>")
    def source(source_id: UUID) -> Response:
        """Show how a source stands, and what waits for a yes."""
        return _source_page(transaction, source_id)

    @desk.post("/work/sources/<uuid:source_id>/file")
    @accepts_upload(mebibytes=FEED_MEBIBYTES + 1)
    def hand_in_file(source_id: UUID) -> BaseResponse:
        """Take a file of this source; nothing goes in before HR says so."""
        given = request.files.get("file")
        try:
            if given is None or not given.filename:
                raise FileMissing
            with closing(given):
                content = given.read((FEED_MEBIBYTES << 20) + 1)
            if len(content) > FEED_MEBIBYTES << 20:
                raise FeedTooLarge(megabytes=FEED_MEBIBYTES)
            with transaction() as tx:
                sources.hand_in(tx, source_id, content)
        except Invalid as error:
            return _source_page(
                transaction, source_id, error=str(gettext(error.text, **error.params)), status=422
            )
        return _to(source_id)


def _buttons(desk: Blueprint, transaction: Transactions) -> None:
    def done(source_id: UUID, act: Any, words: str) -> BaseResponse:
        try:
            with transaction() as tx:
                act(tx, source_id)
            flash(gettext(words), "good")
        except SourceMoved as error:
            flash(gettext(error.text), "care")
        return _to(source_id)

    @desk.post("/work/sources/<uuid:source_id>/accept")
    def accept_source(source_id: UUID) -> BaseResponse:
        """Do what the page showed."""
        return done(source_id, sources.accept, _DONE)

    @desk.post("/work/sources/<uuid:source_id>/aside")
    def set_source_aside(source_id: UUID) -> BaseResponse:
        """Let what waits go."""
        return done(source_id, sources.set_aside, _ASIDE)

    @desk.post("/work/sources/<uuid:source_id>/ask")
    def ask_source(source_id: UUID) -> BaseResponse:
        """Ask the address now."""
        return done(source_id, sources.ask_now, _ASKED)

    @desk.post("/work/sources/<uuid:source_id>/stop")
    def stop_source(source_id: UUID) -> BaseResponse:
        """Stop with a source."""
        return done(source_id, sources.stop, _STOPPED)


def _list_page(transaction: Transactions, found: Read) -> str:
    window = read_window(limit=20)
    with transaction() as tx:
        rows = store.listed(tx.conn, after=window.after, limit=window.fetch)
    shown = page(rows, window, key=lambda row: (row.created_at, row.id))
    return render_template(
        "alumni/desk/sources.html",
        rows=shown["items"], next=shown["next"], typed=found.typed, errors=said(found), words=source_forms,
    )  # fmt: skip


def _source_page(
    transaction: Transactions, source_id: UUID, *, error: str | None = None, status: int = 200
) -> Response:
    with transaction() as tx:
        found = store.find(tx.conn, source_id)
        if found is None:
            raise SourceUnknown
        changes = sources.changes(tx, source_id)
    moving = [(what, one) for what, one in changes if what != SAME]
    asking = found.url is not None and found.state != "off" and found.asked_at is None
    waits = asking or (found.url and found.state == "first" and found.read_at is None and not found.failure)
    response = make_response(
        render_template(
            "alumni/desk/source.html",
            source=found, changes=moving[:_SHOWN], many=len(moving), same=len(changes) - len(moving), error=error,
            faults=(found.faults or [])[:_SHOWN], failure=source_forms.failure(found), waits=waits,
            counted=[(what, sum(1 for one, _ in moving if one == what)) for what in source_forms.WHAT],
            words=source_forms,
        ),
        status,
    )  # fmt: skip
    if waits:
        # The page looks again by itself, with or without script.
        response.headers["Refresh"] = _REFRESH_SECONDS
    return response


def _to(source_id: UUID) -> BaseResponse:
    return redirect(url_for("desk.source", source_id=source_id), 303)
