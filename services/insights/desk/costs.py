"""What leaving costs: the estimate, and the figures of HR that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.insights.actions import comparing, costing
from services.insights.desk import amounts, asked, moved_years, words
from services.insights.domain.costs import PARTS, Level, Range
from services.insights.store import costs as store
from services.insights.store import editions
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid
from shared.kernel.ids import new_id
from shared.web.auth import account
from shared.web.texts import gettext

Page = str | Response | tuple[str, int]
_LONGEST = 100


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages."""
    _estimate(desk, transaction)
    _levels(desk, transaction)


def _estimate(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/costs")
    def costs() -> Page:
        """Show what the leavings of a period cost."""
        with transaction() as tx:
            what = asked.read(tx)
            period = comparing.period_of(what.period, what.until)
            found = costing.of_period(tx, period)
            functions = store.known_functions(tx.conn, editions.live(tx.conn))
            laid = store.functions(tx.conn)
            moved = moved_years.sentences(tx, what, range(period.first_day.year, period.end.year + 1))
        years = [(str(year), str(year)) for year in range(what.until.year, what.until.year - 6, -1)]
        return render_template(
            "insights/costs.html", what=what, period=period, found=found, functions=functions, laid=laid,
            years=years, words=words, amounts=amounts, moved=moved,
        )  # fmt: skip

    @desk.post("/costs/functions")
    def lay_functions() -> Page:
        """Keep which level each function has."""
        chosen = {}
        for name, level in zip(request.form.getlist("function"), request.form.getlist("level"), strict=False):
            level_id = asked.as_uuid(level)
            if level_id:
                chosen[name] = level_id
        with transaction() as tx:
            costing.lay(tx, chosen)
        flash(gettext("Bewaard."), "good")
        return redirect(url_for("desk.costs"), 303)


def _levels(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/costs/levels/new")
    def new_level() -> Page:
        """Ask what a leaving costs on a new level."""
        # The id comes with the form: a second click finds the first.
        return _form(new_id(), {}, {})

    @desk.get("/costs/levels/<uuid:level_id>")
    def level(level_id: UUID) -> Page:
        """Show a level, to change it."""
        with transaction() as tx:
            return _form(level_id, _as_typed(costing.find(tx, level_id)), {})

    @desk.post("/costs/levels/<uuid:level_id>")
    def keep_level(level_id: UUID) -> Page:
        """Keep a level."""
        typed = {name: request.form.get(name, "").strip() for name in _fields()}
        errors, read = _read(level_id, typed)
        if not errors:
            try:
                with transaction() as tx:
                    costing.keep(tx, read, account().id)
            except Invalid as error:
                errors = {
                    name: [str(gettext(one)) for one in reasons] for name, reasons in error.fields.items()
                }
        if errors:
            return _form(level_id, typed, errors), 422
        flash(gettext("Bewaard."), "good")
        return redirect(url_for("desk.costs"), 303)

    @desk.post("/costs/levels/<uuid:level_id>/drop")
    def drop_level(level_id: UUID) -> Page:
        """Take a level away."""
        with transaction() as tx:
            costing.drop(tx, level_id)
        flash(gettext("Weggehaald. Functies met dit niveau hebben er nu geen."), "good")
        return redirect(url_for("desk.costs"), 303)


def _fields() -> list[str]:
    return ["name", *(f"{part}_{end}" for part in PARTS for end in ("low", "high"))]


def _form(level_id: UUID, typed: Mapping[str, str], errors: Mapping[str, list[str]]) -> str:
    return render_template(
        "insights/level.html", level_id=level_id, typed=typed, errors=errors, parts=PARTS, words=words
    )


def _as_typed(level: Level) -> dict[str, str]:
    found = {"name": level.name}
    for part, cost in level.parts.items():
        found |= {f"{part}_low": amounts.typed(cost.low), f"{part}_high": amounts.typed(cost.high)}
    return found


def _read(level_id: UUID, typed: Mapping[str, str]) -> tuple[dict[str, list[str]], Level]:
    errors: dict[str, list[str]] = {}
    name = typed["name"]
    if not name or len(name) > _LONGEST:
        errors["name"] = [str(gettext("Geef het niveau een naam van hooguit honderd tekens."))]
    parts = {}
    for part in PARTS:
        ends = {}
        for end in ("low", "high"):
            given = typed[f"{part}_{end}"]
            value = amounts.read(given) if given else None
            if given and value is None:
                errors[f"{part}_{end}"] = [str(gettext("Dit bedrag kennen we niet. Schrijf het zo: 12.500."))]
            ends[end] = value
        low, high = ends["low"], ends["high"]
        if low is not None and high is not None and low > high:
            errors[f"{part}_high"] = [str(gettext("Het hoogste bedrag ligt onder het laagste."))]
        if low is not None or high is not None:
            known = [one for one in (low, high) if one is not None]
            parts[part] = Range(known[0], known[-1])
    return errors, Level(level_id, name, {} if errors else parts)
