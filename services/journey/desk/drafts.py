"""The change that HR is working on: rule by rule, with what is different from the plan in force."""

from __future__ import annotations

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
from services.journey.store import drafts, rulings
from services.journey.store.drafts import Draft
from shared.contracts.programmes import BY_CODE
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Conflict, DomainError
from shared.web.auth import account
from shared.web.texts import gettext, marked

NEEDS_NAME = marked("Geef dit moment een naam.")
NEVER = datetime.min.replace(tzinfo=UTC)


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages of a draft."""
    _draft(desk, transaction)
    _rules(desk, transaction)
    _buttons(desk, transaction)


def _needs_name(title: str, place: int) -> None:
    """A moment of HR's own begins with what HR calls it."""
    if not title:
        raise PlanInvalid({f"rules.{place}.title": [NEEDS_NAME]})


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
        """Show the form of one moment; ``new`` is one more."""
        with transaction() as tx:
            found = drafting.of(tx, programme)
        chosen = rule_form.EMPTY if name == "-" else _rule(found, name)
        return _form_page(transaction, programme, name, rule_form.values_of(chosen))

    @desk.post("/plans/<programme>/draft/rules/<name>")
    def put_rule(programme: str, name: str) -> Response | tuple[str, int]:
        """Keep one moment in the draft; what cannot be kept comes back with the reason at its field."""
        values = rule_form.typed(request.form)
        place = 0
        try:
            with transaction() as tx:
                found = drafting.of(tx, programme)
                names = [one["rule"] for one in found.rules]
                place = len(names) if name == "-" else names.index(_rule(found, name)["rule"])
                if name == "-":
                    _needs_name(values["title_nl"], place)
                called = rule_form.name_for(values["title_nl"], names) if name == "-" else name
                since = None if name == "-" else found.rules[place].get("since")
                drafting.put_rule(
                    tx,
                    programme,
                    rule_form.written(values, called, since),
                    account().id,
                    instead_of=None if name == "-" else name,
                    seen=_seen(),
                )
        except PlanInvalid as error:
            here, elsewhere = rule_form.at_fields(error.fields, place)
            return _form_page(transaction, programme, name, values, errors=here, elsewhere=elsewhere), 422
        except Conflict as error:
            return _form_page(transaction, programme, name, values, elsewhere=[said(error)]), 409
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
        departments = dict(drafts.department_paths(tx.conn))
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


def _form_page(
    transaction: Transactions,
    programme: str,
    name: str,
    values: rule_form.Values,
    *,
    errors: dict[str, list[str]] | None = None,
    elsewhere: list[str] | None = None,
) -> str:
    with transaction() as tx:
        found = drafting.of(tx, programme)
        departments = drafts.department_paths(tx.conn)
    made = drafting.unchecked(found)
    return render_template(
        "journey/plans/rule.html",
        draft=found,
        name=name,
        rule=made.rule(name),
        others=[(one.name, words.title_words(one)) for one in made.rules if one.name != name],
        asks=[(code, words.kind_words(code)) for code in BY_CODE[programme].asks],
        departments=[(str(one), path) for one, path in departments],
        values=values,
        errors={field: [str(gettext(one)) for one in why] for field, why in (errors or {}).items()},
        elsewhere=[str(gettext(one)) for one in elsewhere or ()],
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
