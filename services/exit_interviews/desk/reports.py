"""Reports of conversations: HR settles and releases them, the board reads what was released."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from services.exit_interviews.actions import coding, reporting, seeing
from services.exit_interviews.domain import reports as domain
from services.exit_interviews.policy import KEPT_BECAUSE, PROMISES, REPORTS, parts_of
from services.exit_interviews.schemas import report_forms, report_words
from services.exit_interviews.schemas.report_paper import as_paper, quarter
from services.exit_interviews.schemas.words import kind_words
from services.exit_interviews.store import codings
from services.exit_interviews.store import reports as store
from shared.asking import lists
from shared.calendar.months import add_months
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Conflict, DomainError, Invalid
from shared.paper.report import PDF, pdf
from shared.web.auth import account, allow
from shared.web.errors import for_form
from shared.web.paging import page, read_window
from shared.web.sheets import download
from shared.web.texts import gettext, language

Page = str | Response | tuple[str, int]


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages."""
    _to_hr(desk, transaction)
    _settling(desk, transaction)
    _to_board(desk, transaction)


def _to_hr(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/cases/<uuid:case_id>/report")
    def case_report(case_id: UUID) -> Page:
        """Show a report once the person has had their say; that it was opened is noted."""
        page_of = _page(transaction, case_id)
        with transaction() as tx:
            seeing.opened(tx, case_id, account().id)
        return page_of


def _settling(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/cases/<uuid:case_id>/report/settle")
    def settle_report(case_id: UUID) -> Page:
        """Settle what the person said, where who wrote it does not."""
        try:
            with transaction() as tx:
                row, case = seeing.of_case(tx, case_id, account().person_id)
                drafted = report_forms.draft(request.form, parts_of(case.kind))
                reporting.settle(tx, row.talk_id, drafted)
        except (Conflict, Invalid) as error:
            return _page(transaction, case_id, error), error.status
        flash(
            gettext("Het verslag staat. Wie vertrok krijgt een mail, en leest hoe het geworden is."), "good"
        )
        return redirect(f"/exit/desk/cases/{case_id}/report", 303)

    @desk.post("/cases/<uuid:case_id>/report/release")
    def release_report(case_id: UUID) -> Page:
        """Let the board read it."""
        try:
            with transaction() as tx:
                reporting.release(tx, case_id, account().id, account().person_id)
        except Conflict as error:
            return _page(transaction, case_id, error), error.status
        flash(gettext("Het bestuur kan dit verslag nu lezen, zonder naam."), "good")
        return redirect(f"/exit/desk/cases/{case_id}/report", 303)


def _to_board(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/reports")
    @allow("hr", "board")
    def reports() -> Page:
        """List what was released, the newest first."""
        window = read_window()
        with transaction() as tx:
            rows = store.released(tx.conn, _me(), after=window.after, limit=window.fetch)
        found = page(rows, window, key=lambda row: (row.released_at, row.talk_id))
        return render_template(
            "exit/reports.html", rows=found["items"], next=found["next"], kind_words=kind_words,
            quarter=quarter, months=REPORTS.kept_months, because=KEPT_BECAUSE.said(language()),
        )  # fmt: skip

    @desk.get("/reports/<uuid:talk_id>")
    @allow("hr", "board")
    def released_report(talk_id: UUID) -> Page:
        """Show what the person was told that the board would read, and no more."""
        row, lessons = _released(transaction, talk_id)
        return render_template("exit/report.html", row=row, paper=as_paper(row, lessons))

    @desk.get("/reports/<uuid:talk_id>.pdf")
    @allow("hr", "board")
    def released_pdf(talk_id: UUID) -> Page:
        """Give the same on paper."""
        made = pdf(as_paper(*_released(transaction, talk_id)))
        return download([made], gettext("verslag") + f"-{str(talk_id)[-8:]}-{language()}.pdf", PDF)


def _me() -> UUID | None:
    """Who reads for the board is kept from the reports of who worked for them; HR is kept from nothing here."""
    return None if account().may("hr") else account().person_id


def _released(transaction: Transactions, talk_id: UUID) -> tuple[Any, Any]:
    with transaction() as tx:
        row = seeing.released(tx, talk_id, _me())
        return row, store.lessons(tx.conn, talk_id)


def _page(transaction: Transactions, case_id: UUID, error: DomainError | None = None) -> str:
    with transaction() as tx:
        row, case = seeing.of_case(tx, case_id, account().person_id)
        names = lists.names(tx.conn, {case.person_id} if case.person_id else set())
        lessons = store.lessons(tx.conn, row.talk_id)
        coded = codings.one(tx.conn, row.talk_id)
        may_release, reasons = domain.may_release(row, tx.now), coding.reasons(tx, retired=True)
    return render_template(
        "exit/case_report.html", row=row, case=case, name=names.get(case.person_id, ""), lessons=lessons,
        reasons=reasons, coded=coded, may_release=may_release, parts=parts_of(case.kind),
        slots=range(domain.MOST_LESSONS),
        typed={**report_forms.typed(row, lessons), **request.form.to_dict()}, report_words=report_words,
        root=f"/exit/desk/cases/{case_id}/report", promise=PROMISES[row.promise].words.said(language()),
        kept_until=add_months(case.last_day, REPORTS.kept_months), because=KEPT_BECAUSE.said(language()),
        **for_form(error),
    )  # fmt: skip
