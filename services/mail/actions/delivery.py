"""Claim letters, make them ready to leave, note what became of them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import Row

from services.mail import policy
from services.mail.actions import issues, persons, stopping, telling, waiting
from services.mail.domain import addresses, standing
from services.mail.domain.addresses import Address, Contact, Nowhere, Reader
from services.mail.domain.letters import (
    EXPIRED,
    NO_ADDRESS,
    PERSON_GONE,
    SUPPRESSED,
    Invite,
    Letter,
    Outcome,
    Outgoing,
)
from services.mail.rendering import House, Renderer, RenderError
from services.mail.rendering.invites import Attendee, invite
from services.mail.rendering.issues import source_of
from services.mail.rendering.source import Source
from services.mail.store import addresses as address_store
from services.mail.store import failed
from services.mail.store import letters as letter_store
from services.mail.store.letters import Note
from shared.contracts.base import Fact
from shared.contracts.mail import AddressSuppressed, LetterBounced, LetterSent, LetterUndeliverable
from shared.db.transaction import Tx
from shared.kernel import clock
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


def claim(tx: Tx, *, batch: int, seal: Fernet, secret_key: str) -> Batch:
    """Take letters whose time has come; those that can go nowhere are settled at once."""
    rows = letter_store.claim(tx.conn, tx.now, batch) if batch else ()
    contacts = address_store.contacts(tx.conn, list({row.person_id for row in rows if row.person_id}))
    readers = address_store.readers(tx.conn, list({row.account_id for row in rows if row.account_id}))
    letters, notes = _opened(rows, seal)
    hashes = _hashes(letters, contacts, readers, secret_key)
    blocked = _suppressed_among(tx, hashes)
    going: list[Ready] = []
    stopped: list[tuple[Letter, Nowhere]] = []
    for letter in letters:
        contact = contacts.get(letter.person_id) if letter.person_id else None
        reader = readers.get(letter.account_id) if letter.account_id else None
        found = _address(tx, letter, contact or reader, blocked)
        if isinstance(found, Address):
            going.append(Ready(letter=letter, contact=contact, address=found, reader=reader))
        else:
            stopped.append((letter, found))
    words = issues.words_of(tx, [one.letter for one in going])
    chosen = issues.notes(tx, [one.letter for one in going], words)
    unwanted = {one.letter_id for one in chosen}
    waits = chosen + waiting.notes(tx, [one.letter for one in going if one.letter.id not in unwanted])
    later = {one.letter_id for one in waits}
    ready = [replace(one, written=_written(one, words)) for one in going if one.letter.id not in later]
    noted = stopping.notes(tx, stopped)
    letter_store.note(tx.conn, [*notes, *noted, *waits], tx.now)
    kept = [(one.letter.id, hashes[one.address.email], one.address.kind) for one in ready]
    letter_store.delivered_to(tx.conn, kept, tx.now)
    owners = {letter.id: letter.person_id for letter, _ in stopped}
    telling.record(
        tx, [stopping.undeliverable(one.letter_id, owners[one.letter_id], one.reason) for one in noted]
    )
    stopping.show(tx, stopped, contacts, {email: hashes[email] for email in blocked})
    return Batch(size=len(rows), ready=tuple(ready))


def write(ready: Ready, renderer: Renderer, *, gaps: bool) -> Outgoing | Outcome:
    """Put a letter into words; a letter that cannot be is parked alone, with what is missing."""
    letter, contact = ready.letter, ready.contact
    variables = {**letter.params, **letter.secrets, **standing.links(letter.params)}
    variables.setdefault("given_name", contact.given_name if contact else ready.name)
    try:
        rendered = renderer.render(
            letter.template, ready.language, variables, gaps=gaps, written=ready.written
        )
    except RenderError as error:
        return Outcome(letter_id=letter.id, verdict="parked", reason=f"render: {error}"[:300])
    return Outgoing(
        letter_id=letter.id,
        template=letter.template,
        to_name=ready.name,
        to_email=ready.address.email,
        rendered=rendered,
        headers=standing.headers(letter.params),
        invite=invitation(letter.event, ready, renderer.house, rendered.language) if letter.event else None,
    )


def _written(one: Ready, words: issues.Words) -> Source | None:
    """What was written at the desk, in the reader's language or the first of the newsletter."""
    issue = issues.issue_of(one.letter)
    if issue is None:
        return None
    language = one.language or settings().language
    row = words.get((issue, language))
    return row and source_of(subject=row.subject, preview=row.preview, letter=row.letter, language=language)


def invitation(event: Event, ready: Ready, house: House, language: str) -> Invite:
    """Put the appointment of a letter into the words of calendars."""
    return invite(
        event,
        house=house,
        attendee=Attendee(name=ready.name, email=ready.address.email),
        language=language,
        stamped=clock.now(),
    )


