"""The end of a leaving at HR's desk: the report, what has to be seen to, and the way to it on paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request

from services.exit_interviews.actions import parting, reporting
from services.exit_interviews.actions.talking import TALKS
from services.exit_interviews.desk.paper import drawn
from services.exit_interviews.domain.closing import ITEMS
from services.exit_interviews.domain.reports import DRAFT, SHARED, last_day
from services.exit_interviews.schemas import report_words
from services.exit_interviews.store import closing as closing_store
from services.exit_interviews.store import reports as store
from services.exit_interviews.store import talks
from shared.appointment.choosing import who_of
from shared.appointment.model import HELD
from shared.appointment.store import a_link
from shared.asking import lists
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.invitation.link import address
from shared.kernel.errors import Conflict
from shared.web.auth import account
from shared.web.texts import gettext


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the buttons of the page of a case."""

    @desk.post("/cases/<uuid:case_id>/closing")
    def see_to(case_id: UUID) -> Response:
        """Note what has been seen to at the end of a leaving."""
        with transaction() as tx:
            parting.see_to(tx, case_id, request.form.getlist("items"), account().id)
        flash(gettext("Bewaard."), "good")
        return _to(case_id, "closing")

    @desk.post("/cases/<uuid:case_id>/report/none")
    def no_report(case_id: UUID) -> Response:
        """Say that there will be no report, where who held the conversation cannot."""
        try:
            with transaction() as tx:
                talk = talks.of_case(tx.conn, case_id)
                if talk is not None and request.form.get("none") == "yes":
                    reporting.skip(tx, talk.id)
        except Conflict as error:
            flash(gettext(error.text), "care")
        return _to(case_id, "after")

    @desk.post("/cases/<uuid:case_id>/report/paper")
    def report_letter(case_id: UUID) -> str | Response:
        """Make a link to the report to write on paper, for who has no address; it is shown once, and kept nowhere."""
        with transaction() as tx:
            talk: Any = talks.of_case(tx.conn, case_id)
            row: Any = store.one(tx.conn, talk.id) if talk else None
            link = a_link(tx, TALKS.tables, talk) if row is not None and row.state == SHARED else None
            zone = who_of(tx, talk).zone if link else ""
            names = lists.names(tx.conn, {talk.person_id} if link else set())
        if link is None:
            flash(gettext("Er is nu geen verslag om na te lezen."), "care")
            return _to(case_id, "after")
        way = address(TALKS.service, link.token, reporting.PLACE)
        return render_template(
            "exit/report_letter.html", case_id=case_id, name=names.get(talk.person_id), link=way,
            drawing=drawn(way), last_day=last_day(row.agree_by, zone),
        )  # fmt: skip


def context(tx: Tx, row: Any, talk: Any | None) -> dict[str, Any]:
    """Return what the page of a case shows of its end; ``row`` is the case as the board has it."""
    report = store.one(tx.conn, talk.id) if talk else None
    thanks = closing_store.words(tx.conn, talk.id) if talk else None
    return {
        "report": report,
        "thanks": thanks,
        "talked": talk is not None and talk.state == HELD,
        "report_state": report.state if report is not None else DRAFT,
        "seen_to": closing_store.seen_to(tx.conn, row.id),
        "closing_items": [(item, str(gettext(report_words.ITEMS[item]))) for item in ITEMS],
        "network": [str(gettext(report_words.SUBJECTS[one])) for one in row.network or ()],
        "report_words": report_words,
    }


def _to(case_id: UUID, place: str) -> Response:
    answer: Response = redirect(f"/exit/desk/cases/{case_id}#{place}", 303)  # type: ignore[assignment]
    return answer
