"""How fast big sendings leave, at the desk: so many a minute, to one provider, and from a new address a day."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from services.mail.actions import pacing
from services.mail.domain.pace import Pace
from services.mail.store import pace as pace_store
from shared.eventlog.unit import Transactions
from shared.web.auth import account
from shared.web.texts import gettext, marked

NUMBERS = ("per_minute", "per_domain", "first_day")
MOST = 1_000_000
_ODD = marked("Schrijf een heel getal, of laat dit leeg voor geen grens.")
_SAVED = marked("Bewaard. Wat nog wacht, gaat vanaf nu in dit tempo.")


def make_blueprint(transaction: Transactions) -> Blueprint:
    """The page of the pace."""
    blueprint = Blueprint("mail_pace", __name__, url_prefix="/mail/desk/pace")

    def shown(typed: dict[str, Any], errors: dict[str, list[str]]) -> str:
        with transaction() as tx:
            chosen = pace_store.chosen(tx.conn)
            return render_template(
                "mail/pace.html",
                typed=typed or {name: getattr(chosen, name) or "" for name in NUMBERS},
                errors=errors,
                chosen=chosen,
                waiting=pace_store.waiting(tx.conn),
                left=pacing.left_today(tx),
                most=chosen.most(pacing.days_of(tx, chosen)),
            )

    @blueprint.get("/")
    def pace() -> str:
        """Show what is chosen, and what waits for it."""
        return shown({}, {})

    @blueprint.post("/")
    def choose() -> Response | tuple[str, int]:
        """Change it."""
        typed, numbers = _read(request.form)
        wrong = {name: [gettext(_ODD)] for name in NUMBERS if typed[name] and numbers[name] is None}
        if wrong:
            return shown(typed, wrong), 422
        with transaction() as tx:
            chosen = Pace(
                per_minute=numbers["per_minute"],
                per_domain=numbers["per_domain"],
                first_day=numbers["first_day"],
            )
            pacing.choose(tx, chosen, by=account().id)
        flash(gettext(_SAVED), "good")
        return redirect(url_for(".pace"), code=303)

    return blueprint


def _read(form: MultiDict[str, str]) -> tuple[dict[str, str], dict[str, int | None]]:
    """What was filled in, and the numbers that it means; people write 1.000 and 1 000."""
    typed = {name: form.get(name, "").strip() for name in NUMBERS}
    plain = {
        name: "".join(sign for sign in raw if sign not in ". \u00a0\u202f") for name, raw in typed.items()
    }
    numbers = {
        name: int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 9 and 0 < int(raw) <= MOST else None
        for name, raw in plain.items()
    }
    return typed, numbers
