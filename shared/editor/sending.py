"""A draft by mail, to whoever writes it: to try it on a phone, as a colleague will."""

from __future__ import annotations

from datetime import timedelta

from shared.db.transaction import Tx
from shared.editor import words
from shared.editor.room import Room
from shared.kernel.ids import new_id
from shared.kernel.settings import settings
from shared.letterbox.put import Letter, put
from shared.questionnaire import trial
from shared.questionnaire.library.store import Draft
from shared.web.auth import Account


def send_to_oneself(tx: Tx, room: Room, draft: Draft, me: Account) -> None:
    """Put a letter to ``me`` into the letterbox, with the link behind which the draft can be tried."""
    link = settings().base_url + trial.address(room.service, draft.key, 0)
    letter = Letter(
        key=f"{room.service}:trial:{new_id()}",
        template="questionnaire/trial",
        kind="key",
        email=me.email,
        language=me.language,
        params={"title": words.said(draft.definition["title"])},
        secrets={"link": link},
        expires_at=tx.now + timedelta(days=trial.DAYS),
    )
    put(tx, letter)
