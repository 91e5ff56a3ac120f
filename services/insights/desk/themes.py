"""What who left wrote about, by theme: what rises, what fades; and words of theirs that may be quoted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request

from services.insights import policy
from services.insights.actions import writing
from services.insights.actions.reasoning import Question
from services.insights.desk import asked, reason_words, words
from services.insights.rendering import pictures
from services.insights.rendering.pictures import Picture, Point
from services.insights.store import written
from services.insights.store.written import Quote
from shared.db.transaction import Tx
from shared.disclosure.figures import Figure, Table
from shared.disclosure.model import PATH_SEPARATOR, rule_in_force
from shared.eventlog.unit import Transactions
from shared.questionnaire.model import Text
from shared.web.auth import account, allow
from shared.web.paging import page, read_window
from shared.web.sheets import CSV, Value, as_csv, download
from shared.web.texts import gettext, language

BARS = 10
TOP = 3
AT_ONCE = 20
Names = Mapping[str, Text]


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
            rows = _rows(writing.themes(tx, question), question.by, written.names(tx.conn))
        return download(as_csv(rows), gettext("themas") + ".csv", CSV)


def _page(tx: Tx) -> str:
    what, question = asked.read(tx), asked.of_leavers(policy.THEME_BYS)
    names = written.names(tx.conn)
    span = Question(first=question.first, last=question.last)
    years = writing.by_year(tx, question.last)
    whole = writing.together(years, question.first)
    found = writing.themes(tx, question) if question.by != policy.NONE else None
    theme = request.args.get("theme", "")
    theme = theme if theme in names else ""
    quotes, following = _quotes(tx, span, theme)
    return render_template(
        "insights/themes.html", what=what, question=question, whole=whole, theme=theme,
        finding=_finding(whole, names), drawn=_picture(whole, names), panels=writing.panels(years),
        groups=_groups(found, question.by, names), hidden=_hidden(found, question.by), quotes=quotes, next=following,
        least=rule_in_force().words, words=words, reason_words=reason_words, name_of=lambda key: _name(key, names),
        place_of=_place, said=lambda text: text.said(language()),
        by_options=[(by, gettext(words.BY[by])) for by in policy.THEME_BYS],
        theme_options=_options(whole, names), years=asked.year_choices(what.until.year),
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


def _options(whole: Figure | None, names: Names) -> list[tuple[str, str]]:
    """Return the themes that somebody wrote about, to choose from."""
    return sorted(((key, _name(key, names)) for key in whole.tally), key=lambda one: one[1]) if whole else []


def _name(key: str, names: Names) -> str:
    return names[key].said(language()) if key in names else key


def _place(one: Quote) -> str:
    """Say where words come from, no finer than is said of all that may be quoted with them."""
    where = PATH_SEPARATOR.join(one.path) or gettext("de hele organisatie")
    return f"{where}, {one.quarter.year}"


def _finding(whole: Figure | None, names: Names) -> str:
    named = reason_words.top(whole, 1)
    if whole is None or not named:
        return str(gettext("Waarover mensen schreven die weggingen"))
    key, count = named[0]
    return str(
        gettext(
            "Het vaakst geschreven: %(theme)s, in %(part)s teksten",
            theme=_name(key, names),
            part=words.part(count, whole.people),
        )
    )


def _picture(whole: Figure | None, names: Names) -> Picture | None:
    named = reason_words.top(whole, BARS)
    if whole is None or not named:
        return None
    points = [Point(_name(key, names), float(count), words.part(count, whole.people)) for key, count in named]
    return pictures.bars(
        points,
        unit=str(gettext("In hoeveel teksten")),
        title=_finding(whole, names),
        description="; ".join(f"{one.place}: {one.words}" for one in points),
    )


def _listed(found: Figure, names: Names) -> str:
    named = [
        f"{_name(key, names)} ({words.part(count, found.people)})"
        for key, count in reason_words.top(found, TOP)
    ]
    return ", ".join(named) or str(gettext("geen thema"))


def _told(found: Table[str], by: str) -> list[tuple[str, Figure]]:
    """Return each group that may be shown, and what is not told apart."""
    rows = [(words.told_group(by, name), figure) for name, figure in found.shown.items()]
    return [*rows, (str(gettext("niet apart te laten zien")), found.rest)] if found.rest else rows


def _groups(found: Table[str] | None, by: str, names: Names) -> list[tuple[str, int, str]]:
    told = _told(found, by) if found else []
    return [(name, one.people, _listed(one, names)) for name, one in told]


def _hidden(found: Table[str] | None, by: str) -> list[str]:
    return [words.told_group(by, name) for name in found.hidden] if found else []


def _rows(found: Table[str], by: str, names: Names) -> list[list[Value]]:
    rows: list[list[Value]] = [
        [gettext("Groep"), gettext("Thema"), gettext("In hoeveel teksten"), gettext("Teksten")]
    ]
    rows += [
        [name, _name(key, names), count, one.people]
        for name, one in _told(found, by)
        for key, count in reason_words.top(one, len(one.tally))
    ]
    rows += [
        [words.told_group(by, name), gettext("te weinig mensen om te laten zien"), None, None]
        for name in found.hidden
    ]
    return rows
