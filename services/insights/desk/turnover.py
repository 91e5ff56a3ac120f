"""Turnover: over the years, and by group in one period beside the year before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template

from services.insights import policy
from services.insights.actions import comparing, measuring, rising
from services.insights.actions.comparing import Beside
from services.insights.desk import asked, moved_years, rise_words, words
from services.insights.desk.asked import Asked
from services.insights.desk.rise_words import Story
from services.insights.domain.figures import Figures
from services.insights.rendering import pictures
from services.insights.rendering.pictures import Picture, Point
from services.insights.store import measures, people
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.web import filters
from shared.web.auth import account, allow
from shared.web.texts import gettext

# Pictures of more are no pictures; the table has them all.
BARS = 15
YEARS = 12


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page."""

    @desk.get("/turnover")
    @allow("hr", "manager", "board")
    def turnover() -> str:
        """Show who came and went, and the rate."""
        with transaction() as tx:
            what = asked.read(tx)
            if what.scope.nobody:
                return render_template("insights/no_department.html", what=what)
            found = gathered(tx, what)
            choices = {
                "units": asked.department_choices(tx) if account().may("hr") else [],
                "years": [(one.name, one.name) for one in reversed(found["over_years"].periods)],
            }
            moved = moved_years.sentences(tx, what, [int(one.period) for one in found["shown"]])
            stories = _stories(tx, what, found)
        return render_template(
            "insights/turnover.html",
            what=what,
            words=words,
            choices=choices,
            moved=moved,
            stories=stories,
            **found,
        )


def gathered(tx: Tx, what: Asked) -> dict[str, Any]:
    """Return what the page and its files show: the whole over the years, and each group in the period."""
    period = comparing.period_of(what.period, what.until)
    over_years = measuring.turnover(tx, what.question(policy.NONE), what.until)
    whole, rows = comparing.with_whole(tx, what.question(), period)
    names = _names(tx, rows) if what.by == policy.MANAGER else {}
    shown = [one for one in over_years.figures if what.scope.may_show(one)]
    headline = next((row for row in whole if what.scope.may_show(row.now)), None)
    return {
        "period": period,
        "over_years": over_years,
        "shown": shown,
        "hidden": len(over_years.figures) - len(shown),
        "whole": headline,
        "rows": rows if what.by != policy.NONE else [],
        "names": names,
        "drawn": _picture(what, shown, rows, names),
        "left_out": _left_out(what, rows),
    }


def _stories(tx: Tx, what: Asked, found: dict[str, Any]) -> list[Story]:
    """Tell what is known of the departments that more people left; by department HR alone can ask."""
    if what.by != policy.DEPARTMENT:
        return []
    listed = measures.listed(tx.conn)
    return [
        rise_words.story(one) for one in rising.rises(tx, found["rows"], found["period"], what.until, listed)
    ]


def _names(tx: Tx, rows: Sequence[Beside]) -> dict[str, str]:
    ids = [UUID(row.now.group) for row in rows if row.now.group]
    return {str(person_id): name for person_id, name in people.names(tx.conn, ids).items()}


def _picture(
    what: Asked, over_years: Sequence[Figures], rows: Sequence[Beside], names: dict[str, str]
) -> Picture | None:
    if what.by == policy.NONE:
        # A year that is not over has not had all its leavers; beside the others it would seem a good one.
        done = [one for one in over_years if int(one.period) < what.until.year][-YEARS:]
        points = [Point(one.period, _value(one), words.percents(one.rate)) for one in done]
        return _drawn(pictures.line, points, words.over_the_years(done)) if len(points) > 1 else None
    points = [
        Point(
            words.group(what.by, row.now.group, names),
            _value(row.now),
            f"{words.percents(row.now.rate)} (n={filters.number(float(round(row.now.mean, 1)))})",
        )
        for row in rows[:BARS]
    ]
    return _drawn(pictures.bars, points, words.highest(what.by, rows, names)) if points else None


def _left_out(what: Asked, rows: Sequence[Beside]) -> str:
    """Say which groups are drawn, where there are more of them than a picture can hold."""
    if what.by == policy.NONE or len(rows) <= BARS:
        return ""
    return str(
        gettext(
            "Getekend zijn de %(some)s groepen met het hoogste verloop, van %(all)s. De tabel heeft ze alle.",
            some=filters.number(BARS),
            all=filters.number(len(rows)),
        )
    )


def _drawn(draw: Any, points: Sequence[Point], title: str) -> Picture:
    spoken = "; ".join(f"{one.place}: {one.words}" for one in points)
    drawn: Picture = draw(points, unit=str(gettext("Verloop in procent")), title=title, description=spoken)
    return drawn


def _value(one: Figures) -> float | None:
    return None if one.rate is None else float(one.rate)
