"""The people of the list as a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response

from services.people.actions.searching import search
from services.people.desk.persons import asked
from services.people.domain import Person
from services.people.exports import people_table
from shared.eventlog.unit import Transactions
from shared.web.paging import MAX_LIMIT
from shared.web.sheets import CSV, XLSX, as_csv, as_workbook, download
from shared.web.texts import gettext


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the files."""

    @desk.get("/export.csv")
    def export_csv() -> Response:
        """Give the people of the list as CSV."""
        return download(as_csv(people_table(_all(transaction, asked()))), "mensen.csv", CSV)

    @desk.get("/export.xlsx")
    def export_xlsx() -> Response:
        """Give the people of the list as a workbook."""
        book = as_workbook(gettext("Mensen"), people_table(_all(transaction, asked())))
        return download(book, "mensen.xlsx", XLSX)


def _all(transaction: Transactions, narrowed: dict[str, Any]) -> Iterator[Person]:
    """Everybody the list would show, page after page, so that a large organisation fits."""
    after = None
    while True:
        with transaction() as tx:
            found = search(tx, **narrowed, window=(after, MAX_LIMIT))
        yield from (person for _, person in found)
        if len(found) < MAX_LIMIT:
            return
        after = (found[-1][0], found[-1][1].id)
