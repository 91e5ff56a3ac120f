"""What stands in the address of a page that shows moments: what it is narrowed by, and of which days."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from flask import request

from services.journey.domain.grid import MONTH, WEEK, Period, month_of, read_month, read_week, week_of
from services.journey.domain.touchpoint import AD_HOC, STATES
from services.journey.schemas import words
from services.journey.store import choices
from services.journey.store.lists import Filters
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web.layout import url_with
from shared.web.texts import gettext, marked

LIST = "list"
VIEWS = (MONTH, WEEK, LIST)
RECENT = timedelta(days=7)
# What says which days are shown; the rest of the address goes along from view to view.
OF_TIME = ("view", "month", "week", "from", "to", "cursor")
OF_WHO = ("programme", "moment", "state", "department", "interviewer", "cursor")
_NOT_A_DATE = marked("Deze datum kennen we niet. Schrijf hem zo: 2027-02-03.")
_NOT_A_MONTH = marked("Deze maand kennen we niet. Schrijf haar zo: 2027-03.")
_NOT_A_WEEK = marked("Deze week kennen we niet. Schrijf haar zo: 2027-W09.")
_NOT_A_CHOICE = marked("Deze keuze kennen we niet.")
_OF_ANOTHER_PLAN = marked("Dit moment hoort bij een ander plan.")
_DEEP = "\N{EM SPACE}"
T = TypeVar("T")
Pairs = list[tuple[Any, str]]


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What can be chosen, each with its words."""

    programmes: Pairs
    moments: Pairs
    states: Pairs
    departments: Pairs
    interviewers: Pairs


@dataclass(kw_only=True)
class Asked:
    """What is asked for, as far as it could be read; ``errors`` says what could not."""

    view: str = LIST
    programme: str | None = None
    moment: str | None = None
    state: str | None = None
    department: UUID | None = None
    interviewer: UUID | None = None
    below: tuple[UUID, ...] | None = None
    first: date | None = None
    last: date | None = None
    period: Period | None = None
    errors: dict[str, list[str]] = field(default_factory=dict)

    @property
    def filters(self) -> Filters:
        """Return which touchpoints are meant."""
        programme, _, rule = (self.moment or "").rpartition(".")
        return Filters(
            programme=programme or self.programme,
            rule=rule or None,
            state=self.state,
            departments=self.below,
            interviewer=self.interviewer,
            first=self.first,
            last=self.last,
        )

    @property
    def narrowed(self) -> bool:
        """Return whether less than everything is asked for, apart from the days."""
        return replace(self.filters, first=None, last=None) != Filters()

    def note(self, name: str, problem: str) -> None:
        """Keep what cannot be read, to be said at its field."""
        self.errors[name] = [str(gettext(problem))]


def choices_of(tx: Tx) -> Choices:
    """Return what can be chosen now."""
    kinds = choices.kinds(tx.conn)
    programmes = dict.fromkeys(kind.programme for kind in kinds)
    return Choices(
        programmes=[(code, words.kind_words(code)) for code in programmes],
        moments=[
            *(
                (f"{one.programme}.{one.rule}", words.named(one.title, one.programme, one.rule))
                for one in kinds
            ),
            (AD_HOC, words.kind_words(AD_HOC)),
        ],
        states=[(state, words.state_words(state)) for state in STATES],
        departments=departments_of(tx),
        interviewers=[
            (id_, name or str(gettext("naam gewist"))) for id_, name in choices.interviewers(tx.conn)
        ],
    )


def departments_of(tx: Tx) -> Pairs:
    """Return the departments to choose from, each set in as far as it is deep."""
    return [(one.id, _DEEP * one.above + one.name) for one in choices.departments(tx.conn)]


def read_asked(tx: Tx, known: Choices) -> Asked:
    """Return what stands in the address; what cannot be read is said and left out."""
    asked = read_who(tx, known)
    asked.view = _choice(asked, "view", VIEWS) or LIST
    today = clock.today(settings().zone)
    if asked.view == LIST:
        asked.first = read_day(asked, "from") if "from" in request.args else today - RECENT
        asked.last = read_day(asked, "to")
    else:
        reader, around = (read_month, month_of) if asked.view == MONTH else (read_week, week_of)
        problem = _NOT_A_MONTH if asked.view == MONTH else _NOT_A_WEEK
        asked.period = _read(asked, asked.view, reader, problem) or around(today)
        asked.first, asked.last = asked.period.first, asked.period.last
    return asked


def read_who(tx: Tx, known: Choices) -> Asked:
    """Return what stands in the address, apart from the days."""
    asked = Asked()
    asked.programme = _choice(asked, "programme", _values(known.programmes))
    asked.moment = _choice(asked, "moment", _values(known.moments))
    asked.state = _choice(asked, "state", STATES)
    departments, interviewers = _values(known.departments), _values(known.interviewers)
    asked.department = _read(asked, "department", lambda raw: _known_id(raw, departments), _NOT_A_CHOICE)
    asked.interviewer = _read(asked, "interviewer", lambda raw: _known_id(raw, interviewers), _NOT_A_CHOICE)
    if asked.programme and asked.moment and asked.moment.rpartition(".")[0] not in {"", asked.programme}:
        asked.note("moment", _OF_ANOTHER_PLAN)
        asked.moment = None
    if asked.department is not None:
        asked.below = choices.all_below(tx.conn, asked.department)
    return asked


def read_day(asked: Asked, name: str) -> date | None:
    """Return a day of the address."""
    return _read(asked, name, _date, _NOT_A_DATE)


def days_of(asked: Asked) -> dict[str, str]:
    """Return the days that are shown as a list has them in its address."""
    first, last = (day.isoformat() if day else "" for day in (asked.first, asked.last))
    return {"from": first, "to": last}


def at(**where: str) -> str:
    """Return this page's address with the same filters, and other days."""
    return url_with(**{**dict.fromkeys(OF_TIME), **where})


def _date(raw: str) -> date | None:
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None


def _known_id(raw: str, known: Collection[Any]) -> UUID | None:
    try:
        found = UUID(raw)
    except ValueError:
        return None
    return found if found in known else None


def _choice(asked: Asked, name: str, known: Collection[Any]) -> str | None:
    return _read(asked, name, lambda raw: raw if raw in known else None, _NOT_A_CHOICE)


def _read(asked: Asked, name: str, reader: Callable[[str], T | None], problem: str) -> T | None:
    raw = request.args.get(name, "").strip()
    found = reader(raw) if raw else None
    if raw and found is None:
        asked.note(name, problem)
    return found


def _values(pairs: Pairs) -> set[Any]:
    return {value for value, _ in pairs}
