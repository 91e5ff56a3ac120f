"""By hand over many: whom, what, looked at first, done; and what was done lately."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from services.journey.actions import by_hand, foreseeing, handling
from services.journey.actions.foreseeing import Preview
from services.journey.desk.asked import choices_of
from services.journey.desk.by_hand import read_day, read_key
from services.journey.domain.intent import EMPLOYMENTS, IN_SERVICE, KINDS, OF_PEOPLE, SEND, Intent, Selection
from services.journey.domain.touchpoint import STATES
from services.journey.schemas import hand_words, words
from services.journey.store import choices, hands
from shared.contracts.programmes import PROGRAMMES
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid
from shared.kernel.ids import new_id
from shared.web.auth import account
from shared.web.texts import gettext, marked

RECENT = 20
# A preview of more lines than these is folded: the button and what was done before stay in reach.
FEW = 10
_NOT_A_CHOICE = marked("Deze keuze kennen we niet.")


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page, and its button."""

    @desk.get("/hand")
    def hand() -> str:
        """Show what can be done by hand over many, what it would do, and what was done."""
        kind = request.args.get("kind", SEND)
        kind = kind if kind in KINDS else SEND
        with transaction() as tx:
            seen, errors, asked = _looked(tx, kind) if "look" in request.args else (None, {}, None)
            known = choices_of(tx)
            shown = {
                "recent": hands.recent(tx.conn, limit=RECENT),
                "departments": known.departments,
                "functions": choices.functions(tx.conn),
                "countries": choices.countries(tx.conn),
                "moments": known.moments,
                "now": tx.now,
            }
        return render_template(
            "journey/hand.html",
            kind=kind,
            of_people=kind in OF_PEOPLE,
            programmes=[one.code for one in PROGRAMMES],
            states=known.states,
            given=request.args,
            seen=seen,
            asked=asked,
            errors=errors,
            few=FEW,
            key=new_id(),
            words=words,
            said=hand_words,
            pairs=lambda values: [(one, one) for one in values],
            named=lambda codes: [(one, words.kind_words(one)) for one in codes],
            **shown,
        )

    @desk.post("/hand")
    def start() -> Response:
        """Do it: what is more than a batch goes on in the background."""
        asked = _intent(request.form, request.form.get("kind", ""))
        with transaction() as tx:
            by_hand.check(tx, asked)
            handling.start(tx, read_key(), asked, account().id)
        return redirect(url_for(".hand", kind=asked.kind), code=303)


def _looked(tx: Tx, kind: str) -> tuple[Preview | None, dict[str, list[str]], Intent | None]:
    """Return what it would do, or what is wrong with the question."""
    try:
        asked = _intent(request.args, kind)
        by_hand.check(tx, asked)
        return foreseeing.look(tx, asked), {}, asked
    except Invalid as wrong:
        fields = {field: [str(gettext(one)) for one in reasons] for field, reasons in wrong.fields.items()}
        # Programme and questionnaire are one choice on this page.
        return None, {"ask" if key == "programme" else key: value for key, value in fields.items()}, None


def _intent(given: MultiDict[str, str], kind: str) -> Intent:
    """Return what the form asks for; raise Invalid at the field that makes no sense."""

    def choice(name: str, known: Any = None) -> str | None:
        value = given.get(name, "").strip()
        if value and known is not None and value not in known:
            raise Invalid({name: [_NOT_A_CHOICE]})
        return value or None

    programme, _, ask = given.get("ask", "").partition("/")
    # A moment names its plan too; one that is asked of another plan is nowhere, and nothing happens to it.
    of, _, rule = (choice("rule") or "").rpartition(".")
    who = Selection(
        programme=choice("programme", {one.code for one in PROGRAMMES}) or of or None,
        rule=rule or None,
        state=choice("state", STATES),
        first=read_day(given.get("from", ""), "from"),
        last=read_day(given.get("to", ""), "to"),
        department=_department(given.get("department", "")),
        function=choice("function"),
        country=choice("country"),
        employment=choice("employment", EMPLOYMENTS) or IN_SERVICE,
    )
    if choice("kind", KINDS) is None and kind not in KINDS:
        raise Invalid({"kind": [_NOT_A_CHOICE]})
    return Intent(
        kind=kind,
        who=who,
        day=read_day(given.get("day", "")),
        programme=programme or None,
        ask=ask or None,
        reason=choice("reason"),
    )


def _department(raw: str) -> UUID | None:
    try:
        return UUID(raw) if raw else None
    except ValueError:
        raise Invalid({"department": [_NOT_A_CHOICE]}) from None
