"""The change that HR is working on: rule by rule, with what is different from the plan in force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.journey.actions import drafting, planning
from services.journey.desk import rule_form
from services.journey.desk.plans import said
from services.journey.desk.runs import to_run
from services.journey.domain.proposal import differences
from services.journey.errors import PlanInvalid, RuleUnknown
from services.journey.schemas import plan_words, words
from services.journey.schemas.hand_words import asks_of
from services.journey.store import choices, rulings
from services.journey.store.drafts import Draft
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Conflict, DomainError
from shared.web.auth import account
from shared.web.texts import gettext, marked

NEEDS_NAME = marked("Geef dit moment een naam.")
# The place of a moment that is not there yet.
ONE_MORE = "-"
NEVER = datetime.min.replace(tzinfo=UTC)


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages of a draft."""
    _draft(desk, transaction)
    _rules(desk, transaction)
    _buttons(desk, transaction)


def _draft(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/plans/<programme>/draft")
    def draft(programme: str) -> str:
        """Show the draft, and what is different in it."""
        return _draft_page(transaction, programme)

    @desk.post("/plans/<programme>/preview")
    def preview(programme: str) -> Response | tuple[str, int]:
        """Look what the draft would do to everybody."""
        try:
            with transaction() as tx:
                body = planning.of_draft(tx, programme, look_back="look_back" in request.form)
                return to_run(planning.look(tx, body, account().id))
        except (Conflict, PlanInvalid) as error:
            return _draft_page(transaction, programme, trouble=_told(error)), error.status


def _rules(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/plans/<programme>/draft/rules/<name>")
    def rule(programme: str, name: str) -> str:
        """Show the form of one moment, or of one more."""
        with transaction() as tx:
            found = drafting.of(tx, programme)
        chosen = rule_form.EMPTY if name == ONE_MORE else _rule(found, name)
        return _form_page(transaction, programme, name, rule_form.values_of(chosen))

    @desk.post("/plans/<programme>/draft/rules/<name>")
    def put_rule(programme: str, name: str) -> Response | tuple[str, int]:
        """Keep one moment in the draft; what cannot be kept comes back with the reason at its field."""
        values = rule_form.typed(request.form)
        try:
            with transaction() as tx:
                called = _keep(tx, programme, name, values)
        except PlanInvalid as error:
            return _form_page(transaction, programme, name, values, problems=error.fields), 422
        except Conflict as error:
            return _form_page(transaction, programme, name, values, trouble=said(error)), 409
        return redirect(url_for(".draft", programme=programme, _anchor=f"r-{called}"), 303)

    @desk.post("/plans/<programme>/draft/rules/<name>/remove")
    def remove_rule(programme: str, name: str) -> Response | tuple[str, int]:
        """Take a moment out of the draft."""
        try:
            with transaction() as tx:
                drafting.remove_rule(tx, programme, name, account().id, seen=_seen())
        except (Conflict, PlanInvalid) as error:
            return _draft_page(transaction, programme, trouble=_told(error)), error.status
        return redirect(url_for(".draft", programme=programme), 303)


def _buttons(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/plans/<programme>/draft/take-over")
    def take_over(programme: str) -> Response:
        """Go on with what a colleague began."""
        with transaction() as tx:
            drafting.take_over(tx, programme, account().id)
        return redirect(url_for(".draft", programme=programme), 303)

    @desk.post("/plans/<programme>/draft/throw-away")
    def throw_away(programme: str) -> Response:
        """Let go of the draft."""
        with transaction() as tx:
            drafting.throw_away(tx, programme)
        flash(gettext("Het ontwerp is weg. Het plan is zoals het was."), "good")
        return redirect(url_for(".plan", programme=programme), 303)


def _draft_page(transaction: Transactions, programme: str, *, trouble: list[str] | None = None) -> str:
    with transaction() as tx:
        found = drafting.of(tx, programme)
        in_force = rulings.in_force(tx.conn, tx.now).plans[programme]
        departments = choices.department_paths(tx.conn)
    made = drafting.unchecked(found)
    return render_template(
        "journey/plans/draft.html",
        draft=found,
        plan=made,
        in_force=in_force,
        differences=differences(made, in_force),
        mine=found.changed_by == account().id,
        departments=departments,
        trouble=trouble or [],
        words=words,
        plan_words=plan_words,
    )


def _keep(tx: Tx, programme: str, name: str, values: rule_form.Values) -> str:
    """Keep what was typed in the draft, as one more moment or instead of the one it was; return its name."""
    found = drafting.of(tx, programme)
    new, called, since = name == ONE_MORE, name, None
    if new:
        names = [one["rule"] for one in found.rules]
        if not values["title_nl"]:
            raise PlanInvalid({f"rules.{len(names)}.title": [NEEDS_NAME]})
        called = rule_form.name_for(values["title_nl"], names)
    else:
        since = _rule(found, name).get("since")
    typed = rule_form.written(values, called, since)
    drafting.put_rule(tx, programme, typed, account().id, instead_of=None if new else name, seen=_seen())
    return called


def _form_page(
    transaction: Transactions,
    programme: str,
    name: str,
    values: rule_form.Values,
    *,
    problems: Mapping[str, list[str]] | None = None,
    trouble: str | None = None,
) -> str:
    with transaction() as tx:
        found = drafting.of(tx, programme)
        departments = choices.departments(tx.conn)
        own = choices.own_asks(tx.conn)
    made = drafting.unchecked(found)
    names = [one.name for one in made.rules]
    here, elsewhere = rule_form.at_fields(problems or {}, names.index(name) if name in names else len(names))
    return render_template(
        "journey/plans/rule.html",
        draft=found,
        rule=made.rule(name),
        others=[(one.name, words.title_words(one)) for one in made.rules if one.name != name],
        asks=asks_of(programme, own),
        departments=[(one.id, one.path) for one in departments],
        tops=rule_form.by_top(departments),
        values=values,
        errors={field: [str(gettext(one)) for one in why] for field, why in here.items()},
        elsewhere=[*(str(gettext(one)) for one in elsewhere), *([trouble] if trouble else [])],
        words=words,
        plan_words=plan_words,
    )


def _rule(found: Draft, name: str) -> dict[str, Any]:
    for one in found.rules:
        if one["rule"] == name:
            return one
    raise RuleUnknown


def _seen() -> datetime:
    """Return of which draft the form was, which a conflict tells where it is not the present one."""
    try:
        return datetime.fromisoformat(request.form.get("seen", ""))
    except ValueError:
        return NEVER


def _told(error: DomainError) -> list[str]:
    if isinstance(error, PlanInvalid):
        return [str(gettext(one)) for one in dict.fromkeys(chain.from_iterable(error.fields.values()))]
    return [said(error)] if isinstance(error, Conflict) else [str(gettext(error.text))]
