"""What a page about a conversation shows: how it stands, with whom, and which times are left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from shared.appointment import store
from shared.appointment.choosing import diary_of, ways_of, who_of, wish_of
from shared.appointment.diary import Diary, times
from shared.appointment.letting_go import open_days
from shared.appointment.model import BOOKED, CLOSED, DECLINED, HELD, OFFERED
from shared.appointment.programme import Talks
from shared.asking.model import Colleague
from shared.db.transaction import Tx
from shared.invitation.errors import DeadLink
from shared.kernel import clock
from shared.kernel.settings import settings

MOST_DAYS = 15


@dataclass(frozen=True, kw_only=True)
class Look:
    """A conversation as it stands at this moment; ``free`` are its days with the times at which it can begin."""

    talk: Any
    who: Colleague
    diary: Diary | None
    free: Mapping[date, list[datetime]]
    now: datetime

    @property
    def ahead(self) -> bool:
        """Whether it is booked and has not begun: it can be moved or cancelled."""
        return bool(self.talk.state == BOOKED and self.talk.starts_at > self.now)

    @property
    def open(self) -> bool:
        """Whether a time can be picked."""
        return self.talk.state in (OFFERED, DECLINED) or self.ahead

    @property
    def zone(self) -> str:
        """The person's zone."""
        return self.who.zone

    @property
    def elsewhere(self) -> str:
        """The place of the person's zone, where it is not the house's own."""
        return "" if self.zone == settings().zone else self.zone.rpartition("/")[2].replace("_", " ")

    @property
    def ways(self) -> list[str]:
        """How it may be held."""
        return ways_of(self.talk, self.diary) if self.diary else []

    def slots(self, day: date, zone: str | None = None) -> list[tuple[str, str]]:
        """Return the times of a day to pick from: as a form sends them, and as people read them."""
        place = ZoneInfo(zone or self.zone)
        return [(one.isoformat(), f"{one.astimezone(place):%H:%M}") for one in self.free.get(day, [])]

    def where(self) -> str:
        """Where it is, or under which number or address."""
        return self.diary.where.get(self.talk.how or "", "") if self.diary else ""


def behind(tx: Tx, talks: Talks, token: str, *, lock: bool = False) -> Any:
    """Return the conversation behind a link; raise DeadLink where there is none to see (any more).

    Where its days went by and the service knows of others, it is in those; that is written down once a button is
    pressed (``lock``), for opening a page changes nothing.
    """
    talk = store.behind(tx.conn, talks.tables, token, lock=lock)
    if talk is None or talk.state == CLOSED or talk.person_id is None:
        raise DeadLink
    if talk.state in (OFFERED, DECLINED) and talk.last_day < clock.today(settings().zone):
        later = talks.again(tx, talk) if talks.again else None
        if later is None:
            raise DeadLink
        now = open_days(tx, talks, talk, later) if lock else later
        days = {name: getattr(now, name) for name in vars(later)}
        return SimpleNamespace(**{**talk._mapping, **days})  # noqa: SLF001  SQLAlchemy's public name for it
    return talk


def look(tx: Tx, talks: Talks, talk: Any, *, to_interviewer: bool = False) -> Look:
    """Return how a conversation stands; days are of the person's zone, or of the interviewer's, to whom it is shown."""
    who = who_of(tx, talk)
    wish = wish_of(tx, talks, talk, who)
    diary = diary_of(tx, talk, wish)
    free = times(diary, wish) if diary and talk.state != HELD else []
    place = ZoneInfo(diary.zone if to_interviewer and diary else who.zone)
    days = {day: list(those) for day, those in groupby(free, key=lambda one: one.astimezone(place).date())}
    return Look(talk=talk, who=who, diary=diary, free=dict(list(days.items())[:MOST_DAYS]), now=tx.now)
