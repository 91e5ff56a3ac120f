"""Claim letters whose time has come: who reads them, where they go, and whether they may leave now."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import Row

from services.mail.actions import issues, pacing, stopping, telling, waiting
from services.mail.domain import addresses
from services.mail.domain.addresses import Address, Contact, Nowhere, Reader
from services.mail.domain.letters import EXPIRED, NO_ADDRESS, PERSON_GONE, SUPPRESSED, Letter
from services.mail.rendering.issues import source_of
from services.mail.rendering.source import Source
from services.mail.store import addresses as address_store
from services.mail.store import letters as letter_store
from services.mail.store.letters import Note
from shared.db.transaction import Tx
from shared.kernel.settings import settings
from shared.letterbox.event import Event
from shared.letterbox.put import CALENDAR

UNSEALABLE = "sealed_with_another_key"


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A claimed letter and where it goes."""

    letter: Letter
    contact: Contact | None
    address: Address
    reader: Reader | None = None
    # The words of a letter that was written at a desk.
    written: Source | None = None

    @property
    def name(self) -> str:
        """How the reader is called on the envelope; of a plain address nobody knows."""
        if self.reader is not None:
            return self.reader.name
        return self.contact.display_name if self.contact else ""

    @property
    def language(self) -> str | None:
        """The language of the letter, else of its reader."""
        reader = self.reader or self.contact
        return self.letter.language or (reader.language if reader else None)


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What was claimed at once: `size` letters, of which `ready` can be rendered and handed over."""

    size: int
    ready: tuple[Ready, ...]


@dataclass(frozen=True, kw_only=True)
class _Known:
    """Who reads a batch, what its addresses are known by, and which of these are not written any more."""

    contacts: Mapping[UUID, Contact]
    readers: Mapping[UUID, Reader]
    hashes: Mapping[str, bytes]
    blocked: Collection[str]


def claim(tx: Tx, *, batch: int, seal: Fernet, secret_key: str) -> Batch:
    """Take letters whose time has come; those that can go nowhere are settled at once."""
    rows = letter_store.claim(tx.conn, tx.now, batch) if batch else ()
    letters, unsealable = _opened(rows, seal)
    known = _known(tx, letters, secret_key)
    going, stopped = _sorted(tx, letters, known)
    ready, waits = _ready(tx, going)
    noted = stopping.notes(tx, stopped)
    letter_store.note(tx.conn, [*unsealable, *noted, *waits], tx.now)
    kept = [(one.letter.id, known.hashes[one.address.email], one.address.kind) for one in ready]
    letter_store.delivered_to(tx.conn, kept, tx.now)
    facts = [
        stopping.undeliverable(letter.id, letter.person_id, one.reason)
        for (letter, _), one in zip(stopped, noted, strict=True)
    ]
    telling.record(tx, facts)
    stopping.show(tx, stopped, known.contacts, {email: known.hashes[email] for email in known.blocked})
    return Batch(size=len(rows), ready=tuple(ready))


def _opened(rows: Sequence[Row[Any]], seal: Fernet) -> tuple[list[Letter], list[Note]]:
    letters: list[Letter] = []
    notes: list[Note] = []
    for row in rows:
        try:
            secrets: dict[str, str] = json.loads(seal.decrypt(bytes(row.secrets))) if row.secrets else {}
            sealed = secrets.pop(CALENDAR, None)
        except (InvalidToken, ValueError):
            notes.append(Note(letter_id=row.id, attempts=row.attempts, state="parked", reason=UNSEALABLE))
            continue
        letters.append(
            Letter(
                id=row.id,
                template=row.template,
                person_id=row.person_id,
                address=row.address,
                email=row.email,
                language=row.language,
                params=row.params,
                secrets=secrets,
                kind=row.kind,
                attempts=row.attempts,
                queued_at=row.queued_at,
                expires_at=row.expires_at,
                hours=row.hours,
                account_id=row.account_id,
                event=Event.opened(sealed) if sealed else None,
            )
        )
    return letters, notes


def _known(tx: Tx, letters: Sequence[Letter], secret_key: str) -> _Known:
    """Look the readers up, and ask by their hashes, in one query, which addresses are blocked."""
    contacts = address_store.contacts(tx.conn, list({one.person_id for one in letters if one.person_id}))
    readers = address_store.readers(tx.conn, list({one.account_id for one in letters if one.account_id}))
    plain = {email for contact in contacts.values() for email in (contact.work_email, contact.private_email)}
    plain |= {letter.email for letter in letters} | {reader.email for reader in readers.values()}
    usable = {found for email in plain if (found := addresses.usable(email))}
    hashes = {email: addresses.fingerprint(secret_key, email) for email in usable}
    suppressed = address_store.suppressed(tx.conn, list(hashes.values()))
    blocked = {email for email, digest in hashes.items() if digest in suppressed}
    return _Known(contacts=contacts, readers=readers, hashes=hashes, blocked=blocked)


def _sorted(tx: Tx, letters: Sequence[Letter], known: _Known) -> tuple[list[Ready], list[stopping.Stopped]]:
    """Part the letters that have somewhere to go from those that have not."""
    going: list[Ready] = []
    stopped: list[stopping.Stopped] = []
    for letter in letters:
        contact = known.contacts.get(letter.person_id) if letter.person_id else None
        reader = known.readers.get(letter.account_id) if letter.account_id else None
        found = _address(tx, letter, contact or reader, known.blocked)
        if isinstance(found, Address):
            going.append(Ready(letter=letter, contact=contact, address=found, reader=reader))
        else:
            stopped.append((letter, found))
    return going, stopped


def _ready(tx: Tx, going: Sequence[Ready]) -> tuple[list[Ready], list[Note]]:
    """Part the letters that leave now, with their words, from those that wait or are not wanted any more."""
    letters = [one.letter for one in going]
    words = issues.words_of(tx, letters)
    chosen = issues.notes(tx, letters, words)
    unwanted = {one.letter_id for one in chosen}
    waits = chosen + waiting.notes(tx, [letter for letter in letters if letter.id not in unwanted])
    later = {one.letter_id for one in waits}
    waits += pacing.notes(tx, [(one.letter, one.address) for one in going if one.letter.id not in later])
    later = {one.letter_id for one in waits}
    return [replace(one, written=_written(one, words)) for one in going if one.letter.id not in later], waits


def _address(
    tx: Tx, letter: Letter, reader: Contact | Reader | None, blocked: Collection[str]
) -> Address | Nowhere:
    if letter.expires_at is not None and letter.expires_at <= tx.now:
        return Nowhere(EXPIRED, final=True)
    if letter.person_id is not None:
        return addresses.choose(letter.address, reader if isinstance(reader, Contact) else None, blocked)
    if letter.account_id is not None and reader is None:
        return Nowhere(PERSON_GONE, final=True)
    email = addresses.usable(reader.email if isinstance(reader, Reader) else letter.email)
    if email is None:
        return Nowhere(NO_ADDRESS)
    return Nowhere(SUPPRESSED, kind="account") if email in blocked else Address("account", email)


def _written(one: Ready, words: issues.Words) -> Source | None:
    """What was written at the desk, in the reader's language or the first of the newsletter."""
    issue = issues.issue_of(one.letter)
    if issue is None:
        return None
    language = one.language or settings().language
    row = words.get((issue, language))
    if row is None:
        return None
    other = one.letter.params.get("variant") == "b" and row.subject_b
    subject, letter = (row.subject_b, row.letter_b) if other else (row.subject, row.letter)
    return source_of(subject=subject, preview=row.preview, letter=letter, language=language)
