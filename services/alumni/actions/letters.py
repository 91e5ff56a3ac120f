"""The letters of the network: what is asked for, never who it goes to by name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.alumni.domain.members import Member
from services.alumni.domain.reunions import Attendance, Reunion
from services.alumni.domain.work import Decision, Vacancy
from shared.calendar.window import start_of_day
from shared.contracts.journey import TouchpointDue
from shared.frontdoor.knock import Caller
from shared.invitation.link import address
from shared.kernel.ids import new_id
from shared.kernel.settings import settings
from shared.letterbox.event import CANCEL, REQUEST, Event
from shared.letterbox.put import Letter
from shared.queue.bell import ring

_SERVICE = "alumni"
# Written at the desk: mail finds its words by the issue (alumni.issue_v1).
NEWSLETTER = "alumni/newsletter"


def to_confirm(template: str, caller: Caller, token: str, expires: datetime) -> Letter:
    """Ask whoever reads this address whether it was them."""
    return Letter(
        key=f"{template}/{caller.id}",
        template=template,
        email=caller.email,
        language=caller.language,
        params={"expires_on": _day(expires).isoformat()},
        secrets={"link": address(_SERVICE, token)},
        expires_at=expires,
    )


def invitation(fact: TouchpointDue, token: str, expires: datetime) -> Letter:
    """Ask a former colleague, once, whether they want to stay in touch."""
    return Letter(
        key=f"alumni/invitation/{fact.touchpoint_id}",
        template="alumni/invitation",
        kind="request",
        person_id=fact.person_id,
        address="private",
        params={"closes_on": fact.closes_on.isoformat()},
        # The same page: nothing on it is chosen beforehand.
        secrets={"link": address(_SERVICE, token), "decline_link": f"{address(_SERVICE, token)}?answer=no"},
        expires_at=expires,
    )


def listed(row_id: UUID, person_id: UUID, token: str, closes_on: date) -> Letter:
    """Ask somebody out of a list of HR's, once: the same letter, and the same page."""
    return Letter(
        key=f"alumni/invitation/{row_id}",
        template="alumni/invitation",
        kind="request",
        person_id=person_id,
        address="private",
        params={"closes_on": closes_on.isoformat()},
        secrets={"link": address(_SERVICE, token), "decline_link": f"{address(_SERVICE, token)}?answer=no"},
        expires_at=end_of(closes_on),
    )


def recommended(
    application_id: UUID, email: str, by: str, token: str, *, language: str | None, closes_on: date
) -> Letter:
    """Tell somebody that a former colleague thought of them: who, and nothing else."""
    return Letter(
        key=f"alumni/recommended/{application_id}",
        template="alumni/recommended",
        email=email,
        language=language,
        params={"closes_on": closes_on.isoformat()},
        secrets={"link": address(_SERVICE, token, "invited"), "colleague": by},
        expires_at=end_of(closes_on),
    )


def carried_over(member: Member, agreed_on: date) -> Letter:
    """Say that what somebody agreed to long ago came along, and how to change it."""
    return to_member(
        member,
        template="alumni/carried_over",
        about=member.id,
        told={"agreed_on": agreed_on.isoformat(), "about": "all"},
    )


def welcome(member: Member, application: object) -> Letter:
    """Say that somebody is in, with the way to their preferences."""
    return to_member(
        member,
        template="alumni/welcome",
        about=f"{member.id}/{application}",
        told={"asleep": member.state == "asleep"},
    )


def left(member: Member, day: date) -> Letter:
    """Say that somebody is out of it, and how to come back, in case a machine pressed the button."""
    return to_member(member, template="alumni/left", about=f"{member.id}/{day.isoformat()}", told={})


def newsletter_test(issue_id: UUID, email: str, language: str) -> Letter:
    """Send a newsletter to whoever writes it."""
    return Letter(
        key=f"{NEWSLETTER}/test/{new_id()}",
        template=NEWSLETTER,
        kind="key",
        email=email,
        language=language,
        params={"issue": str(issue_id), "given_name": "", "test": True},
    )


def receipt(member: Member, interest_id: UUID, vacancy: Vacancy, promised: date) -> Letter:
    """Confirm an answer at once, with the day by which they hear."""
    told = {"title": vacancy.title, "promised_on": promised.isoformat()}
    return to_member(member, template="alumni/receipt", about=interest_id, told=told)


def decision(member: Member, interest_id: UUID, vacancy: Vacancy, decided: Decision, number: int) -> Letter:
    """Say what was decided. What HR wrote to one person is sealed until it leaves, and gone afterwards."""
    told = {"title": vacancy.title, "outcome": decided.outcome, "number": number}
    return to_member(
        member,
        template="alumni/decision",
        about=interest_id,
        told=told,
        secrets={"reason": decided.reason, "tip": decided.tip},
    )


def promise_runs_out(row: Any) -> Letter:
    """Remind whoever opened the vacancy that somebody was promised to hear."""
    return Letter(
        key=f"alumni/promise/{row.id}",
        template="alumni/promise",
        account_id=row.created_by,
        params={
            "title": row.title,
            "promised_on": row.promised_on.isoformat(),
            "link": f"{settings().base_url}/alumni/desk/work/{row.vacancy_id}",
        },
    )


def attending(
    member: Member, reunion: Reunion, one: Attendance, what: str, *, sequence: int, until: datetime | None
) -> Letter:
    """Say which place somebody has; whoever is in has it in their calendar, and whoever is out has it no more."""
    reunion = reunion.said(member.reads)
    keeps = what in {"in", "reminder"} or (what == "changed" and one.state == "in")
    goes = what in {"out", "cancelled"} and (what == "out" or one.state == "in")
    told = {
        "what": what,
        "title": reunion.title,
        "place": reunion.place,
        "starts_at": reunion.starts_at.isoformat(),
        "until": until.isoformat() if until else None,
        "reunion": str(reunion.id),
    }
    return to_member(
        member,
        template="alumni/attending",
        about=f"{one.id}/{sequence}",
        told=told,
        event=_event(reunion, one, sequence, CANCEL if goes else REQUEST) if keeps or goes else None,
        expires_at=None if what == "cancelled" else reunion.starts_at,
    )


def to_member(
    member: Member, *, template: str, about: object, told: Mapping[str, Any], **more: Any
) -> Letter:
    """A letter to a member, at home, in their language; mail writes the way to their own page into it."""
    standing = {"service": _SERVICE, "subject": str(member.id), "number": member.link_no}
    return Letter(
        key=f"{template}/{about}",
        template=template,
        person_id=member.person_id,
        address="private",
        language=member.language,
        params={**told, "standing": standing},
        **more,
    )


def _event(reunion: Reunion, one: Attendance, sequence: int, method: str) -> Event:
    return Event(
        uid=f"reunion-{one.id}",
        sequence=sequence,
        method=method,
        starts_at=reunion.starts_at,
        ends_at=reunion.ends_at,
        zone=settings().zone,
        with_name="",
        how="place",
        where=reunion.place,
        title=reunion.title,
    )


def ring_mail() -> None:
    """Let mail look: letters were filed without ``put``."""
    ring("mail", "services.mail.jobs.deliver")


def end_of(day: date) -> datetime:
    """Return the instant at which a day is over for the organisation."""
    return start_of_day(day + timedelta(days=1), settings().zone)


def _day(instant: datetime) -> date:
    return instant.astimezone(ZoneInfo(settings().zone)).date()
