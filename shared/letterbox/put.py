"""Put letters into the letterbox, in the same commit as the reason for them."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from cryptography.fernet import Fernet
from sqlalchemy import text

from shared.db.transaction import Tx
from shared.kernel.settings import settings
from shared.letterbox.event import Event
from shared.queue.bell import ring


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter that is asked for: to a person or to an account (mail knows their addresses), or to an e-mail address.

    ``key`` says what the letter is about and makes it unique: the same key twice is one letter. ``params`` hold no
    names; what carries a token goes into ``secrets``, which is sealed at rest and wiped once the letter is sent.

    ``kind`` is ``request`` and ``reminder`` for what asks, ``service`` for all else, and ``key`` for what somebody
    needs to get in, or has sent to themselves: that alone leaves while HR has stopped all letters.
    """

    key: str
    template: str
    person_id: UUID | None = None
    account_id: UUID | None = None
    email: str | None = None
    address: str = "any"
    kind: str = "service"
    language: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    not_before: datetime | None = None
    expires_at: datetime | None = None
    # The hours of the plan ("opens", "closes", "days"), where it has its own; None: the organisation's.
    hours: Mapping[str, Any] | None = None
    # An appointment for the reader's calendar.
    event: Event | None = field(default=None, repr=False)

    @property
    def sealed(self) -> dict[str, str]:
        """What nobody but mail reads."""
        return {**self.secrets, **({CALENDAR: self.event.sealed()} if self.event else {})}


# Where the event lies among what is sealed.
CALENDAR = "calendar"
LETTERS = UUID("c41c888e-a5bc-57aa-9f3a-b409f88185b5")

# No conflict target: naming one would need the right to read the letterbox.
_PUT = text("""
    INSERT INTO mail.letter (id, key, template, kind, person_id, account_id, address, email, language, params,
                             secrets, not_before, expires_at, hours, queued_at)
    SELECT l.id, l.key, l.template, l.kind, l.person_id, l.account_id, l.address, l.email, l.language, l.params::jsonb,
           l.secrets, coalesce(l.not_before, :now), l.expires_at, l.hours::jsonb, :now
    FROM unnest(cast(:ids AS uuid[]), cast(:keys AS text[]), cast(:templates AS text[]), cast(:kinds AS text[]),
                cast(:person_ids AS uuid[]), cast(:account_ids AS uuid[]), cast(:addresses AS text[]),
                cast(:emails AS text[]), cast(:languages AS text[]), cast(:params AS text[]), cast(:secrets AS bytea[]),
                cast(:not_befores AS timestamptz[]), cast(:expiries AS timestamptz[]),
                cast(:hours AS text[]))
         AS l (id, key, template, kind, person_id, account_id, address, email, language, params, secrets, not_before,
               expires_at, hours)
    ON CONFLICT DO NOTHING
""")


def put(tx: Tx, *letters: Letter) -> None:
    """File ``letters`` in one statement; a key that is there already is left as it is. Rings mail after the commit."""
    if not letters:
        return
    seal = sealer()
    tx.conn.execute(
        _PUT,
        {
            "now": tx.now,
            "ids": [letter_id(letter.key) for letter in letters],
            "keys": [letter.key for letter in letters],
            "templates": [letter.template for letter in letters],
            "kinds": [letter.kind for letter in letters],
            "person_ids": [letter.person_id for letter in letters],
            "account_ids": [letter.account_id for letter in letters],
            "addresses": [letter.address for letter in letters],
            "emails": [letter.email for letter in letters],
            "languages": [letter.language for letter in letters],
            "params": [json.dumps(dict(letter.params)) for letter in letters],
            "secrets": [
                seal.encrypt(json.dumps(sealed).encode()) if (sealed := letter.sealed) else None
                for letter in letters
            ],
            "not_befores": [letter.not_before for letter in letters],
            "expiries": [letter.expires_at for letter in letters],
            "hours": [json.dumps(dict(letter.hours)) if letter.hours else None for letter in letters],
        },
    )
    tx.after_commit(lambda: ring("mail", "services.mail.jobs.deliver"))


def letter_id(key: str) -> UUID:
    """Return the id of the letter with this key: it follows from the key, as nobody but mail can look it up."""
    return uuid5(LETTERS, key)


def sealer() -> Fernet:
    """Return what seals and opens the ``secrets`` of a letter; the key follows from the house's secret key."""
    key = hashlib.sha256(b"letterbox" + settings().secret_key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
