"""The moments of the list as a file, for any number of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, stream_with_context

from services.journey.desk.asked import choices_of, read_asked
from services.journey.schemas import words
from services.journey.store import lists, rulings
from services.journey.store.lists import Filters, Line
from shared.eventlog.unit import Transactions
from shared.kernel.settings import settings
from shared.web.sheets import CSV, XLSX, Value, as_csv, as_workbook, download
from shared.web.texts import gettext

# So many at a time: what is read for one page is forgotten before the next.
PAGE = 1_000


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the files."""

    @desk.get("/export.csv")
    def export_csv() -> Response:
        """Give the moments of the list as CSV."""
        rows = _table(transaction, _filters(transaction))
        return download(stream_with_context(as_csv(rows)), "momenten.csv", CSV)

    @desk.get("/export.xlsx")
    def export_xlsx() -> Response:
        """Give the moments of the list as a workbook."""
        rows = _table(transaction, _filters(transaction))
        return download(as_workbook(gettext("Momenten"), rows), "momenten.xlsx", XLSX)


def _filters(transaction: Transactions) -> Filters:
    with transaction() as tx:
        return read_asked(tx, choices_of(tx)).filters


def _table(transaction: Transactions, filters: Filters) -> Iterator[Sequence[Value]]:
    """Return the moments that the list would show, page after page."""
    yield (
        gettext("Wie"),
        gettext("Plan"),
        gettext("Moment"),
        gettext("Valt op"),
        gettext("Brief vertrekt op"),
        gettext("Tijdzone"),
        gettext("Antwoorden tot en met"),
        gettext("Stand"),
        gettext("Afdeling"),
        gettext("Gesprek met"),
        gettext("Versie van het plan"),
        gettext("Waarom"),
        gettext("Nummer van de persoon"),
        gettext("Nummer van het moment"),
    )
    after = None
    while True:
        with transaction() as tx:
            lines = lists.listed(tx.conn, filters, after=after, limit=PAGE)
            days_late = rulings.in_force(tx.conn, tx.now).policy.catch_up_days
        yield from (_row(line, days_late) for line in lines)
        if len(lines) < PAGE:
            return
        after = (lines[-1].touchpoint.due_date, lines[-1].touchpoint.id)


def _row(line: Line, days_late: int) -> Sequence[Value]:
    one, zone = line.touchpoint, line.zone or settings().zone
    leaves = one.state == "planned" or one.released_at is not None
    # A spreadsheet knows no zones: the clock where somebody works, with the zone beside it.
    moment = (one.released_at or one.send_at).astimezone(ZoneInfo(zone)).replace(microsecond=0, tzinfo=None)
    return (
        line.name or gettext("naam gewist"),
        words.programme_words(one.programme),
        words.moment_words(line),
        one.due_date,
        moment if leaves else None,
        zone if leaves else None,
        one.closes_on,
        words.state_words(one.state),
        line.department,
        line.interviewer,
        one.plan_version,
        words.explain(line, days_late),
        str(one.person_id),
        str(one.id),
    )
