"""The organisation's numbers: how often somebody is asked, when letters leave, whether HR looks first."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from services.journey.actions import planning
from services.journey.desk.plans import said
from services.journey.desk.runs import to_run
from services.journey.errors import PlanInvalid
from services.journey.policy import APPROVALS, BOUNDS
from services.journey.store import rulings
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Conflict
from shared.web.auth import account
from shared.web.texts import gettext, marked

APPROVAL_WORDS = {
    "always": marked("Altijd: van een nieuwe versie vertrekt niets voordat HR heeft gekeken"),
    "above": marked("Alleen als er op één dag meer brieven vertrekken dan hieronder staat"),
    "never": marked("Nooit: brieven vertrekken vanzelf"),
}
# Lines for closed weeks that are not there yet.
MORE = 3


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page."""

    @desk.get("/plans/settings")
    def figures() -> str:
        """Show the numbers in force, to be changed."""
        with transaction() as tx:
            values = rulings.in_force(tx.conn, tx.now).policy.as_plain()
        return _page(values)

    @desk.post("/plans/settings")
    def look_at_figures() -> Response | tuple[str, int]:
        """Look what other numbers would do; the page of that has the button that does it."""
        values = _typed()
        try:
            with transaction() as tx:
                return to_run(planning.look(tx, planning.of_settings(tx, values), account().id))
        except PlanInvalid as error:
            return _page(values, errors=error.fields), 422
        except Conflict as error:
            return _page(values, trouble=said(error)), 409


def _typed() -> dict[str, Any]:
    form = request.form
    numbers = {name: _number(form.get(name, "")) for name in BOUNDS}
    pairs = zip(form.getlist("closed_first"), form.getlist("closed_last"), strict=False)
    return {
        **numbers,
        **{name: form.get(name, "") for name in ("opens", "closes", "approval")},
        "closed": [[first.strip(), last.strip()] for first, last in pairs if first.strip() or last.strip()],
    }


def _number(raw: str) -> int | str:
    return int(raw) if re.fullmatch(r"[0-9]{1,8}", raw.strip()) else raw


def _page(
    values: dict[str, Any], *, errors: dict[str, list[str]] | None = None, trouble: str | None = None
) -> str:
    return render_template(
        "journey/plans/settings.html",
        values=values,
        closed=[*values["closed"], *([["", ""]] * MORE)],
        approvals=[(code, gettext(APPROVAL_WORDS[code])) for code in APPROVALS],
        errors={field: [str(gettext(one)) for one in why] for field, why in (errors or {}).items()},
        trouble=trouble,
        bounds=BOUNDS,
    )
