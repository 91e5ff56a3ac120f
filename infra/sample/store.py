"""What the sample looks up about itself: as the house's owner, since no service may see all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, select, text

from shared.asking.programme import Programme
from shared.db.engine import owner_engine
from shared.invitation.model import Invitation
from shared.invitation.store import from_row

PREFIX: Final = "voorbeeld"
LAST: Final = "vandaag"


@dataclass(frozen=True)
class Open:
    """A request that waits for somebody of the sample."""

    service: str
    id: UUID
    number: str
    moment: str
    opened_at: datetime
    reminded_at: datetime | None
    delivered: bool


def files() -> list[str]:
    """The names of the sample's imported files, oldest first."""
    query = text("SELECT file_name FROM people.import_run WHERE sample ORDER BY created_at, id")
    with owner_engine().connect() as conn:
        return list(conn.execute(query).scalars())


def anybody() -> bool:
    """Is there anybody in this house?"""
    with owner_engine().connect() as conn:
        return bool(conn.execute(text("SELECT EXISTS (SELECT 1 FROM people.person)")).scalar_one())


def latest_fact() -> datetime | None:
    """When the last thing happened in the house, apart from logins at the desk."""
    query = text("SELECT max(occurred_at) FROM eventlog.fact WHERE type NOT LIKE 'console.%'")
    with owner_engine().connect() as conn:
        return conn.execute(query).scalar()


def open_requests(programme: Programme) -> list[Open]:
    """The requests of a programme that wait for an answer; delivered, where the letter has left."""
    key = f"{programme.service}:{programme.subject}:"
    query = text(f"""
        SELECT r.id, p.employee_number, r.moment, r.opened_at, r.reminded_at,
               EXISTS (SELECT 1 FROM mail.letter l WHERE l.person_id = r.person_id AND l.state = 'sent'
                       AND l.key LIKE :key || r.id || '%' AND l.reason IS NULL)
        FROM {programme.tables.request.fullname} r JOIN people.person p ON p.id = r.person_id
        WHERE r.state = 'open' AND p.sample ORDER BY r.opened_at, p.employee_number
    """)  # noqa: S608  the name of our own table
    with owner_engine().connect() as conn:
        return [Open(programme.service, *row) for row in conn.execute(query, {"key": key})]


def sent_since(instant: datetime) -> list[tuple[UUID, str]]:
    """Invitations that left since an instant, with the number of the person."""
    query = text("""
        SELECT l.id, p.employee_number FROM mail.letter l JOIN people.person p ON p.id = l.person_id
        WHERE l.state = 'sent' AND l.sent_at >= :instant AND l.reason IS NULL AND p.sample
        ORDER BY p.employee_number
    """)
    with owner_engine().connect() as conn:
        return [(row.id, row.employee_number) for row in conn.execute(query, {"instant": instant})]


def invitation_about(conn: Connection, programme: Programme, request_id: UUID) -> Invitation | None:
    """The invitation to a request, locked as behind its link."""
    invitation = programme.tables.asked.invited.invitation
    row = conn.execute(
        select(invitation).where(invitation.c.subject_id == request_id).with_for_update()
    ).one_or_none()
    return from_row(row) if row else None


def summary() -> str:
    """What there is now, in one line."""
    query = text("""
        SELECT (SELECT count(*) FROM people.person WHERE sample) AS people,
               (SELECT count(*) FROM mail.letter WHERE state = 'sent') AS letters,
               (SELECT count(*) FROM onboarding.checkin WHERE state = 'answered')
               + (SELECT count(*) FROM stay.interview WHERE state = 'answered')
               + (SELECT count(*) FROM exit.form WHERE state = 'answered') AS answered
    """)
    with owner_engine().connect() as conn:
        row = conn.execute(query).one()
    return f"{row.people} people, {row.letters} letters sent, {row.answered} times answered."
