"""At the desk: what stands out in groups of newcomers, and that HR has seen it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request

from services.onboarding.actions import signals
from services.onboarding.domain import BACK, KINDS, SEEN
from services.onboarding.schemas import signals as words
from services.onboarding.store import signals as store
from shared.disclosure.model import PATH_SEPARATOR, rule_in_force
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid, NotFound
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.texts import gettext, marked

_ROOT = "/onboarding/desk/signals"
_NOTED = marked("Genoteerd. Het komt terug als het erger wordt, of na een half jaar.")


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the page of signals."""
    desk = Blueprint("signals", __name__, url_prefix=_ROOT)
    # The lists of who takes part lead here.
    desk.record(lambda state: state.app.jinja_env.globals.update(signals_here=True))

    @desk.get("")
    def show() -> str:
        """Show what stands out, what is hidden, and from where something is a signal."""
        return _page(transaction)

    @desk.post("/<uuid:signal_id>")
    def see(signal_id: UUID) -> Any:
        """Note that HR has seen it."""
        note = request.form.get("note", "").strip()
        try:
            with transaction() as tx:
                signals.see(tx, signal_id, note=note, by=account().id)
        except Invalid as error:
            return _page(transaction, at=signal_id, note=note, errors=error.fields), error.status
        except NotFound as error:
            flash(gettext(error.text), "care")
            return redirect(_ROOT, code=303)
        flash(gettext(_NOTED), "good")
        return redirect(_ROOT, code=303)

    return desk


def _page(
    transaction: Transactions,
    *,
    at: UUID | None = None,
    note: str = "",
    errors: dict[str, list[str]] | None = None,
) -> str:
    window = read_window()
    after = window.after if window.after and len(window.after) == 3 else None
    with transaction() as tx:
        rows = store.listed(tx.conn, after=after, limit=window.fetch)
        hidden = signals.hidden(tx)
    found = page(rows, window, key=lambda row: (row.rank, row.bare, row.id))
    return render_template(
        "onboarding/signals.html",
        rows=found["items"],
        next=found["next"],
        kinds=KINDS,
        hidden={kind: [PATH_SEPARATOR.join(path) for path in paths] for kind, paths in hidden.items()},
        say=words,
        asked=signals.asked_back(),
        seen=SEEN,
        back=BACK,
        least=rule_in_force().group,
        at=at,
        note=note,
        errors={name: [str(gettext(one)) for one in reasons] for name, reasons in (errors or {}).items()},
    )
