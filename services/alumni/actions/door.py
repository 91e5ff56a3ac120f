"""The door of a reunion: who is there is ticked, by the list or by the square on somebody's phone."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.alumni.actions import reunions
from services.alumni.domain.reunions import OPEN, Reunion
from services.alumni.errors.reunions import AttendanceUnknown, DoorShut
from services.alumni.store import door
from shared.db.transaction import Tx
from shared.invitation.standing import Standing, read_standing, standing_token
from shared.kernel.settings import settings

# Signed apart from the links of members: a ticket opens nothing but a page of the desk.
_TICKET = "alumni ticket"


def open_at(reunion: Reunion, now: datetime) -> bool:
    """Say whether somebody can be ticked: from the day itself on, on the organisation's calendar."""
    zone = ZoneInfo(settings().zone)
    return reunion.state == OPEN and now.astimezone(zone).date() >= reunion.starts_at.astimezone(zone).date()


def ticket(attendance_id: UUID) -> str:
    """Return the token in the square of somebody who comes."""
    return standing_token(_TICKET, Standing(attendance_id, 1))


def ticket_link(reunion_id: UUID, attendance_id: UUID) -> str:
    """Return what the square says: an address at the desk, so that nobody without a login can do anything with it."""
    return f"{settings().base_url}/alumni/desk/reunions/{reunion_id}/ticket/{ticket(attendance_id)}"


def holder(tx: Tx, reunion_id: UUID, token: str) -> Any:
    """Return whose ticket this is."""
    found = read_standing(_TICKET, token)
    return _known(tx, reunion_id, found.subject if found else None)


def arrive(tx: Tx, reunion_id: UUID, attendance_id: UUID) -> Any:
    """Somebody is there. Again changes nothing."""
    _open(tx, reunion_id)
    known = _known(tx, reunion_id, attendance_id)
    door.tick(tx.conn, reunion_id, attendance_id, tx.now)
    return known


def undo(tx: Tx, reunion_id: UUID, attendance_id: UUID) -> Any:
    """Somebody is not there after all: it was pressed by mistake."""
    _open(tx, reunion_id)
    known = _known(tx, reunion_id, attendance_id)
    door.untick(tx.conn, reunion_id, attendance_id)
    return known


def _open(tx: Tx, reunion_id: UUID) -> None:
    if not open_at(reunions.load(tx, reunion_id), tx.now):
        raise DoorShut


def _known(tx: Tx, reunion_id: UUID, attendance_id: UUID | None) -> Any:
    found = door.one(tx.conn, reunion_id, attendance_id) if attendance_id else None
    if found is None:
        raise AttendanceUnknown
    return found
