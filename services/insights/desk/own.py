"""The home of who leads people: the own department, what they promised, and the measures they see to."""

from __future__ import annotations

from flask import render_template, url_for

from services.insights import policy
from services.insights.actions import comparing
from services.insights.desk import asked, words
from services.insights.desk.tiles import Tile
from services.insights.domain import periods
from services.insights.domain.explorer import MANAGERS
from services.insights.store import measures, owed, views
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web import filters
from shared.web.auth import account
from shared.web.texts import gettext, ngettext

PROMISES = "/stay/desk/promises"
SHOWN = 5


def home(tx: Tx) -> str:
    """Return the page."""
    what = asked.read(tx)
    period = periods.twelve_months(what.until)
    return render_template(
        "insights/own.html",
        what=what,
        period=period,
        words=words,
        tiles=[_department(tx, what, period), _promised(tx), _measures(tx), _shared(tx)],
    )


def _department(tx: Tx, what: asked.Asked, period: periods.Period) -> Tile:
    name = str(gettext("Jouw afdeling"))
    if what.scope.nobody:
        said = [
            str(gettext("We weten nog niet welke afdeling de jouwe is. HR kan je account eraan koppelen."))
        ]
        return Tile(name, said, None, "")
    found = comparing.beside(tx, what.question(policy.NONE), period)
    large = next((row for row in found if what.scope.may_show(row.now)), None)
    said = [f"{words.finding(large)}.", words.difference(large)] if large else []
    return Tile(
        name if what.scope.department is None else f"{name}: {what.scope.department.name}",
        said or [str(gettext("Deze groep is te klein om te laten zien."))],
        url_for("desk.turnover"),
        str(gettext("Bekijk het verloop")),
    )


def _promised(tx: Tx) -> Tile:
    found = owed.by(tx.conn, account().id, clock.today(settings().zone))
    said = []
    if found.many:
        said.append(
            str(
                ngettext(
                    "Je hebt één toezegging openstaan, voor %(day)s.",
                    "Je hebt %(num)s toezeggingen openstaan, de eerste voor %(day)s.",
                    found.many,
                    day=filters.dateword(found.first),
                )
            )
        )
    if found.late:
        said.append(
            str(
                ngettext(
                    "Eén had al gedaan zullen zijn.", "%(num)s hadden al gedaan zullen zijn.", found.late
                )
            )
        )
    return Tile(
        str(gettext("Wat je toezegde")),
        said or [str(gettext("Je hebt nu niets openstaan."))],
        PROMISES,
        str(gettext("Naar je toezeggingen")),
    )


def _measures(tx: Tx) -> Tile:
    mine = [one for one in measures.listed(tx.conn) if one.plan.owner_id == account().id]
    return Tile(
        str(gettext("Waar jij voor zorgt")),
        [] if mine else [str(gettext("Er is nu geen maatregel waar jij voor zorgt."))],
        None,
        "",
        links=[(one.plan.title, url_for("desk.measure", measure_id=one.id)) for one in mine[:SHOWN]],
    )


def _shared(tx: Tx) -> Tile:
    found = views.listed(tx.conn, roles=[MANAGERS], after=None, limit=SHOWN)
    return Tile(
        str(gettext("Wat HR met je deelt")),
        [] if found else [str(gettext("HR deelt nog geen overzicht met je."))],
        url_for("desk.all_views") if found else None,
        str(gettext("Bekijk alles wat gedeeld is")),
        links=[(one.name, url_for("desk.view", view_id=one.id)) for one in found],
    )
