"""What both are told: a letter each, with the appointment for their calendar in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text

from shared.appointment import store
from shared.appointment.diary import Diary
from shared.appointment.model import PERSON
from shared.appointment.programme import Talks
from shared.asking.model import Colleague
from shared.db.transaction import Tx
from shared.invitation.link import address
from shared.kernel.settings import settings
from shared.letterbox.event import CANCEL, REQUEST, Event
from shared.letterbox.put import Letter, put

# What a letter tells. Each is a branch of one template, for each of the two who read it.
BOOKED, MOVED, CANCELLED, AGAIN, FOUND, REMINDER = (
    "booked",
    "moved",
    "cancelled",
    "again",
    "found",
    "reminder",
)
_METHODS = {BOOKED: REQUEST, MOVED: REQUEST, CANCELLED: CANCEL}
_NAME = text("SELECT display_name FROM people.contact_v1 WHERE person_id = :person")


def tell(
    tx: Tx,
    talks: Talks,
    talk: Any,
    who: Colleague,
    diary: Diary | None,
    *,
    what: str,
    by: str = PERSON,
    to_both: bool = True,
) -> None:
    """Write to the interviewer, where there is one; and to the person, unless they hear it in another way."""
    found = [to_person(tx, talks, talk, who, diary, what=what, by=by)] if to_both else []
    if diary is not None:
        found.append(to_interviewer(tx, talks, talk, diary, what=what, by=by))
    put(tx, *(letter for letter in found if letter is not None))


def to_person(
    tx: Tx, talks: Talks, talk: Any, who: Colleague, diary: Diary | None, *, what: str, by: str = PERSON
) -> Letter | None:
    """Return the letter to the person; None where no link leads to it (then nobody was invited)."""
    link = store.a_link(tx, talks.tables, talk)
    if link is None:
        return None
    return Letter(
        key=_key(talks, talk, f"person:{what}"),
        template="appointment/person",
        kind="reminder" if what == REMINDER else "service",
        person_id=talk.person_id,
        language=who.language,
        params={"what": what, "by": by, "was_day": "", **_when(talk, who.zone), **_how(talk)},
        secrets={
            "link": address(talks.service, link.token, "talk"),
            "interviewer": diary.name if diary else "",
            "where": _where(talk, diary),
        },
        event=_event(talk, diary, zone=who.zone, with_name=diary.name if diary else "", what=what),
        expires_at=talk.starts_at if what == REMINDER else None,
    )


def called_off(talk: Any, was_with: Diary | None, who: Colleague) -> tuple[Mapping[str, Any], Event | None]:
    """Return what a letter of the service says of a booking that will not be, and what takes it out of the calendar."""
    name = was_with.name if was_with else ""
    event = _event(talk, was_with, zone=who.zone, with_name=name, what=CANCELLED)
    return {"day": _when(talk, who.zone)["day"]}, event


def anew(letter: Letter, gone: Any, was_with: Diary | None, who: Colleague) -> Letter:
    """Let a letter that offers other times take what was booked out of the calendar: one letter, not two."""
    off, event = called_off(gone, was_with, who)
    return replace(letter, params={**letter.params, "was_day": off["day"]}, event=event)


def to_interviewer(tx: Tx, talks: Talks, talk: Any, diary: Diary, *, what: str, by: str = PERSON) -> Letter:
    """Return the letter to the interviewer."""
    link = settings().base_url + talks.desk(talk.id)
    name = tx.conn.execute(_NAME, {"person": talk.person_id}).scalar() or ""
    return Letter(
        key=_key(talks, talk, f"{talk.account_id}:{what}"),
        template="appointment/interviewer",
        kind="reminder" if what == REMINDER else "service",
        account_id=talk.account_id,
        params={"what": what, "by": by, **_when(talk, diary.zone), **_how(talk)},
        secrets={"link": link, "colleague": name, "where": _where(talk, diary)},
        event=_event(talk, diary, zone=diary.zone, with_name=name, what=what),
        expires_at=talk.starts_at if what == REMINDER else None,
    )


def _key(talks: Talks, talk: Any, what: str) -> str:
    """Each booking and each of its changes has letters of its own; the same change told twice is told once."""
    round_ = f"{talk.event_id}:{talk.sequence}" if talk.event_id else talk.offered_at.isoformat()
    return f"{talks.service}:talk:{talk.id}:{round_}:{what}"


def _when(talk: Any, zone: str) -> Mapping[str, Any]:
    if talk.starts_at is None:
        return {"day": talk.last_day.isoformat(), "at": "", "minutes": talk.minutes, "zone": ""}
    local = _local(talk.starts_at, zone)
    return {
        "day": local.date().isoformat(),
        "at": f"{local:%H:%M}",
        "minutes": talk.minutes,
        "zone": "" if zone == settings().zone else zone.rpartition("/")[2].replace("_", " "),
    }


def _how(talk: Any) -> Mapping[str, Any]:
    return {"how": talk.how or ""}


def _where(talk: Any, diary: Diary | None) -> str:
    return diary.where.get(talk.how or "", "") if diary else ""


def _event(talk: Any, diary: Diary | None, *, zone: str, with_name: str, what: str) -> Event | None:
    if what not in _METHODS or talk.event_id is None:
        return None
    return Event(
        uid=str(talk.event_id),
        sequence=talk.sequence,
        method=_METHODS[what],
        starts_at=talk.starts_at,
        ends_at=talk.ends_at,
        zone=zone,
        with_name=with_name,
        how=talk.how or "phone",
        where=_where(talk, diary),
    )


def _local(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(ZoneInfo(zone))
