"""Where insight begins."""

from __future__ import annotations

from flask import Blueprint, render_template

from services.insights.actions import measuring
from services.insights.store import editions
from shared.eventlog.unit import Transactions


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page."""

    @desk.get("")
    @desk.get("/")
    def home() -> str:
        """Show how many come, stay and go."""
        with transaction() as tx:
            until = measuring.last_whole_day(editions.freshness(tx.conn, tx.now))
            answer = measuring.turnover(tx, measuring.Question(first=until.year - 1, last=until.year))
        return render_template("insights/home.html", answer=answer, until=until)
