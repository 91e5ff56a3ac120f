"""The page on which the manager and HR prepare the talk that brings a dismissal; and who leaves of one's own team."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from services.exit_interviews.actions import dismissals
from services.exit_interviews.actions.dismissals import By
from services.exit_interviews.domain.dismissal import Preparation
from services.exit_interviews.errors import ChangedMeanwhile, NotWhole
from services.exit_interviews.schemas import dismissal as words
from services.exit_interviews.store import dismissals as store
from shared.asking import lists
from shared.eventlog.unit import Transactions
from shared.web.auth import account, allow
from shared.web.paging import page, read_window
from shared.web.texts import gettext

Page = str | Response | tuple[str, int]


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages."""
    _team(desk, transaction)
    _preparing(desk, transaction)

    @desk.post("/dismissals/<uuid:case_id>/prepared")
    def prepared(case_id: UUID) -> Page:
        """HR says that the talk is prepared."""
        try:
            with transaction() as tx:
                dismissals.note_prepared(tx, case_id, _by())
        except NotWhole as error:
            return _page(transaction, case_id, errors=_said(error.fields)), 422
        flash(gettext("Genoteerd: dit gesprek is voorbereid."), "good")
        return _to(case_id)


def _team(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/team")
    @allow("hr", "manager")
    def team() -> str:
        """Show who leaves of one's own team: that they do, and nothing more."""
        window, me = read_window(), account()
        with transaction() as tx:
            rows = store.team(tx.conn, me.person_id, after=window.after, limit=window.fetch)
            names = lists.names(tx.conn, {row.person_id for row in rows})
        found = page(rows, window, key=lambda row: (row.last_day, row.id))
        return render_template(
            "exit/team.html", rows=found["items"], next=found["next"], names=names, known=me.person_id
        )


def _preparing(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/dismissals/<uuid:case_id>")
    @allow("hr", "manager")
    def dismissal(case_id: UUID) -> Page:
        """Show what was prepared, to write on."""
        return _page(transaction, case_id)

    @desk.post("/dismissals/<uuid:case_id>")
    @allow("hr", "manager")
    def write(case_id: UUID) -> Page:
        """Keep what was written."""
        typed, errors = words.read_words(request.form)
        if errors:
            return _page(transaction, case_id, typed=typed, errors=errors), 422
        try:
            with transaction() as tx:
                dismissals.write(tx, case_id, _by(), typed, seen=request.form.get("seen", ""))
        except ChangedMeanwhile as error:
            return _page(transaction, case_id, typed=typed, changed=gettext(error.text)), 409
        flash(gettext("Bewaard."), "good")
        return _to(case_id)


def _page(
    transaction: Transactions,
    case_id: UUID,
    *,
    typed: Preparation | None = None,
    errors: Mapping[str, list[str]] | None = None,
    changed: str = "",
) -> str:
    by = _by()
    with transaction() as tx:
        talk = dismissals.look(tx, case_id, by)
        names = lists.names(tx.conn, {talk.case.person_id})
    return render_template(
        "exit/dismissal.html",
        talk=talk,
        name=names.get(talk.case.person_id),
        typed=typed or talk.words,
        seen=dismissals.mark(talk),
        errors=errors or {},
        changed=changed,
        labels={name: (gettext(label), gettext(hint)) for name, (label, hint) in words.LABELS.items()},
        words=words,
        hr=by.hr,
    )


def _by() -> By:
    me: Any = account()
    return By(account_id=me.id, person_id=me.person_id, hr=me.may("hr"))


def _said(fields: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {name: [str(gettext(one)) for one in reasons] for name, reasons in fields.items()}


def _to(case_id: UUID) -> Response:
    response: Response = redirect(url_for("desk.dismissal", case_id=case_id), 303)  # type: ignore[assignment]
    return response
