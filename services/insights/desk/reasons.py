"""Why people left: what is named most, how it slides over the years, cause apart from the last drop."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from services.insights import policy
from services.insights.actions import beside, reasoning
from services.insights.actions.reasoning import CAUSE, DROP, Question
from services.insights.desk import asked, reason_words, told_shown, words
from shared.db.transaction import Tx
from shared.disclosure.model import rule_in_force
from shared.eventlog.unit import Transactions
from shared.web.auth import allow
from shared.web.sheets import CSV, as_csv, download
from shared.web.texts import gettext


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page and its file."""

    @desk.get("/reasons")
    @allow("hr", "board")
    def reasons() -> str:
        """Show why people left."""
        with transaction() as tx:
            return _page(tx)

    @desk.get("/reasons.csv")
    @allow("hr", "board")
    def reasons_csv() -> Any:
        """Give the reasons by group as CSV."""
        with transaction() as tx:
            question = asked.of_leavers(policy.REASON_BYS)
            header = [gettext("Groep"), gettext("Reden"), gettext("Hoe vaak genoemd"), gettext("Mensen")]
            rows = told_shown.rows(reasoning.asked(tx, question), question.by, reason_words.word, header)
        return download(as_csv(rows), gettext("redenen") + ".csv", CSV)


def _page(tx: Tx) -> str:
    what, question = asked.read(tx), asked.of_leavers(policy.REASON_BYS)
    span = Question(first=question.first, last=question.last)
    told, dropped = reasoning.by_year(tx, CAUSE, DROP)
    whole, drops = (reasoning.whole(one, span.first, span.last) for one in (told, dropped))
    last = question.last or reasoning.last_year(told, what.until.year)
    heard = beside.heard(tx, span)
    found = reasoning.asked(tx, question) if question.by != policy.NONE else None
    drawn = told_shown.picture(
        whole,
        reason_words.word,
        unit=str(gettext("Hoe vaak genoemd")),
        title=reason_words.finding(whole) if whole else "",
    )
    return render_template(
        "insights/reasons.html", heard=heard, both=reason_words.beside(whole, heard.first), what=what,
        question=question, whole=whole, drops=drops,
        drawn=drawn, left_out=told_shown.left_out(whole), panels=reasoning.panels(told, last),
        groups=told_shown.groups(found, question.by, reason_words.word, nothing=str(gettext("niets genoemd"))),
        peeled=reason_words.peeled(whole, reasoning.peeled(tx, span)),
        hidden=told_shown.hidden(found, question.by), least=rule_in_force().group, words=words,
        reason_words=reason_words, name_of=reason_words.word,
        by_options=[(by, gettext(words.BY[by])) for by in policy.REASON_BYS],
        years=asked.year_choices(what.until.year),
    )  # fmt: skip
