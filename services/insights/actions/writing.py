"""What who left wrote in their own words: themes in sums of circles, over the years too, and what may be quoted."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from services.insights import policy
from services.insights.actions.reasoning import BY, Panel, Question, slide, years_to
from services.insights.store import written as store
from services.insights.store.written import Quote
from shared.db.transaction import Tx
from shared.disclosure.figures import NOBODY, Figure, Table, apart, table
from shared.disclosure.model import rule_in_force

# By year and group.
Written = Mapping[tuple[int, str | None], Figure]
# For whom HR may let a quote be read, as exit says it; HR reads what the board reads.
FOR_HR, FOR_BOARD = ("hr", "board"), ("board",)


def written(tx: Tx, question: Question) -> Written:
    """Return how many texts are about which theme, of circles large enough for words, up to the last year asked for."""
    return store.themes(tx.conn, by=BY[question.by], last=question.last, least=rule_in_force().words)


def themes(found: Written, question: Question) -> Table[str]:
    """Return the same by group, of the years that are asked for."""
    groups: dict[str | None, Figure] = {}
    for (year, name), figure in found.items():
        if question.first is None or year >= question.first:
            groups[name] = groups.get(name, NOBODY) + figure
    named, rest = apart(groups)
    if BY[question.by] is None:
        named, rest = ({policy.ALL: rest} if rest.people else {}), NOBODY
    return table(named, rest, least=rule_in_force().words)


def by_year(found: Written) -> dict[int, Figure]:
    """Return the same by year, of everybody."""
    years: dict[int, Figure] = {}
    for (year, _), figure in found.items():
        years[year] = years.get(year, NOBODY) + figure
    return years


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
