"""The first page of the day: what is due, what came in, what needs a hand."""

from collections import Counter
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template

from services.console.desk import words
from services.console.desk.hands import waiting
from services.console.store import neighbours, requests
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web.auth import ROLES, account, allow
from shared.web.texts import gettext, marked

COMING_DAYS = 7
CAME_IN_DAYS = 7
STATES_DAYS = 30
SHOWN = 8
# What is said above the counts of a programme, and where its people are.
ASKED = {
    "onboarding": (marked("Check-ins waar we de laatste 30 dagen om vroegen"), "/onboarding/desk/"),
    "stay": (marked("Blijfgesprekken waar we de laatste 30 dagen om vroegen"), "/stay/desk/"),
    "exit": (marked("Exitformulieren waar we de laatste 30 dagen om vroegen"), "/exit/desk/"),
}


def make_blueprint(transaction: Transactions) -> Blueprint:
    """The home of the desk."""
    home = Blueprint("home", __name__, url_prefix="/console/desk")

    @home.get("")
    @home.get("/")
    @allow(*ROLES)
    def show() -> str:
        """Show what is due, what came in, and what needs a hand."""
        me = account()
        if not me.may("hr"):
            return render_template("console/home_guest.html", name=first_name(me.name), roles=me.roles)
        today = clock.today(settings().zone)
        with transaction() as tx:
            return render_template(
                "console/home.html",
                name=first_name(me.name),
                greeting=greeting(),
                today=today,
                hands=waiting(tx),
                **_due(tx, today),
                **_came_in(tx),
            )

    return home


def greeting() -> str:
    """Good morning, afternoon or evening, by the organisation's clock."""
    hour = clock.now().astimezone(ZoneInfo(settings().zone)).hour
    if hour < 12:
        return str(gettext("Goedemorgen"))
    return str(gettext("Goedemiddag") if hour < 18 else gettext("Goedenavond"))


def first_name(name: str) -> str:
    """How one is greeted."""
    return name.split(maxsplit=1)[0] if name.split() else name


def _due(tx: Tx, today: date) -> dict[str, Any]:
    last = today + timedelta(days=COMING_DAYS)
    by_day = neighbours.coming_by_day(tx.conn, first=today - timedelta(days=COMING_DAYS), last=last)
    return {
        "coming": neighbours.coming(
            tx.conn, first=today - timedelta(days=COMING_DAYS), last=last, limit=SHOWN
        ),
        "due_today": sum(many for day, many in by_day.items() if day <= today),
        "due_soon": sum(many for day, many in by_day.items() if day > today),
        "enough": neighbours.ENOUGH,
        "word": words.word,
    }


def _came_in(tx: Tx) -> dict[str, Any]:
    asked = [_asked(tx, programme, *shown) for programme, shown in ASKED.items()]
    since = tx.now - timedelta(days=CAME_IN_DAYS)
    return {
        "answered": requests.answered(tx.conn, since=since, limit=SHOWN),
        "asked": [one for one in asked if one["many"]],
    }


def _asked(tx: Tx, programme: str, note: str, href: str) -> dict[str, Any]:
    states = requests.states(tx.conn, programme, since=tx.now - timedelta(days=STATES_DAYS))
    shown: Counter[str] = Counter()
    for state, many in states.items():
        shown[words.of(words.REQUEST_STATES, state)] += many
    return {"states": shown.most_common(), "many": sum(states.values()), "note": gettext(note), "href": href}
