"""What who left wrote in their own words: themes in sums of circles, over the years too, and what may be quoted."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from services.insights import policy
from services.insights.actions.reasoning import BY, Panel, Question, slide, years_to
from services.insights.store import written as store
from services.insights.store.written import Quote
from shared.db.transaction import Tx
from shared.disclosure.figures import NOBODY, Figure, Table, table
from shared.disclosure.model import rule_in_force

# For whom HR may let a quote be read, as exit says it; HR reads what the board reads.
FOR_HR, FOR_BOARD = ("hr", "board"), ("board",)


def themes(tx: Tx, question: Question) -> Table[str]:
    """Return how many texts are about which theme, by group, of circles large enough for words."""
    least, by = rule_in_force().words, BY[question.by]
    groups, rest = store.themes(tx.conn, by=by, first=question.first, last=question.last, least=least)
    if by is None:
        groups, rest = ({policy.ALL: rest} if rest.people else {}), NOBODY
    return table(groups, rest, least=least)


def by_year(tx: Tx, last: int | None) -> dict[int, Figure]:
    """Return the same by year, up to ``last``."""
    least = rule_in_force().words
    found, _ = store.themes(tx.conn, by=store.YEAR, first=None, last=last, least=least)
    return {int(year): figure for year, figure in found.items()}


def together(years: Mapping[int, Figure], first: int | None) -> Figure | None:
    """Return what was written in these years together, from ``first`` on; None where nothing was."""
    found = sum((one for year, one in years.items() if first is None or year >= first), NOBODY)
    return found if found.people else None


def panels(years: Mapping[int, Figure]) -> list[Panel]:
    """Return each theme over the last of these years, the one named most first."""
    return slide({year: years.get(year, NOBODY) for year in years_to(max(years))}) if years else []


def quotes(
    tx: Tx, question: Question, *, theme: str | None, board: bool, after: UUID | None, limit: int
) -> list[Quote]:
    """Return what may be quoted of these years, of enough people; to the board only what HR lets it read."""
    rule = rule_in_force()
    return store.quotes(
        tx.conn,
        first=question.first,
        last=question.last,
        theme=theme,
        readers=list(FOR_BOARD if board else FOR_HR),
        words=rule.words,
        group=rule.group,
        after=after,
        limit=limit,
    )
