"""HR picks which words are quoted, of those that may be, and who reads them; and lets go of who asked so."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.exit_interviews.actions import quoting
from services.exit_interviews.domain.quoting import BOARD, HR
from services.exit_interviews.errors import CaseUnknown
from services.exit_interviews.store import cases
from services.exit_interviews.store import quotes as store
from shared.disclosure.model import rule_in_force
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid, NotFound
from shared.questionnaire.model import Text
from shared.web.auth import account
from shared.web.errors import for_form
from shared.web.paging import page, read_window
from shared.web.texts import gettext, language, marked

WHO = {
    quoting.NOBODY: marked("Niet aanhalen"),
    HR: marked("Alleen HR"),
    BOARD: marked("HR en het bestuur"),
}
SHOWN = {"yes": marked("aangehaald"), "no": marked("niet aangehaald")}
Page = str | Response | tuple[str, int]


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page and its buttons."""

    @desk.get("/quotes")
    def quotes() -> Page:
        """List the words that may be quoted, in an order of chance."""
        return _page(transaction)

    @desk.post("/quotes/<uuid:words_id>")
    def pick_quote(words_id: UUID) -> Page:
        """Let one be read, by some or by nobody."""
        readers = request.form.get("readers", "")
        try:
            with transaction() as tx:
                quoting.show(tx, words_id, readers, by=account().id)
        except Invalid as error:
            return _page(transaction, words_id, error), error.status
        except NotFound as error:
            flash(gettext(error.text), "care")
            return redirect(_here(), 303)
        said = (
            gettext("Deze woorden halen we niet aan.") if readers == quoting.NOBODY else gettext("Bewaard.")
        )
        flash(said, "good")
        return redirect(_here(), 303)

    @desk.post("/cases/<uuid:case_id>/unquoted")
    def let_go_of_quotes(case_id: UUID) -> Response:
        """Quote nothing of somebody who asked so; whether there was anything is not told."""
        with transaction() as tx:
            case = cases.one(tx.conn, case_id)
            if case is None:
                raise CaseUnknown
            if case.person_id is not None:
                quoting.withdraw_of(tx, [case.person_id])
        flash(gettext("Van deze collega halen we niets aan."), "good")
        return redirect(f"/exit/desk/cases/{case_id}", 303)


def _here() -> str:
    """Return the part of the list that somebody was looking at; it comes from the form, and only as a filter."""
    shown, cursor = request.values.get("shown"), request.values.get("cursor")
    return url_for("desk.quotes", shown=shown if shown in SHOWN else None, cursor=cursor or None)


def _page(transaction: Transactions, wrong: UUID | None = None, error: Invalid | None = None) -> str:
    shown, cursor, rule = request.values.get("shown", ""), request.values.get("cursor"), rule_in_force()
    window = read_window(cursor=cursor) if wrong is None else None
    with transaction() as tx:
        rows = store.listed(
            tx.conn,
            language=language(),
            words=rule.words,
            group=rule.group,
            shown={"yes": True, "no": False}.get(shown),
            after=window.after[0] if window and window.after else None,
            limit=window.fetch if window else 1,
            only=wrong,
        )
    listed: dict[str, Any] = (
        page(rows, window, key=lambda row: (row.words_id,)) if window else {"items": rows, "next": None}
    )
    return render_template(
        "exit/quotes.html", rows=listed["items"], next=listed["next"], shown=shown, cursor=cursor, wrong=wrong,
        asked=_asked, who=[(code, gettext(word)) for code, word in WHO.items()], nobody=quoting.NOBODY,
        filters=[(code, gettext(word)) for code, word in SHOWN.items()], least=rule.words, group=rule.group,
        **for_form(error),
    )  # fmt: skip


def _asked(row: Any) -> str:
    return Text(nl=row.asked_nl, en=row.asked_en, fr=row.asked_fr).said(language())
