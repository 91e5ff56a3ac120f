"""What notes and promises have in common: a conversation that has been, and a letter to the person about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.stay_interviews.actions.talking import TALKS
from services.stay_interviews.errors import NoteUnfit
from services.stay_interviews.store import notes as store
from services.stay_interviews.store.notes import DRAFT
from shared.appointment import actions as talk_actions
from shared.appointment.choosing import who_of
from shared.appointment.model import HELD
from shared.db.transaction import Tx
from shared.invitation.link import address
from shared.invitation.store import more_links
from shared.letterbox.put import Letter, put


def held(tx: Tx, talk_id: UUID) -> Any:
    """Return a conversation that has been, locked; to note something is to say that it has been."""
    talk = talk_actions.held(tx, TALKS, talk_id)
    if talk.state != HELD:
        raise NoteUnfit
    return talk


def still_draft(tx: Tx, talk_id: UUID) -> None:
    """Raise NoteUnfit once the person has it in hand; a conversation that has been may have no note yet."""
    talk = held(tx, talk_id)
    note = store.one(tx.conn, talk.id, lock=True)
    if note is not None and note.state != DRAFT:
        raise NoteUnfit


def tell(tx: Tx, talk: Any, what: str, *, key: str = "", **params: Any) -> None:
    """Write to the person that there is something to read behind the link."""
    links = more_links(tx, TALKS.tables.invited, [talk.subject_id])
    if not links or talk.person_id is None:
        return
    put(
        tx,
        Letter(
            key=f"stay:talk:{talk.id}:{what}{key}",
            template="stay/note",
            person_id=talk.person_id,
            language=who_of(tx, talk).language,
            params={"what": what, **{name: value.isoformat() for name, value in params.items()}},
            secrets={"link": address(TALKS.service, links[0].token, "note")},
        ),
    )