def note(tx: Tx, batch: Sequence[Ready], outcomes: Iterable[Outcome], *, secret_key: str) -> None:
    """Write back what became of letters, and tell the house."""
    by_id = {one.letter.id: one for one in batch}
    told = {outcome.letter_id: outcome for outcome in outcomes}
    notes = [_noted(tx, by_id[letter_id].letter, outcome) for letter_id, outcome in told.items()]
    ours = letter_store.note(tx.conn, notes, tx.now)
    facts: list[Fact] = []
    for letter_note in notes:
        if letter_note.letter_id in ours:
            one = by_id[letter_note.letter_id]
            facts.extend(_facts(tx, one, told[one.letter.id], letter_note, secret_key))
    telling.record(tx, facts)


def settle_overdue(tx: Tx, *, own_inbox: bool) -> None:
    """Letters that a crash left in `sending` become uncertain; with our own inbox we look and settle them."""
    lease = policy.LEASE_INBOX if own_inbox else policy.LEASE
    letter_store.overdue(tx.conn, tx.now - lease)
    if own_inbox:
        arrived = letter_store.settle_by_inbox(tx.conn, tx.now)
        tx.record(
            *(LetterSent(person_id=one.person_id, letter_id=one.id, template=one.template) for one in arrived)
        )
    expired = failed.expire(tx.conn, tx.now)
    telling.record(tx, [stopping.undeliverable(one.id, one.person_id, one.reason) for one in expired])


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


def _hashes(
    letters: Sequence[Letter],
    contacts: Mapping[UUID, Contact],
    readers: Mapping[UUID, Reader],
    secret_key: str,
) -> dict[str, bytes]:
    """The addresses of this batch, and what they are known by."""
    plain = {email for contact in contacts.values() for email in (contact.work_email, contact.private_email)}
    plain |= {letter.email for letter in letters} | {reader.email for reader in readers.values()}
    usable = {found for email in plain if (found := addresses.usable(email))}
    return {email: addresses.fingerprint(secret_key, email) for email in usable}


def _suppressed_among(tx: Tx, hashes: Mapping[str, bytes]) -> set[str]:
    """The plain addresses of this batch that are not written any more, found by their hashes in one query."""
    blocked = address_store.suppressed(tx.conn, list(hashes.values()))
    return {email for email, digest in hashes.items() if digest in blocked}


def _address(tx: Tx, letter: Letter, reader: Contact | Reader | None, blocked: set[str]) -> Address | Nowhere:
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


def _hash(secret_key: str, one: Ready) -> bytes:
    return addresses.fingerprint(secret_key, one.address.email)


def _note(letter: Letter, state: str, reason: str | None, **rest: Any) -> Note:
    return Note(letter_id=letter.id, attempts=letter.attempts, state=state, reason=reason, **rest)


def _noted(tx: Tx, letter: Letter, outcome: Outcome) -> Note:
    """The verdict of the gateway as a state of the letter."""
    if outcome.verdict == "sent":
        return _note(letter, "sent", None, provider_id=outcome.provider_id)
    if outcome.verdict == "uncertain":
        return _note(letter, "uncertain", outcome.reason)
    if outcome.verdict == "untouched":
        pause = policy.gateway_pause(tx.now - letter.queued_at)
        return _note(letter, "queued", outcome.reason, free=True, again_at=tx.now + pause)
    if outcome.verdict == "later":
        return _later(tx, letter, outcome)
    return _note(letter, "parked", outcome.reason)


def _later(tx: Tx, letter: Letter, outcome: Outcome) -> Note:
    usual = policy.pause_after(letter.attempts)
    if usual is None:
        return _note(letter, "parked", outcome.reason)
    pause = max(outcome.wait or timedelta(), usual) if outcome.wait else usual
    return _note(letter, "queued", outcome.reason, again_at=tx.now + pause)


def _facts(tx: Tx, one: Ready, outcome: Outcome, noted: Note, secret_key: str) -> Iterable[Fact]:
    letter = one.letter
    person_id = letter.person_id
    if noted.state == "sent":
        yield LetterSent(person_id=person_id, letter_id=letter.id, template=letter.template)
    if not outcome.bad_address:
        if noted.state == "parked" and outcome.verdict in ("refused", "later"):
            yield LetterUndeliverable(person_id=person_id, letter_id=letter.id, reason="refused")
        return
    yield LetterBounced(person_id=person_id, letter_id=letter.id, kind="hard")
    yield LetterUndeliverable(person_id=person_id, letter_id=letter.id, reason="refused")
    new = address_store.suppress(
        tx.conn,
        now=tx.now,
        address_hash=_hash(secret_key, one),
        person_id=person_id,
        address_kind=one.address.kind,
        reason="hard",
        status=outcome.reason,
        letter_id=letter.id,
    )
    if new:
        yield AddressSuppressed(person_id=person_id, address_kind=one.address.kind, reason="hard")
        persons.review_addresses(tx, [person_id] if person_id else [], secret_key=secret_key)
