"""The directory as HR sees it: how many stand in it, and what members reported. Nothing else of what they write."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from services.alumni.actions import contacts
from services.alumni.actions.contacts import BARRED, LEFT
from services.alumni.errors.directory import ReportDecided
from services.alumni.store import contacts as store
from services.alumni.store import members, profiles
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.texts import gettext


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the list of reports and the page of one."""
    _look(desk, transaction)
    _decide(desk, transaction)


def _look(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/directory")
    def directory_desk() -> str:
        """Show how many stand in the directory, and what was reported."""
        window = read_window()
        with transaction() as tx:
            rows = store.reports(tx.conn, after=window.after, limit=window.fetch)
            names = _names(tx, [row.about_id for row in rows])
            number, waiting = profiles.count(tx.conn), store.waiting(tx.conn)
        shown = page(rows, window, key=lambda row: (row.at, row.id))
        return render_template(
            "alumni/desk/directory.html",
            rows=shown["items"], next=shown["next"], names=names, number=number, waiting=waiting,
        )  # fmt: skip

    @desk.get("/directory/reports/<uuid:report_id>")
    def member_report(report_id: UUID) -> str:
        """Show what somebody reported, with what was written to them."""
        with transaction() as tx:
            row = contacts.load_report(tx, report_id)
            names = _names(tx, [row.reporter_id, row.about_id])
            return render_template(
                "alumni/desk/directory_report.html",
                row=row, names=names, profile=profiles.of_member(tx.conn, row.about_id),
                barred=profiles.barred(tx.conn, row.about_id),
            )  # fmt: skip


def _decide(desk: Blueprint, transaction: Transactions) -> None:
    def done(deed: Callable[[Tx], object], report_id: UUID) -> Response:
        try:
            with transaction() as tx:
                deed(tx)
        except ReportDecided as error:
            flash(gettext(error.text), "care")
        return redirect(url_for("desk.member_report", report_id=report_id), 303)

    @desk.post("/directory/reports/<uuid:report_id>/bar")
    def bar_member(report_id: UUID) -> Response:
        """Take them out of the directory."""
        by = account().id
        return done(lambda tx: contacts.decide(tx, report_id, BARRED, by=by), report_id)

    @desk.post("/directory/reports/<uuid:report_id>/leave")
    def leave_member(report_id: UUID) -> Response:
        """Leave it at that."""
        by = account().id
        return done(lambda tx: contacts.decide(tx, report_id, LEFT, by=by), report_id)

    @desk.post("/directory/reports/<uuid:report_id>/lift")
    def lift_bar(report_id: UUID) -> Response:
        """Let them in again."""
        return done(lambda tx: contacts.lift(tx, report_id), report_id)


def _names(tx: Tx, member_ids: list[UUID]) -> dict[UUID, str]:
    known = members.several(tx.conn, member_ids)
    names = members.names(tx.conn, [one.person_id for one in known.values() if one.person_id])
    return {one.id: names[one.person_id] for one in known.values() if one.person_id in names}
