"""The JSON side of results: the cuts of the pages at the desk, by the same way through disclosure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from shared.asking.model import ANSWERED
from shared.asking.programme import Programme
from shared.disclosure.figures import TOO_FEW, Figure
from shared.disclosure.model import path_of, rule_in_force
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.results import comparing, reading, responses, words
from shared.results.desk import ResultsUnknown, questionnaires
from shared.results.model import OTHER, SCALE, WORDS, Result, values_of
from shared.results.reading import View
from shared.results.responses import Asked, Rates
from shared.results.schemas import (
    ALL,
    GROUP,
    REST,
    ResponseArgs,
    ResponsePageSchema,
    ResultPageSchema,
    ResultsArgs,
    SurveyedPageSchema,
)
from shared.results.scope import EVERYBODY
from shared.web.api import PageArgs
from shared.web.paging import Window, page, read_window
from shared.web.texts import language

Row = dict[str, Any]
_RANK = {ALL: 0, GROUP: 1, REST: 2}


def add_to(api: Any, programme: Programme, transaction: Transactions) -> None:
    """Add the calls to the JSON side of a service."""
    _add_list(api, programme, transaction)
    _add_results(api, programme, transaction)
    _add_responses(api, programme, transaction)


def _add_list(api: Any, programme: Programme, transaction: Transactions) -> None:
    @api.get("/results")
    @api.arguments(PageArgs, location="query")
    @api.response(200, SurveyedPageSchema)
    def surveyed(args: dict[str, Any]) -> Row:
        """List the questionnaires, and of how many people there are results."""
        window = read_window(**args)
        with transaction() as tx:
            people = reading.people_within(tx.conn, programme, EVERYBODY, rule_in_force())
        rows = [
            {
                "questionnaire": one["key"],
                "title": one["title"],
                "n": one["people"],
                "hidden": None if one["people"] else TOO_FEW,
            }
            for one in questionnaires(programme, people)
        ]
        return _paged(rows, window, [(row["questionnaire"],) for row in rows])


def _add_results(api: Any, programme: Programme, transaction: Transactions) -> None:
    @api.get("/results/<string:questionnaire>")
    @api.arguments(ResultsArgs, location="query")
    @api.response(200, ResultPageSchema)
    @api.alt_response(404, description="There is no such questionnaire")
    def results(args: dict[str, Any], questionnaire: str) -> Row:
        """Give what came of each question: of all, of each group, and of who is not told apart."""
        if questionnaire not in programme.catalogue() or questionnaire in programme.practical:
            raise ResultsUnknown
        window = read_window(limit=args["limit"], cursor=args["cursor"])
        view = View(
            questionnaire=questionnaire,
            period=args["period"],
            within=path_of(args["within"]),
            by=args["by"],
        )
        with transaction() as tx:
            found = reading.results(tx.conn, programme, view, rule_in_force())
        rows, keys = [], []
        for place, one in enumerate(one for one in found if one.family != OTHER):
            for row in _of_question(one, view.by):
                rows.append(row)
                keys.append((place, _RANK[row["of"]], row["group"] or ""))
        return _paged(rows, window, keys)


def _add_responses(api: Any, programme: Programme, transaction: Transactions) -> None:
    @api.get("/response-rates")
    @api.arguments(ResponseArgs, location="query")
    @api.response(200, ResponsePageSchema)
    def response_rates(args: dict[str, Any]) -> Row:
        """Give of each group how many had the time to answer, and how many did; never who."""
        window = read_window(limit=args["limit"], cursor=args["cursor"])
        asked = Asked(by=args["by"], period=args["period"], within=path_of(args["within"]))
        with transaction() as tx:
            found = responses.rates(tx.conn, programme.tables.request, asked, rule_in_force())
        rows = list(_of_rates(found, asked.by))
        return _paged(rows, window, [(_RANK[row["of"]], row["group"] or "") for row in rows])


def _paged(rows: Sequence[Row], window: Window, keys: Sequence[tuple[Any, ...]]) -> Row:
    """Return the rows after the cursor; what is shown is counted anew each time, and has a place by its key."""
    ordered = sorted(zip(keys, rows, strict=True), key=lambda one: one[0])
    after = [(key, row) for key, row in ordered if window.after is None or key > window.after]
    part = page(after[: window.fetch], window, key=lambda one: one[0])
    return {"items": [row for _key, row in part["items"]], "next": part["next"], "until": until()}


def until() -> date:
    """Return the day before which what could not be changed any more is counted."""
    return clock.today(settings().zone).replace(day=1)


def _of_question(result: Result, by: str | None) -> Iterator[Row]:
    yield _row(result, ALL, None, result.total, result.before)
    made = result.groups
    if by is None or made is None:
        return
    for name in words.in_order(by, made.shown):
        yield _row(result, GROUP, name, made.shown[name], result.groups_before.get(name))
    for name, why in sorted(made.hidden.items()):
        yield _row(result, GROUP, name, None, None, hidden=why)
    if made.rest:
        yield _row(result, REST, None, made.rest, None)


def _row(
    result: Result,
    of: str,
    group: str | None,
    figure: Figure | None,
    before: Figure | None,
    *,
    hidden: str | None = None,
) -> Row:
    in_words = result.family == WORDS
    written = result.written if in_words and of == ALL else None
    n = figure.people if figure else written or None
    return {
        "question": result.question.key,
        "text": result.question.text.said(language()),
        "kind": result.question.kind,
        "of": of,
        "group": group,
        "n": n,
        "hidden": hidden or (None if n else TOO_FEW),
        "mean": figure.mean if figure and result.family == SCALE else None,
        "answers": _answers(result, figure),
        "words": list(result.texts) if result.texts is not None else None,
        "before": _before(result, before),
        "difference": comparing.verdict(result, figure, before),
    }


def _before(result: Result, figure: Figure | None) -> Row | None:
    if figure is None:
        return None
    mean = figure.mean if result.family == SCALE else None
    return {"n": figure.people, "mean": mean, "answers": _answers(result, figure)}


def _answers(result: Result, figure: Figure | None) -> list[Row]:
    if figure is None:
        return []
    known = [value for value, _words in values_of(result.question, language())]
    earlier = sorted(set(figure.tally) - set(known))
    return [
        {"value": value, "count": figure.tally.get(value, 0), "share": figure.share(value)}
        for value in [*known, *earlier]
    ]


def _of_rates(found: Rates, by: str) -> Iterator[Row]:
    made = found.now
    yield _rate(found, ALL, None, made.total, found.total_before)
    for name in words.in_order(by, made.shown):
        yield _rate(found, GROUP, name, made.shown[name], found.before.get(name))
    for name, why in sorted(made.hidden.items()):
        yield _rate(found, GROUP, name, None, None, hidden=why)
    if made.rest:
        yield _rate(found, REST, None, made.rest, None)


def _rate(
    found: Rates,
    of: str,
    group: str | None,
    now: Figure | None,
    before: Figure | None,
    *,
    hidden: str | None = None,
) -> Row:
    return {
        "of": of,
        "group": group,
        "n": now.people if now else None,
        "answered": now.tally.get(ANSWERED, 0) if now else None,
        "share": now.share(ANSWERED) if now else None,
        "hidden": hidden or (None if now else TOO_FEW),
        "n_before": before.people if before else None,
        "share_before": before.share(ANSWERED) if before else None,
        "difference": found.verdict(now, before),
    }
