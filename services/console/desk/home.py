"""The first page of the day: what is due, what came in, what needs a hand."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template

from services.console.desk import words
from services.console.store import log, neighbours, requests
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web.auth import ROLES, account, allow
from shared.web.filters import dateword
from shared.web.texts import gettext, marked, ngettext

COMING_DAYS = 7
CAME_IN_DAYS = 7
STATES_DAYS = 30
IMPORT_DAYS = 30
SHOWN = 8
# What is said beneath the counts of a programme, and where its people are.
ASKED = {
    "onboarding": (marked("Check-ins waar we de laatste 30 dagen om vroegen."), "/onboarding/desk/"),
    "stay": (marked("Blijfgesprekken waar we de laatste 30 dagen om vroegen."), "/stay/desk/"),
    "exit": (marked("Exitformulieren waar we de laatste 30 dagen om vroegen."), "/exit/desk/"),
}


@dataclass(frozen=True, kw_only=True)
class Hand:
    """Something that does not solve itself: what it is, what to do, and where."""

    title: str
    advice: str
    action: str
    href: str
    tone: str = "care"
    late: bool = False


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
                hands=_hands(tx),
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


def _hands(tx: Tx) -> list[Hand]:
    hands = []
    stuck = log.stuck_count(tx.conn, most=neighbours.ENOUGH)
    if stuck:
        hands.append(
            Hand(
                title=ngettext("Eén gebeurtenis loopt vast", "%(num)s gebeurtenissen lopen vast", stuck),
                advice=gettext("Iemands gegevens wachten. Kijk wat er is en laat het opnieuw proberen."),
                action=gettext("Bekijk wat vastloopt"),
                href="/console/desk/stuck",
                tone="alarm",
            )
        )
    return [
        *_wishes(tx),
        *hands,
        *_signals(tx),
        *_plans(tx),
        *_promises(tx),
        *_letters(tx),
        *_imports(tx),
        *_callers(tx),
    ]


def _wishes(tx: Tx) -> list[Hand]:
    today = clock.today(settings().zone)
    return [
        Hand(
            title=ngettext(
                "Eén collega wil ergens over praten",
                "%(num)s collega’s willen ergens over praten",
                one.waiting,
            ),
            advice=gettext(
                "Ze horen uiterlijk %(day)s van HR. Alleen jullie zien dit.", day=dateword(one.first)
            ),
            action=gettext("Bekijk wie wacht"),
            href=f"/{one.service}/desk/wishes",
            tone="alarm" if one.first < today else "care",
            late=one.first < today,
        )
        for one in requests.wishes(tx.conn)
    ]


def _signals(tx: Tx) -> list[Hand]:
    found = requests.signals(tx.conn)
    if not found.waiting:
        return []
    return [
        Hand(
            title=ngettext(
                "Bij één groep nieuwe collega’s valt iets op",
                "Bij nieuwe collega’s vallen %(num)s dingen op",
                found.waiting,
            ),
            advice=gettext("Iets wat je zag, is erger geworden of lang geleden. Kijk er nog eens naar.")
            if found.back
            else gettext("Het gaat over groepen, nooit over één mens. Kijk wat jullie ermee doen."),
            action=gettext("Bekijk wat opvalt"),
            href="/onboarding/desk/signals",
        )
    ]


def _callers(tx: Tx) -> list[Hand]:
    waiting = neighbours.calling(tx.conn)
    if not waiting:
        return []
    return [
        Hand(
            title=ngettext("Eén oud-collega klopt aan", "%(num)s oud-collega’s kloppen aan", waiting),
            advice=gettext("Ze willen in contact blijven; we kennen hun adres niet. Zeg of ze hier werkten."),
            action=gettext("Bekijk wie aanklopt"),
            href="/people/desk/callers",
        )
    ]


def _promises(tx: Tx) -> list[Hand]:
    late = neighbours.late_promises(tx.conn, clock.today(settings().zone))
    if not late:
        return []
    return [
        Hand(
            title=ngettext(
                "Eén toezegging had al gedaan zullen zijn",
                "%(num)s toezeggingen hadden al gedaan zullen zijn",
                late,
            ),
            advice=gettext("Een collega wacht op wat is beloofd. Kijk wie het zou doen."),
            action=gettext("Bekijk wat er is toegezegd"),
            href="/stay/desk/promises",
        )
    ]


def _plans(tx: Tx) -> list[Hand]:
    return [
        Hand(
            title=ngettext(
                "Eén brief wacht tot HR heeft gekeken",
                "%(num)s brieven wachten tot HR heeft gekeken",
                waiting,
            ),
            advice=gettext("Ze horen bij een plan dat nieuw is of veranderd. Kijk wie er een krijgt."),
            action=gettext("Bekijk wat er vertrekt"),
            href=f"/journey/desk/plans/{programme}/leaving",
        )
        for programme, waiting in neighbours.unseen(tx.conn)
    ]


def _letters(tx: Tx) -> list[Hand]:
    trouble = neighbours.trouble(tx.conn)
    found = []
    if trouble.uncertain:
        found.append(
            Hand(
                title=ngettext(
                    "Van één brief is onzeker of hij wegging",
                    "Van %(num)s brieven is onzeker of ze weggingen",
                    trouble.uncertain,
                ),
                advice=gettext("Vraag het na, of kies zelf: nog eens sturen, of het zo laten."),
                action=gettext("Bekijk de onzekere brieven"),
                href="/mail/desk/?state=uncertain",
            )
        )
    if trouble.unsent:
        found.append(
            Hand(
                title=ngettext("Eén brief kon niet weg", "%(num)s brieven konden niet weg", trouble.unsent),
                advice=gettext("Meestal ontbreekt een adres. Vul het aan bij de persoon."),
                action=gettext("Bekijk deze brieven"),
                href="/mail/desk/?state=parked",
            )
        )
    if trouble.suppressed:
        found.append(
            Hand(
                title=ngettext(
                    "Naar één adres gaat geen post meer",
                    "Naar %(num)s adressen gaat geen post meer",
                    trouble.suppressed,
                ),
                advice=gettext(
                    "Post kwam terug of werd als ongewenst gemeld. Vraag een ander adres, of geef het weer vrij."
                ),
                action=gettext("Bekijk deze adressen"),
                href="/mail/desk/suppressions",
            )
        )
    return found


def _imports(tx: Tx) -> list[Hand]:
    since = tx.now - timedelta(days=IMPORT_DAYS)
    failed = [
        Hand(
            title=gettext("%(file)s is niet ingelezen", file=one.file_name or gettext("Een bestand")),
            advice=gettext(
                "Er is niets uit doorgevoerd. Kijk wat er is; meestal kun je het nog eens proberen."
            ),
            action=gettext("Bekijk dit bestand"),
            href=f"/people/desk/imports/{one.id}",
            tone="alarm",
        )
        for one in neighbours.imports_that_failed(tx.conn, since=since, limit=3)
    ]
    return failed + [
        Hand(
            title=ngettext(
                "Eén rij uit %(file)s is niet ingelezen",
                "%(num)s rijen uit %(file)s zijn niet ingelezen",
                one.rejected,
                file=one.file_name or gettext("een bestand"),
            ),
            advice=gettext(
                "Bij elke rij staat wat er niet klopt. Verbeter ze en lees het bestand opnieuw in."
            ),
            action=gettext("Bekijk de rijen"),
            href=f"/people/desk/imports/{one.id}",
        )
        for one in neighbours.imports_with_rejects(tx.conn, since=since, limit=3)
    ]
