"""The figures of a page as a file, with the source and the moment up to which they are true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response

from services.insights import policy
from services.insights.desk import asked, moved_years, words
from services.insights.desk.asked import Asked
from services.insights.desk.turnover import gathered
from services.insights.domain.figures import Figures
from shared.eventlog.unit import Transactions
from shared.kernel.errors import NotFound
from shared.web.auth import account, allow
from shared.web.sheets import CSV, XLSX, Value, as_csv, as_workbook, download
from shared.web.texts import gettext


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the files."""

    @desk.get("/turnover.csv")
    @allow("hr", "manager", "board")
    def turnover_csv() -> Response:
        """Give the figures as CSV."""
        return download(as_csv(_rows(transaction)), gettext("verloop") + ".csv", CSV)

    @desk.get("/turnover.xlsx")
    @allow("hr", "manager", "board")
    def turnover_xlsx() -> Response:
        """Give the figures as a workbook."""
        return download(
            as_workbook(gettext("Verloop"), _rows(transaction)), gettext("verloop") + ".xlsx", XLSX
        )


def _rows(transaction: Transactions) -> list[list[Value]]:
    with transaction() as tx:
        what = asked.read(tx)
        if what.scope.nobody:
            raise NotFound
        found = gathered(tx, what)
        moved = moved_years.sentences(tx, what, [int(one.period) for one in found["shown"]])
        rows = list(_table(what, found))
        rows.extend([sentence] for sentence in moved)
        return rows


def _table(what: Asked, found: dict[str, Any]) -> Iterator[list[Value]]:
    detailed = account().may("hr")
    by_group = what.by != policy.NONE
    yield [
        gettext(words.BY[what.by]) if by_group else gettext("Jaar"),
        gettext("Bij het begin"), gettext("Kwamen"), gettext("Vertrokken"), gettext("Aan het eind"),
        gettext("Gemiddeld"), gettext("Verloop in procent"),
        *([gettext("Eigen keuze"), gettext("Binnen een jaar")] if detailed else []),
    ]  # fmt: skip
    figures: list[tuple[str, Figures]] = (
        [(words.group(what.by, row.now.group, found["names"]), row.now) for row in found["rows"]]
        if by_group
        else [(one.period, one) for one in found["shown"]]
    )
    for name, one in figures:
        yield [
            name, one.start, one.joiners, one.leavers, one.end, round(float(one.mean), 2),
            None if one.rate is None else float(one.rate),
            *([one.of_class(policy.VOLUNTARY), one.early] if detailed else []),
        ]  # fmt: skip
    yield []
    if by_group:
        yield [gettext("Periode"), words.span(found["period"])]
    yield [gettext("Geteld tot en met"), what.until]
    yield [gettext("Bron"), gettext("Personeelsadministratie in Weerzien")]
