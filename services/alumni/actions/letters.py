"""The letters of the network: what is asked for, never who it goes to by name."""

from __future__ import annotations

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

# Where a letter says so, mail writes the reader's own standing link into it (services/mail/standing).
_SERVICE = "alumni"
# Written at the desk: mail finds its words by the issue (alumni.issue_v1).
NEWSLETTER = "alumni/newsletter"


def standing(member: Member) -> dict[str, Any]:
    """Return how mail makes the link to a member's preferences."""
    return {"service": _SERVICE, "subject": str(member.id), "number": member.link_no}


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


def welcome(member: Member, application: object) -> Letter:
    """Say that somebody is in, with the way to their preferences."""
    return Letter(
        key=f"alumni/welcome/{member.id}/{application}",
        template="alumni/welcome",
        person_id=member.person_id,
        address="private",
        language=member.language,
        params={"standing": standing(member), "asleep": member.state == "asleep"},
    )


def left(member: Member, day: date) -> Letter:
    """Say that somebody is out of it, and how to come back, in case a machine pressed the button."""
    return Letter(
        key=f"alumni/left/{member.id}/{day.isoformat()}",
        template="alumni/left",
        person_id=member.person_id,
        address="private",
        language=member.language,
        params={"standing": standing(member)},
    )


def newsletter_test(issue_id: UUID, email: str, language: str) -> Letter:
    """Send a newsletter to whoever writes it."""
    return Letter(
        key=f"{NEWSLETTER}/test/{new_id()}",
        template=NEWSLETTER,
        email=email,
        language=language,
        params={"issue": str(issue_id), "given_name": "", "test": True},
    )


def receipt(member: Member, interest_id: UUID, vacancy: Vacancy, promised: date) -> Letter:
    """Confirm an answer at once, with the day by which they hear."""
    return Letter(
        key=f"alumni/receipt/{interest_id}",
        template="alumni/receipt",
        person_id=member.person_id,
        address="private",
        language=member.language,
        params={"title": vacancy.title, "promised_on": promised.isoformat(), "standing": standing(member)},
    )


def decision(member: Member, interest_id: UUID, vacancy: Vacancy, decided: Decision, number: int) -> Letter:
    """Say what was decided. What HR wrote to one person is sealed until it leaves, and gone afterwards."""
    return Letter(
        key=f"alumni/decision/{interest_id}",
        template="alumni/decision",
        person_id=member.person_id,
        address="private",
        language=member.language,
        params={
            "title": vacancy.title,
            "outcome": decided.outcome,
            "number": number,
            "standing": standing(member),
        },
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
    keeps = what in {"in", "reminder"} or (what == "changed" and one.state == "in")
    goes = what in {"out", "cancelled"} and (what == "out" or one.state == "in")
    return Letter(
        key=f"alumni/attending/{one.id}/{sequence}",
        template="alumni/attending",
        person_id=member.person_id,
        address="private",
        language=member.language,
        params={
            "what": what,
            "title": reunion.title,
            "place": reunion.place,
            "starts_at": reunion.starts_at.isoformat(),
            "until": until.isoformat() if until else None,
            "reunion": str(reunion.id),
            "standing": standing(member),
        },
        event=_event(reunion, one, sequence, CANCEL if goes else REQUEST) if keeps or goes else None,
        expires_at=None if what == "cancelled" else reunion.starts_at,
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
