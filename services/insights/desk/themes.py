"""What who left wrote about, by theme: what rises, what fades; and words of theirs that may be quoted."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Blueprint, render_template, request

from services.insights import policy
from services.insights.actions import writing
from services.insights.actions.reasoning import Question
from services.insights.desk import asked, reason_words, told_shown, words
from services.insights.desk.told_shown import Name
from services.insights.store import written
from services.insights.store.written import Quote
from shared.db.transaction import Tx
from shared.disclosure.figures import Figure
from shared.disclosure.model import PATH_SEPARATOR, rule_in_force
from shared.eventlog.unit import Transactions
from shared.questionnaire.model import Text
from shared.web.auth import account, allow
from shared.web.paging import page, read_window
from shared.web.sheets import CSV, as_csv, download
from shared.web.texts import gettext, language

AT_ONCE = 20


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page and its file."""

    @desk.get("/themes")
    @allow("hr", "board")
    def themes() -> str:
        """Show what who left wrote about."""
        with transaction() as tx:
            return _page(tx)

    @desk.get("/themes.csv")
    @allow("hr", "board")
    def themes_csv() -> Any:
        """Give the themes by group as CSV; never a text."""
        with transaction() as tx:
            question = asked.of_leavers(policy.THEME_BYS)
            header = [gettext("Groep"), gettext("Thema"), gettext("In hoeveel teksten"), gettext("Teksten")]
            name_of = partial(_name, written.names(tx.conn))
            rows = told_shown.rows(
                writing.themes(writing.written(tx, question), question), question.by, name_of, header
            )
        return download(as_csv(rows), gettext("themas") + ".csv", CSV)


def _page(tx: Tx) -> str:
    what, question = asked.read(tx), asked.of_leavers(policy.THEME_BYS)
    names = written.names(tx.conn)
    name_of = partial(_name, names)
    span = Question(first=question.first, last=question.last)
    told = writing.written(tx, question)
    years = writing.by_year(told)
    whole = writing.together(years, question.first)
    found = writing.themes(told, question) if question.by != policy.NONE else None
    theme = request.args.get("theme", "")
    theme = theme if theme in names else ""
    quotes, following = _quotes(tx, span, theme)
    finding = _finding(whole, name_of)
    return render_template(
        "insights/themes.html", what=what, question=question, whole=whole, theme=theme, finding=finding,
        drawn=told_shown.picture(whole, name_of, unit=str(gettext("In hoeveel teksten")), title=finding),
        left_out=told_shown.left_out(whole), panels=writing.panels(years),
        groups=told_shown.groups(found, question.by, name_of, nothing=str(gettext("geen thema"))),
        hidden=told_shown.hidden(found, question.by), quotes=quotes, next=following,
        least=rule_in_force().words, words=words, reason_words=reason_words, name_of=name_of, place_of=_place,
        said=lambda text: text.said(language()),
        by_options=[(by, gettext(words.BY[by])) for by in policy.THEME_BYS],
        theme_options=_options(whole, name_of), years=asked.year_choices(what.until.year),
    )  # fmt: skip


def _quotes(tx: Tx, span: Question, theme: str) -> tuple[list[Quote], str | None]:
    window = read_window(limit=AT_ONCE)
    found = writing.quotes(
        tx,
        span,
        theme=theme or None,
        board=not account().may("hr"),
        after=window.after[0] if window.after else None,
        limit=window.fetch,
    )
    listed = page(found, window, key=lambda one: (one.id,))
    return listed["items"], listed["next"]


def _options(whole: Figure | None, name: Name) -> list[tuple[str, str]]:
    """Return the themes that somebody wrote about, to choose from."""
    return sorted(((key, name(key)) for key in whole.tally), key=lambda one: one[1]) if whole else []


def _name(names: Mapping[str, Text], key: str) -> str:
    return names[key].said(language()) if key in names else key


def _place(one: Quote) -> str:
    """Say where words come from, no finer than is said of all that may be quoted with them."""
    where = PATH_SEPARATOR.join(one.path) or gettext("de hele organisatie")
    return f"{where}, {one.quarter.year}"


def _finding(whole: Figure | None, name: Name) -> str:
    if whole is None or not whole.tally:
        return str(gettext("Waarover mensen schreven die weggingen"))
    [(key, count)] = whole.top(1)
    return str(
        gettext(
            "Het vaakst geschreven: %(theme)s, in %(part)s teksten",
            theme=name(key),
            part=words.part(count, whole.people),
        )
    )
