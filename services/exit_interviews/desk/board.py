"""Who leaves: by stage, what is late, whose turn it is, and how many answer."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, render_template

from services.exit_interviews.domain.cases import KINDS
from services.exit_interviews.domain.stages import STAGES, TURNS, standing
from services.exit_interviews.schemas import words
from services.exit_interviews.store import board as store
from services.exit_interviews.store.board import Looked
from shared.asking import lists
from shared.asking.desk import choice
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web.paging import page, read_window

A_YEAR = timedelta(days=365)


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the board."""

    @desk.get("")
    @desk.get("/")
    def board() -> str:
        """Show who leaves, the first last day first."""
        window, errors = read_window(), dict[str, list[str]]()
        today = clock.today(settings().zone)
        looked = Looked(stage=choice("stage", STAGES, errors), kind=choice("kind", KINDS, errors))
        with transaction() as tx:
            rows = store.listed(tx.conn, looked, after=window.after, limit=window.fetch)
            names = lists.names(tx.conn, {row.person_id for row in rows if row.person_id})
            # It walks through all cases, and stands at the head of the whole list alone.
            whole = looked == Looked() and window.after is None
            tally = store.tally(tx.conn, today - A_YEAR) if whole else store.NOTHING
        found = page(rows, window, key=lambda row: (row.last_day, row.id))
        return render_template(
            "exit/board.html",
            rows=[(row, standing(row, today)) for row in found["items"]],
            next=found["next"],
            names=names,
            looked=looked,
            errors=errors,
            counts=tally.stages,
            by_kind=[(kind, tally.kinds[kind]) for kind in KINDS if kind in tally.kinds],
            today=today,
            kinds=[(kind, words.kind_words(kind)) for kind in KINDS],
            stages=[(stage, words.stage_words(stage)) for stage in STAGES],
            turns={turn: words.turn_words(turn) for turn in TURNS},
            words=words,
        )
