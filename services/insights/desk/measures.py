"""Measures: the list, one with its figures and its verdict, the form, and the buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.insights import policy
from services.insights.actions import acting, comparing, evaluating, rising
from services.insights.actions.measuring import Question
from services.insights.desk import amounts, asked, measure_form, measure_words, rise_words
from services.insights.domain import periods
from services.insights.domain.measures import NEXT, STATES, Measure
from services.insights.errors import MeasureMoved, MeasureUnknown
from services.insights.store import departments, proposals
from services.insights.store import measures as store
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Conflict
from shared.kernel.ids import new_id
from shared.web.auth import account, allow
from shared.web.texts import gettext

Page = str | Response | tuple[str, int]
_LONGEST_NOTE = 5_000


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages and buttons."""
    _pages(desk, transaction)
    _form_pages(desk, transaction)
    _buttons(desk, transaction)


def _pages(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/measures")
    def all_measures() -> Page:
        """List the measures."""
        with transaction() as tx:
            what = asked.read(tx)
            listed = store.listed(tx.conn)
            names, waiting = _names(tx), proposals.count(tx.conn)
        return render_template(
            "insights/measures.html", measures=listed, what=what, measure_words=measure_words, names=names,
            waiting=waiting,
        )  # fmt: skip

    @desk.get("/measures/<uuid:measure_id>")
    @allow("hr", "manager")
    def measure(measure_id: UUID) -> Page:
        """Show one: why, what, and whether it helped; to a manager the ones they see to."""
        with transaction() as tx:
            return _one(tx, measure_id)


def _form_pages(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/measures/new")
    def new_measure() -> Page:
        """Ask what is going to be done."""
        with transaction() as tx:
            # The id comes with the form: a second click finds the first.
            return _form(tx, new_id(), measure_form.fresh(_beforehand(tx), tx.now), {}, version=0)

    @desk.get("/measures/<uuid:measure_id>/edit")
    def edit_measure(measure_id: UUID) -> Page:
        """Show what was planned, to change it."""
        with transaction() as tx:
            found = acting.find(tx, measure_id)
            return _form(tx, measure_id, measure_form.as_typed(found.plan), {}, version=found.version)

    @desk.post("/measures/<uuid:measure_id>/edit")
    def keep_measure(measure_id: UUID) -> Page:
        """Keep a measure, new or changed."""
        typed = measure_form.typed()
        version = request.form.get("version", "0")
        number = int(version) if version.isdecimal() and len(version) < 9 else 0
        with transaction() as tx:
            plan, errors = measure_form.read(tx, typed)
            if plan is None:
                return _form(tx, measure_id, typed, errors, version=number), 422
            if number == 0:
                acting.begin(tx, measure_id, plan, account().id)
                _taken(tx, measure_id)
        if number:
            try:
                with transaction() as tx:
                    acting.change(tx, measure_id, plan, number)
            except MeasureMoved as error:
                with transaction() as tx:
                    return _one(tx, measure_id, trouble=str(gettext(error.text))), 409
        flash(gettext("Bewaard."), "good")
        return redirect(url_for("desk.measure", measure_id=measure_id), 303)


def _buttons(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/measures/<uuid:measure_id>/state")
    @allow("hr", "manager")
    def move_measure(measure_id: UUID) -> Page:
        """Let a measure begin, be done, or stop."""
        state = request.form.get("state", "")
        if state in STATES:
            try:
                with transaction() as tx:
                    _mine(tx, measure_id)
                    acting.move(tx, measure_id, state)
            except Conflict as error:
                with transaction() as tx:
                    return _one(tx, measure_id, trouble=str(gettext(error.text))), 409
            flash(gettext("Bewaard."), "good")
        return redirect(url_for("desk.measure", measure_id=measure_id), 303)

    @desk.post("/measures/<uuid:measure_id>/notes")
    @allow("hr", "manager")
    def note_measure(measure_id: UUID) -> Page:
        """Keep a note."""
        said = request.form.get("words", "").strip()[:_LONGEST_NOTE]
        if said:
            with transaction() as tx:
                _mine(tx, measure_id)
                acting.note(
                    tx,
                    measure_id,
                    asked.as_uuid(request.form.get("id", "")) or new_id(),
                    said,
                    account().id,
                )
        return redirect(url_for("desk.measure", measure_id=measure_id, _anchor="notes"), 303)


def _beforehand(tx: Tx) -> dict[str, str]:
    """Return what the form begins with: what a lesson says, or what is known of a department that more people left."""
    department = request.args.get("department", "")
    found = {"department_id": department, "reason": request.args.get("reason", "")}
    lesson = proposals.one(tx.conn, asked.as_uuid(request.args.get("lesson", "")))
    if lesson:
        return found | {"what": lesson.action, "why": lesson.lesson}
    if asked.as_uuid(department):
        until = asked.read(tx).until
        period = periods.twelve_months(until)
        rows = comparing.beside(tx, Question(by=policy.DEPARTMENT), period)
        risen = rising.of_department(rising.rises(tx, rows, period, until, []), asked.as_uuid(department))
        if risen:
            found |= {"why": rise_words.why(risen), "reason": rise_words.aimed_at(risen.known)}
    return found


def _taken(tx: Tx, measure_id: UUID) -> None:
    """Note that a measure came of a lesson, where it did."""
    lesson = proposals.one(tx.conn, asked.as_uuid(request.form.get("lesson", "")))
    if lesson is not None:
        proposals.decide(tx.conn, lesson.id, measure_id=measure_id, now=tx.now, by=account().id)


def _mine(tx: Tx, measure_id: UUID) -> Measure:
    """Return a measure: HR sees to all, a manager to what they own; of others there is nothing."""
    found = acting.find(tx, measure_id)
    if not account().may("hr") and found.plan.owner_id != account().id:
        raise MeasureUnknown
    return found


def _one(tx: Tx, measure_id: UUID, trouble: str | None = None) -> str:
    what, found = asked.read(tx), _mine(tx, measure_id)
    return render_template(
        "insights/measure.html", measure=found, what=what, measure_words=measure_words, amounts=amounts,
        names=_names(tx), notes=store.notes(tx.conn, measure_id), note_id=new_id(), next_states=NEXT[found.state],
        evaluation=evaluating.evaluate(tx, found, what.until), since=acting.counted_since(tx, found), trouble=trouble,
    )  # fmt: skip


def _names(tx: Tx) -> dict[str, Any]:
    return {
        "departments": {one.id: one.path for one in departments.all_of_them(tx.conn).values()},
        "owners": {one.id: one.name for one in store.owners(tx.conn)},
    }


def _form(
    tx: Tx, measure_id: UUID, typed: Mapping[str, str], errors: Mapping[str, list[str]], *, version: int
) -> str:
    return render_template(
        "insights/measure_form.html", measure_id=measure_id, typed=typed, errors=errors, version=version,
        lesson=request.values.get("lesson", ""),
        units=asked.department_choices(tx), owners=[(str(one.id), one.name) for one in store.owners(tx.conn)],
    )  # fmt: skip
