"""Where things are: the rooms of the desk, and the few addresses that every service needs to know."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from shared.kernel.services import PACKAGES
from shared.kernel.settings import settings
from shared.web.texts import marked

HOME_PATH = "/console/desk/"
LOGIN_PATH = "/console/login"
LOGOUT_PATH = "/console/logout"
ACCOUNT_PATH = "/console/desk/account"
SAMPLE_PATH = "/people/desk/sample"
STOP_PATH = "/journey/desk/stop"

# The first segment of a path where it differs from the package of the service.
PATH_NAMES = {package: name for name, package in PACKAGES.items()}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A door in the left navigation; ``label`` is a Dutch msgid."""

    label: str
    path: str
    # Other pages of this room, where their addresses lie elsewhere.
    also: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset({"hr"})
    # Who has one of these finds it elsewhere.
    unless: frozenset[str] = frozenset()
    inbox_only: bool = False
    travel_only: bool = False


ENTRIES: Sequence[Entry] = (
    Entry(
        label=marked("Vandaag"),
        path=HOME_PATH,
        roles=frozenset({"hr", "interviewer", "manager", "board"}),
    ),
    Entry(label=marked("Mensen"), path="/people/desk/", also=("/console/desk/people/",)),
    Entry(label=marked("Momenten"), path="/journey/desk/"),
    Entry(label=marked("Plannen"), path="/journey/desk/plans"),
    Entry(label=marked("Check-ins"), path="/onboarding/desk/"),
    Entry(label=marked("Blijfgesprekken"), path="/stay/desk/"),
    # HR finds these in the rooms above; the board and managers have nothing else to do there.
    Entry(
        label=marked("Uitkomsten check-ins"),
        path="/onboarding/desk/results",
        also=("/onboarding/desk/themes", "/onboarding/desk/expectations"),
        roles=frozenset({"board", "manager"}),
        unless=frozenset({"hr"}),
    ),
    Entry(
        label=marked("Uitkomsten blijfgesprekken"),
        path="/stay/desk/results",
        also=("/stay/desk/themes",),
        roles=frozenset({"board", "manager"}),
        unless=frozenset({"hr"}),
    ),
    Entry(
        label=marked("Uitkomsten vertrek"),
        path="/exit/desk/results",
        also=("/exit/desk/themes",),
        roles=frozenset({"board", "manager"}),
        unless=frozenset({"hr"}),
    ),
    Entry(
        label=marked("Mijn gesprekken"),
        path="/stay/desk/talks",
        also=("/journey/desk/hours",),
        roles=frozenset({"hr", "interviewer"}),
    ),
    Entry(
        label=marked("Mijn exitgesprekken"),
        path="/exit/desk/talks",
        roles=frozenset({"hr", "interviewer"}),
    ),
    Entry(label=marked("Exitverslagen"), path="/exit/desk/reports", roles=frozenset({"board"})),
    Entry(label=marked("Vertrek"), path="/exit/desk/", also=("/exit/desk/dismissals",)),
    Entry(
        label=marked("Wie uit je team weggaat"),
        path="/exit/desk/team",
        roles=frozenset({"manager"}),
        unless=frozenset({"hr"}),
    ),
    # Anybody with a login may have promised something.
    Entry(
        label=marked("Mijn toezeggingen"),
        path="/stay/desk/promises",
        roles=frozenset({"hr", "interviewer", "manager", "board"}),
    ),
    Entry(label=marked("Oud-collega’s"), path="/alumni/desk/"),
    Entry(
        label=marked("Wie terug wil komen"),
        path="/alumni/desk/returning",
        roles=frozenset({"manager"}),
        unless=frozenset({"hr"}),
    ),
    Entry(label=marked("Inzicht"), path="/insights/desk/", roles=frozenset({"hr", "manager", "board"})),
    Entry(label=marked("Brieven"), path="/mail/desk/"),
    Entry(
        label=marked("Logboek"),
        path="/console/desk/events",
        also=("/console/desk/audit", "/console/desk/stuck"),
    ),
    Entry(label=marked("Accounts"), path="/console/desk/accounts"),
    Entry(label=marked("Klok"), path="/console/desk/clock", travel_only=True),
    Entry(label=marked("Proefpostvak"), path="/inbox", inbox_only=True),
)


@dataclass(frozen=True, kw_only=True)
class Door:
    """An entry as the layout shows it."""

    label: str
    path: str
    here: bool


def doors(roles: Collection[str], path: str) -> list[Door]:
    """Return what somebody with ``roles`` may enter, with the one marked where ``path`` is."""
    has_inbox = settings().mail_url.startswith("inbox:")
    travels = settings().time_travel
    mine = [
        entry
        for entry in ENTRIES
        if entry.roles & set(roles)
        and not entry.unless & set(roles)
        and (has_inbox or not entry.inbox_only)
        and (travels or not entry.travel_only)
    ]
    here = _room(mine, path)
    return [Door(label=entry.label, path=entry.path, here=entry is here) for entry in mine]


def path_name(service: str) -> str:
    """Return the first segment of the paths of ``service``."""
    return PATH_NAMES.get(service, service)


def _room(entries: Sequence[Entry], path: str) -> Entry | None:
    """The entry that ``path`` lies deepest under; home is a page by itself, not the room of all that lies below."""
    above = [
        (len(one), entry)
        for entry in entries
        for one in (entry.path, *entry.also)
        if path.rstrip("/") == one.rstrip("/")
        or (one != HOME_PATH and path.startswith(one.rstrip("/") + "/"))
    ]
    return max(above, key=lambda found: found[0], default=(0, None))[1]
