"""Why people left: what is named most, how it slides over the years, cause apart from the last drop."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from services.insights import policy
from services.insights.actions import beside, reasoning
from services.insights.actions.reasoning import DROP, Question
from services.insights.desk import asked, reason_words, words
from services.insights.rendering import pictures
from services.insights.rendering.pictures import Picture, Point
from shared.db.transaction import Tx
from shared.disclosure.figures import Figure, Table
from shared.disclosure.model import rule_in_force
from shared.eventlog.unit import Transactions
from shared.web import filters
from shared.web.auth import allow
from shared.web.sheets import CSV, Value, as_csv, download
from shared.web.texts import gettext

BARS = 10
TOP = 3


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
            rows = _rows(reasoning.asked(tx, question), question.by)
        return download(as_csv(rows), gettext("redenen") + ".csv", CSV)


def _page(tx: Tx) -> str:
    what, question = asked.read(tx), asked.of_leavers(policy.REASON_BYS)
    span = Question(first=question.first, last=question.last)
    whole = reasoning.asked(tx, span).shown.get(policy.ALL)
    drops = reasoning.asked(tx, span, DROP).shown.get(policy.ALL)
    last = question.last or reasoning.last_year(tx, what.until.year)
    heard = beside.heard(tx, span)
    found = reasoning.asked(tx, question) if question.by != policy.NONE else None
    return render_template(
        "insights/reasons.html", heard=heard, both=reason_words.beside(whole, heard.first), what=what,
        question=question, whole=whole, drops=drops,
        drawn=_picture(whole), left_out=_left_out(whole), panels=reasoning.panels(tx, last),
        groups=_groups(found, question.by),
        peeled=reason_words.peeled(whole, reasoning.peeled(tx, span)),
        hidden=_hidden(found, question.by), least=rule_in_force().group, words=words, reason_words=reason_words,
        by_options=[(by, gettext(words.BY[by])) for by in policy.REASON_BYS],
        years=asked.year_choices(what.until.year),
    )  # fmt: skip


def _picture(whole: Figure | None) -> Picture | None:
    named = reason_words.top(whole, BARS)
    if whole is None or not named:
        return None
    points = [
        Point(reason_words.word(code), float(count), words.part(count, whole.people)) for code, count in named
    ]
    return pictures.bars(
        points,
        unit=str(gettext("Hoe vaak genoemd")),
        title=reason_words.finding(whole),
        description="; ".join(f"{one.place}: {one.words}" for one in points),
    )


def _left_out(whole: Figure | None) -> str:
    """Say which reasons are drawn, where there are more of them than a picture can hold."""
    if whole is None or len(whole.tally) <= BARS:
        return ""
    return str(
        gettext(
            "Getekend zijn de %(some)s redenen die het vaakst genoemd zijn, van %(all)s. Het bestand heeft ze alle.",
            some=filters.number(BARS),
            all=filters.number(len(whole.tally)),
        )
    )


def _groups(found: Table[str] | None, by: str) -> list[tuple[str, int, str]]:
    """Return each group that may be shown: its name, how many people, and what they named most."""
    if found is None:
        return []
    rows = [(words.told_group(by, name), figure) for name, figure in found.shown.items()]
    if found.rest:
        rows.append((str(gettext("niet apart te laten zien")), found.rest))
    return [(name, one.people, reason_words.listed(one, TOP)) for name, one in rows]


def _hidden(found: Table[str] | None, by: str) -> list[str]:
    return [words.told_group(by, name) for name in found.hidden] if found else []


def _rows(found: Table[str], by: str) -> list[list[Value]]:
    rows: list[list[Value]] = [
        [gettext("Groep"), gettext("Reden"), gettext("Hoe vaak genoemd"), gettext("Mensen")]
    ]
    groups = [(words.told_group(by, name), figure) for name, figure in found.shown.items()]
    if found.rest:
        groups.append((str(gettext("niet apart te laten zien")), found.rest))
    rows += [
        [name, reason_words.word(code), count, one.people]
        for name, one in groups
        for code, count in reason_words.top(one, len(one.tally))
    ]
    rows += [
        [words.told_group(by, name), gettext("te weinig mensen om te laten zien"), None, None]
        for name in found.hidden
    ]
    return rows
