"""Vacancies at the desk: write them, see who answered, keep the promises, send a file to nobody but HR."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from services.alumni import gateway
from services.alumni.actions import work
from services.alumni.actions.newsletters import today
from services.alumni.errors.work import AlreadyDecided, VacancyUnknown
from services.alumni.policy import DECIDE_DAYS, REMIND_BEFORE
from services.alumni.schemas import words, work_forms
from services.alumni.schemas.forms import Read, said
from services.alumni.store import members
from services.alumni.store import work as store
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.texts import gettext, marked, ngettext

_SAVED = marked("Bewaard.")
_DECIDED = marked("De brief is op weg.")
_EMPTY = {"title": "", "body": "", "field": "", "place": "", "hours_from": "", "hours_to": "", "level": "",
          "closes_on": "", "shown": True}  # fmt: skip


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages of vacancies."""
    _list(desk, transaction)
    _write(desk, transaction)
    _change(desk, transaction)
    _answers(desk, transaction)


def _list(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/work")
    def work_list() -> str:
        """List vacancies, with the promises that run out first."""
        window = read_window()
        with transaction() as tx:
            rows = store.listed(tx.conn, after=window.after, limit=window.fetch)
            risk = store.at_risk(tx.conn, today() + REMIND_BEFORE)
            names = members.names(tx.conn, [row.person_id for row in risk if row.person_id])
        shown = page(rows, window, key=lambda row: (row.created_at, row.id))
        return render_template(
            "alumni/desk/work.html",
            rows=shown["items"], next=shown["next"], risk=risk, names=names, today=today(),
        )  # fmt: skip


def _write(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/work/new")
    def new_vacancy() -> str:
        """Write a new one."""
        return _form(Read({**_EMPTY, "opens_on": today().isoformat(), "decide_days": str(DECIDE_DAYS)}), None)

    @desk.post("/work/new")
    def add_vacancy() -> BaseResponse | tuple[str, int]:
        """Keep it; whom it fits hears on the day on which it opens."""
        found, values = work_forms.read_vacancy(request.form)
        if found.errors:
            return _form(found, None), 422
        with transaction() as tx:
            vacancy_id = work.open_vacancy(tx, values, by=account().id)
            one = work.load(tx, vacancy_id)
        flash(
            ngettext("Eén oud-collega hoort ervan.", "%(num)s oud-collega’s horen ervan.", one.alerted or 0)
            if one.alerted_at
            else gettext(_SAVED),
            "good",
        )
        return redirect(url_for("desk.vacancy", vacancy_id=vacancy_id), 303)


def _change(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/work/<uuid:vacancy_id>/edit")
    def edit_vacancy(vacancy_id: UUID) -> str:
        """Change it."""
        with transaction() as tx:
            one = work.load(tx, vacancy_id)
        typed = {name: getattr(one, name) for name in (*_EMPTY, "opens_on", "decide_days")}
        return _form(
            Read({name: "" if value is None else value for name, value in typed.items()}), vacancy_id
        )

    @desk.post("/work/<uuid:vacancy_id>/edit")
    def change_vacancy(vacancy_id: UUID) -> BaseResponse | tuple[str, int]:
        """Keep what changed."""
        found, values = work_forms.read_vacancy(request.form)
        if found.errors:
            return _form(found, vacancy_id), 422
        with transaction() as tx:
            work.change_vacancy(tx, vacancy_id, values)
        flash(gettext(_SAVED), "good")
        return redirect(url_for("desk.vacancy", vacancy_id=vacancy_id), 303)

    @desk.post("/work/<uuid:vacancy_id>/withdraw")
    def withdraw_vacancy(vacancy_id: UUID) -> BaseResponse:
        """Close it before its day."""
        with transaction() as tx:
            work.withdraw_vacancy(tx, vacancy_id)
        return redirect(url_for("desk.vacancy", vacancy_id=vacancy_id), 303)


def _form(found: Read, vacancy_id: UUID | None) -> str:
    return render_template(
        "alumni/desk/vacancy_form.html",
        typed=found.typed, errors=said(found), vacancy_id=vacancy_id, levels=words.options(words.LEVELS),
    )  # fmt: skip


def _answers(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/work/<uuid:vacancy_id>")
    def vacancy(vacancy_id: UUID) -> str:
        """Show who answered, and decide."""
        with transaction() as tx:
            return _vacancy_page(tx, vacancy_id, None, {})

    @desk.post("/work/answers/<uuid:interest_id>")
    def decide(interest_id: UUID) -> BaseResponse | tuple[str, int]:
        """Decide, and let the letter go."""
        found, decision = work_forms.read_decision(request.form)
        with transaction() as tx:
            row = store.lock_answer(tx.conn, interest_id)
            if row is None:
                raise VacancyUnknown
            if found.errors:
                return _vacancy_page(
                    tx, row.vacancy_id, interest_id, {"typed": found.typed, "errors": said(found)}
                ), 422
        try:
            with transaction() as tx:
                work.decide(tx, interest_id, decision, by=account().id)
            flash(gettext(_DECIDED), "good")
        except AlreadyDecided as error:
            flash(gettext(error.text), "care")
        return redirect(url_for("desk.vacancy", vacancy_id=row.vacancy_id), 303)

    @desk.get("/work/answers/<uuid:interest_id>/file")
    def answer_file(interest_id: UUID) -> Response:
        """Give the CV as a download, never as a page."""
        with transaction() as tx:
            row = store.lock_answer(tx.conn, interest_id)
        content = gateway.read(interest_id) if row is not None and row.file_kind else None
        if row is None or content is None:
            raise VacancyUnknown
        return Response(
            content,
            mimetype="application/octet-stream",
            headers={"Content-Disposition": f'attachment; filename="cv.{row.file_kind}"'},
        )


def _vacancy_page(tx: Tx, vacancy_id: UUID, about: UUID | None, wrong: dict[str, Any]) -> str:
    one, answers = work.load(tx, vacancy_id), store.answers(tx.conn, vacancy_id)
    names = members.names(tx.conn, [row.person_id for row in answers if row.person_id])
    return render_template(
        "alumni/desk/vacancy.html",
        vacancy=one, answers=answers, names=names, today=today(), open=one.open_on(today()), words=words, about=about,
        typed=wrong.get("typed", {"outcome": "", "reason": "", "tip": ""}), errors=wrong.get("errors", {}),
    )  # fmt: skip
