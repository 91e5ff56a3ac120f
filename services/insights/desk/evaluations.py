"""The yearly evaluation: made in one step, read on the page and on paper, released to the board."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from services.insights import policy
from services.insights.actions import noting, yearly
from services.insights.desk import asked, lately_words
from services.insights.desk import report as wording
from services.insights.store import evaluations
from services.insights.store.evaluations import Evaluation
from services.insights.store.noted import Counted
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Conflict
from shared.paper.report import PDF, pdf
from shared.web.auth import account, allow
from shared.web.sheets import download
from shared.web.texts import gettext, language

Page = str | Answer | tuple[str, int]
_LONGEST = 20_000


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages, the paper and the buttons."""
    _pages(desk, transaction)
    _buttons(desk, transaction)


def _pages(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/evaluations")
    @allow("hr", "board")
    def all_evaluations() -> Page:
        """List the years."""
        return _list(transaction)

    @desk.get("/evaluations/<int:year>")
    @allow("hr", "board")
    def evaluation(year: int) -> Page:
        """Show a year; to the board the short edition, once it is released."""
        return _one(transaction, year)

    @desk.get("/evaluations/<int:year>.pdf")
    @allow("hr", "board")
    def evaluation_pdf(year: int) -> Response:
        """Give a year on paper, long or short, in the language of the reader."""
        hr = account().may("hr")
        with transaction() as tx:
            found = yearly.find(tx, year, released_only=not hr)
            moved = _moved(tx, found)
        short = not hr or request.args.get("edition") == "short"
        made = pdf(wording.report(found, short=short, moved=moved))
        return download([made], gettext("evaluatie") + f"-{year}-{language()}.pdf", PDF)


def _buttons(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/evaluations")
    def make_evaluation() -> Page:
        """Make that of a year, new or once more."""
        raw = request.form.get("year", "")
        year = int(raw) if raw.isascii() and raw.isdecimal() and len(raw) == 4 else 0
        try:
            with transaction() as tx:
                yearly.make(tx, year, account().id)
        except Conflict as error:
            return _list(transaction, trouble=str(gettext(error.text))), 409
        flash(gettext("De evaluatie is gemaakt."), "good")
        return redirect(url_for("desk.evaluation", year=year), 303)

    @desk.post("/evaluations/<int:year>/proposal")
    def propose(year: int) -> Page:
        """Keep what is proposed."""
        try:
            with transaction() as tx:
                yearly.propose(
                    tx, year, request.form.get("proposed", "").replace("\r\n", "\n").strip()[:_LONGEST]
                )
        except Conflict as error:
            return _one(transaction, year, trouble=str(gettext(error.text))), 409
        flash(gettext("Bewaard."), "good")
        return redirect(url_for("desk.evaluation", year=year), 303)

    @desk.post("/evaluations/<int:year>/release")
    def release(year: int) -> Page:
        """Let the board read it."""
        with transaction() as tx:
            yearly.release(tx, year, account().id)
        flash(gettext("Het bestuur kan deze evaluatie nu lezen."), "good")
        return redirect(url_for("desk.evaluation", year=year), 303)


def _list(transaction: Transactions, trouble: str | None = None) -> str:
    hr = account().may("hr")
    with transaction() as tx:
        what = asked.read(tx)
        listed = evaluations.listed(tx.conn, released_only=not hr)
    years = [(str(year), str(year)) for year in range(what.until.year, what.until.year - 10, -1)]
    return render_template(
        "insights/evaluations.html", listed=listed, what=what, years=years, trouble=trouble
    )


def _one(transaction: Transactions, year: int, trouble: str | None = None) -> str:
    hr = account().may("hr")
    with transaction() as tx:
        found = yearly.find(tx, year, released_only=not hr)
        moved = _moved(tx, found)
    short = not hr or request.args.get("edition") == "short"
    return render_template(
        "insights/evaluation.html",
        found=found,
        report=wording.report(found, short=short),
        short=short,
        trouble=trouble,
        moved=moved,
    )


def _moved(tx: Tx, found: Evaluation) -> str | None:
    """Say where the figures of the year are not what they were when it was gathered; of a handful to HR alone."""
    then = found.content.get("whole")
    if not then:
        return None
    counted = Counted(then["start"], then["joiners"], then["leavers"], then["end"])
    change = noting.since_made(tx, found.year, counted)
    if change is None or not (account().may("hr") or change.smallest >= policy.SMALLEST_GROUP):
        return None
    return lately_words.moved_since(change, found.made_at)
