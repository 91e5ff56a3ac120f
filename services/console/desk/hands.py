"""What needs a hand: whatever does not solve itself, with what to do and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from services.console.store import log, neighbours, requests
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web.filters import dateword
from shared.web.texts import gettext, ngettext

IMPORT_DAYS = 30


@dataclass(frozen=True, kw_only=True)
class Hand:
    """Something that does not solve itself: what it is, what to do, and where."""

    title: str
    advice: str
    action: str
    href: str
    tone: str = "care"
    late: bool = False


def waiting(tx: Tx) -> list[Hand]:
    """Return what needs a hand, what a person waits for first."""
    return [
        *_wishes(tx),
        *_stuck(tx),
        *_signals(tx),
        *_plans(tx),
        *_promises(tx),
        *_letters(tx),
        *_imports(tx),
        *_callers(tx),
    ]


def _stuck(tx: Tx) -> list[Hand]:
    stuck = log.stuck_count(tx.conn, most=neighbours.ENOUGH)
    if not stuck:
        return []
    return [
        Hand(
            title=ngettext("Eén gebeurtenis loopt vast", "%(num)s gebeurtenissen lopen vast", stuck),
            advice=gettext("Iemands gegevens wachten. Kijk wat er is en laat het opnieuw proberen."),
            action=gettext("Bekijk wat vastloopt"),
            href="/console/desk/stuck",
            tone="alarm",
        )
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
