"""What is to come in a period: who hears from us when, how much that is, and what HR has not seen of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template

from services.journey.actions.looking_ahead import Ahead, look_ahead
from services.journey.desk.asked import Asked, choices_of, read_day, read_who
from services.journey.domain.grid import EARLIEST, LATEST
from services.journey.schemas import words
from services.journey.schemas.touchpoints import wrong_stretch
from services.journey.store import choices, lists
from services.journey.store.counts import Load, Stretch
from shared.calendar.months import add_days
from shared.calendar.window import start_of_day
from shared.contracts.programmes import BY_CODE
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web.paging import page, read_window
from shared.web.texts import gettext, marked

USUAL = timedelta(days=30)
_OUT_OF_REACH = marked("Zo ver reikt de kalender niet.")
_A_MOMENT = timedelta(microseconds=1)


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page."""

    @desk.get("/ahead")
    def ahead() -> str:
        """Show what is planned to leave in a period: totals a day, load a week, and who."""
        window = read_window()
        with transaction() as tx:
            known = choices_of(tx)
            asked = read_who(tx, known)
            _days(asked)
            stretch = _stretch(asked)
            found = look_ahead(tx, stretch)
            lines = lists.coming(tx.conn, stretch.meant, after=window.after, limit=window.fetch)
            names = choices.account_names(tx.conn, {one.interviewer for one in found.load})
        listed = page(lines, window, key=lambda line: (line.touchpoint.send_at, line.touchpoint.id))
        return render_template(
            "journey/ahead.html",
            asked=asked,
            known=known,
            ahead=found,
            bars=_bars(found),
            load=_by_week(found.load, names),
            lines=listed["items"],
            next=listed["next"],
            words=words,
        )


def _days(asked: Asked) -> None:
    """Read the period; what makes no sense is said, and the coming month is shown instead."""
    today = clock.today(settings().zone)
    first, last = read_day(asked, "from"), read_day(asked, "to")
    for name, day in (("from", first), ("to", last)):
        if day is not None and not EARLIEST <= day <= LATEST:
            asked.note(name, _OUT_OF_REACH)
    if not asked.errors.keys() & {"from", "to"}:
        first = first or (min(today, last) if last else today)
        last = last or min(first + USUAL, LATEST)
        if problem := wrong_stretch(first, last):
            asked.errors["to"] = [problem]
    if asked.errors.keys() & {"from", "to"}:
        first, last = today, today + USUAL
    asked.first, asked.last = first, last


def _stretch(asked: Asked) -> Stretch:
    assert asked.first is not None
    assert asked.last is not None
    zone = settings().zone
    return Stretch(
        first=start_of_day(asked.first, zone),
        last=start_of_day(add_days(asked.last, 1), zone) - _A_MOMENT,
        programmes=(asked.programme,) if asked.programme else tuple(BY_CODE),
        departments=asked.below,
    )


def _bars(ahead: Ahead) -> list[dict[str, Any]]:
    """Return each day on which something leaves, with how long its bar is beside the fullest."""
    days = ahead.days
    most = max((many.total() for many in days.values()), default=1)
    return [
        {"day": day, "count": many.total(), "length": round(100 * many.total() / most, 1), "many": many}
        for day, many in days.items()
    ]


def _by_week(load: Sequence[Load], names: dict[UUID, str]) -> list[dict[str, Any]]:
    """Return the weeks in which somebody has conversations, with who has how many."""
    weeks: dict[date, list[tuple[str, int]]] = {}
    for one in load:
        name = names.get(one.interviewer) or str(gettext("naam gewist"))
        weeks.setdefault(one.week, []).append((name, one.count))
    return [{"week": week, "who": sorted(who)} for week, who in weeks.items()]
