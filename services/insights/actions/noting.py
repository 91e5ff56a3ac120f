"""Last year's figures move when facts come late or are mended; what they were is kept, so that pages can say so."""

from __future__ import annotations

from datetime import date, timedelta

from services.insights import policy
from services.insights.actions import measuring
from services.insights.actions.measuring import Question
from services.insights.domain.figures import Figures
from services.insights.store import editions
from services.insights.store import noted as store
from services.insights.store.noted import Change, Counted
from shared.db.transaction import Tx

# What moved longer ago is how things are.
SAID_FOR = timedelta(days=183)


def note_years(tx: Tx) -> int:
    """Note every year that is over and is counted otherwise than it was noted last; return how many."""
    until = measuring.last_whole_day(editions.freshness(tx.conn, tx.now))
    found = measuring.turnover(tx, Question(), until)
    over = {period.name for period in found.periods if period.end == date(period.end.year, 12, 31)}
    known = store.last(tx.conn)
    fresh = {
        int(one.period): _counted(one)
        for one in found.figures
        if one.period in over and known.get(int(one.period)) != _counted(one)
    }
    store.note(tx.conn, fresh, tx.now)
    return len(fresh)


def moved(tx: Tx, years: list[int]) -> list[Change]:
    """Return which of these years were counted otherwise in the last months."""
    return store.changes(tx.conn, years, tx.now - SAID_FOR)


def since_made(tx: Tx, year: int, then: Counted) -> Change | None:
    """Return how the figures of a year differ from those of ``then``; None where they are the same."""
    until = measuring.last_whole_day(editions.freshness(tx.conn, tx.now))
    now = next((_counted(one) for one in _of_year(tx, year, until)), Counted(0, 0, 0, 0))
    return None if now == then else Change(year, then, now, tx.now)


def _of_year(tx: Tx, year: int, until: date) -> list[Figures]:
    found = measuring.turnover(tx, Question(first=year, last=year), until).figures
    return [one for one in found if one.group == policy.ALL]


def _counted(one: Figures) -> Counted:
    return Counted(one.start, one.joiners, one.leavers, one.end)
