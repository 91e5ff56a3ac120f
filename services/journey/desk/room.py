"""The sides of the room of moments: month, week, list and ahead, by hand, who talks, and calendars elsewhere."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint

from services.journey.desk.asked import LIST, OF_TIME, OF_WHO, Asked, at, days_of
from services.journey.domain.grid import MONTH, WEEK, month_of, week_of
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web.layout import url_with
from shared.web.texts import gettext, marked

AHEAD = "ahead"
HOME = "/journey/desk/"
VIEW_WORDS = {MONTH: marked("Maand"), WEEK: marked("Week"), LIST: marked("Lijst")}
OTHER_WORDS = {
    AHEAD: marked("Vooruitkijken"),
    "hand": marked("Met de hand"),
    "interviewers": marked("Wie gesprekken voert"),
    "calendars": marked("In je eigen agenda"),
}
# By what the page that looks ahead can be narrowed too.
OF_AHEAD = ("programme", "department")


def register(desk: Blueprint, _transaction: Transactions) -> None:
    """Let every page of the room show its sides."""
    desk.context_processor(lambda: {"room_sides": sides})


def sides(here: str, asked: Asked | None = None) -> list[dict[str, Any]]:
    """Return the sides of the room; what a calendar is narrowed by goes along from one of its views to another."""
    hrefs = {name: HOME + name for name in OTHER_WORDS}
    if asked is None:
        hrefs |= {view: f"{HOME}?view={view}" for view in VIEW_WORDS}
    else:
        hrefs |= {view: HOME + at(view=view, **where) for view, where in _days(asked).items()}
        dropped = {name for name in (*OF_TIME, *OF_WHO) if name not in OF_AHEAD}
        hrefs[AHEAD] += url_with(**dict.fromkeys(dropped)).rstrip("?")
    words = VIEW_WORDS | OTHER_WORDS
    return [{"label": gettext(words[name]), "href": hrefs[name], "here": name == here} for name in words]


def _days(asked: Asked) -> dict[str, dict[str, str]]:
    """Return the same days as month, week and list have them in their address."""
    day = asked.first or clock.today(settings().zone)
    week = week_of(_seen_first(asked, day))
    return {MONTH: {"month": month_of(day).name}, WEEK: {"week": week.name}, LIST: days_of(asked)}


def _seen_first(asked: Asked, day: date) -> date:
    """Return the day whose week is shown: of the month that it is, this week rather than its first."""
    today = clock.today(settings().zone)
    return today if asked.view == MONTH and asked.period and today in asked.period.days else day
