"""Who was not invited, and why."""

from __future__ import annotations

from flask import Blueprint, render_template

from services.exit_interviews.domain import uninvited as domain
from services.exit_interviews.domain.cases import KINDS
from services.exit_interviews.schemas import uninvited as said
from services.exit_interviews.schemas import words
from services.exit_interviews.store import uninvited as store
from shared.asking import lists
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web.paging import page, read_window


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the list."""

    @desk.get("/uninvited")
    def uninvited() -> str:
        """Show who leaves and was not invited, the first last day first."""
        window, today = read_window(), clock.today(settings().zone)
        with transaction() as tx:
            rows = store.listed(tx.conn, after=window.after, limit=window.fetch)
            names = lists.names(tx.conn, {row.person_id for row in rows if row.person_id})
        found = page(rows, window, key=lambda row: (row.last_day, row.id))
        return render_template(
            "exit/uninvited.html",
            rows=[(row, said.why_words(domain.why(row, today), row)) for row in found["items"]],
            next=found["next"],
            names=names,
            kinds={kind: words.kind_words(kind) for kind in KINDS},
        )
