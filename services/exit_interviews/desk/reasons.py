"""The catalogue of reasons at the desk: what people are asked for, and what they will be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from services.exit_interviews.actions import editing
from services.exit_interviews.domain import editions as domain
from services.exit_interviews.domain.editions import Line
from services.exit_interviews.errors import NoPlace, NothingChanged, ReasonUnknown
from services.exit_interviews.store import editions as store
from shared.eventlog.unit import Transactions
from shared.questionnaire.model import Text
from shared.web.auth import account
from shared.web.texts import gettext, language, marked

Page = str | Response | tuple[str, int]
NO_WORDS = marked("Schrijf de reden in alle drie de talen.")
TOO_LONG = marked("Dit is te lang voor een knop op een telefoon. Kort het in tot 120 tekens.")
SAME_MEANING = marked(
    "Kruis aan dat de betekenis dezelfde blijft. Is dat niet zo, haal de reden dan weg en voeg een nieuwe toe."
)
CHANGES: Mapping[str, str] = {
    "added": marked("Nieuw"),
    "retired": marked("Niet meer gevraagd"),
    "back": marked("Weer gevraagd"),
    "worded": marked("Anders gezegd"),
}


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages."""

    @desk.get("/reasons")
    def reasons() -> Page:
        """Show the reasons, and what will be different."""
        return _page(transaction)

    @desk.post("/reasons")
    def add_reason() -> Page:
        """Offer one more."""
        text, errors = _read(request.form)
        under = request.form.get("under") or None
        if text is None:
            return _page(transaction, errors=errors), 422
        return _done(transaction, lambda tx: editing.add(tx, under, text, account().id))

    @desk.post("/reasons/retire")
    def retire_reason() -> Page:
        """Offer one no more, or again."""
        code, back = request.form.get("code", ""), "back" in request.form
        return _done(transaction, lambda tx: editing.retire(tx, code, account().id, back=back))

    _wording(desk, transaction)
    _publishing(desk, transaction)


def _wording(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/reasons/<code>")
    def reason(code: str) -> Page:
        """Show one reason, to word it better."""
        return _one(transaction, code)

    @desk.post("/reasons/<code>")
    def reword_reason(code: str) -> Page:
        """Word it better; the meaning stays."""
        text, errors = _read(request.form)
        if request.form.get("same") != "yes":
            errors["same"] = [str(gettext(SAME_MEANING))]
        if text is None or errors:
            return _one(transaction, code, errors=errors), 422
        return _done(transaction, lambda tx: editing.reword(tx, code, text, account().id))


def _publishing(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/reasons/publish")
    def publish_reasons() -> Page:
        """Let forms that leave from now on ask for it."""
        try:
            with transaction() as tx:
                number = editing.publish(tx, account().id)
        except NothingChanged as error:
            flash(gettext(error.text), "care")
        else:
            flash(
                gettext("Uitgave %(number)s geldt nu. Nieuwe formulieren vragen ernaar.", number=number),
                "good",
            )
        return _to()

    @desk.post("/reasons/discard")
    def discard_reasons() -> Page:
        """Leave the catalogue as it is."""
        with transaction() as tx:
            editing.discard(tx)
        flash(gettext("Weggegooid. De redenen zijn weer zoals ze waren."), "plain")
        return _to()


def _page(transaction: Transactions, *, errors: Mapping[str, list[str]] | None = None) -> str:
    with transaction() as tx:
        stands = editing.look(tx)
        editions = store.published(tx.conn)
    said = language()
    lines = list(domain.everything(stands.tree, stands.known))
    homes = [line for line in lines if line.depth < domain.DEEPEST - 1 and not line.retired]
    return render_template(
        "exit/reasons.html",
        stands=stands,
        groups=_groups([(line, line.text.said(said)) for line in lines]),
        changes=[(gettext(CHANGES[what]), text.said(said)) for what, text in stands.changes],
        under=[(line.code, "– " * line.depth + line.text.said(said)) for line in homes],
        editions=editions,
        typed=request.form,
        errors=errors or {},
    )


def _groups(lines: list[tuple[Line, str]]) -> list[list[tuple[Line, str]]]:
    """Lay each main reason together with what lies beneath it."""
    groups: list[list[tuple[Line, str]]] = []
    for line in lines:
        if line[0].depth == 0:
            groups.append([])
        groups[-1].append(line)
    return groups


def _one(transaction: Transactions, code: str, *, errors: Mapping[str, list[str]] | None = None) -> str:
    with transaction() as tx:
        stands = editing.look(tx)
    line = next((one for one in domain.everything(stands.tree, stands.known) if one.code == code), None)
    if line is None:
        raise ReasonUnknown
    typed = request.form if errors else vars(line.text)
    return render_template(
        "exit/reason.html", line=line, name=line.text.said(language()), typed=typed, errors=errors or {}
    )


def _done(transaction: Transactions, change: Any) -> Page:
    try:
        with transaction() as tx:
            change(tx)
    except (NoPlace, ReasonUnknown) as error:
        flash(gettext(error.text), "care")
    else:
        flash(gettext("Bewaard. Het geldt pas als je de redenen uitgeeft."), "good")
    return _to()


def _read(form: Mapping[str, str]) -> tuple[Text | None, dict[str, list[str]]]:
    """Return the words in three languages, and what is wrong with them."""
    typed = {name: " ".join(form.get(name, "").split()) for name in domain.LANGUAGES}
    errors = {name: [str(gettext(NO_WORDS))] for name, words in typed.items() if not words}
    errors |= {name: [str(gettext(TOO_LONG))] for name, words in typed.items() if len(words) > domain.LONGEST}
    return (None if errors else Text(**typed)), errors


def _to() -> Response:
    response: Response = redirect(url_for("desk.reasons"), 303)  # type: ignore[assignment]
    return response
