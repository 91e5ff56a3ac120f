"""The local inbox: catch letters instead of delivering them, read them, throw them away."""

from email import message_from_bytes, policy
from email.errors import HeaderParseError, MessageError
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from services.mail.domain.names import tidy
from services.mail.errors import CaughtLetterNotFound
from services.mail.store import inbox as inbox_store
from shared.db.transaction import Tx
from shared.kernel.ids import new_id


def catch(tx: Tx, *, recipients: list[str], source: bytes, letter_id: UUID | None) -> None:
    """Keep a letter for each of its recipients."""
    # PostgreSQL keeps any bytes, but no NUL in text.
    message = parsed(source)
    for recipient in recipients:
        inbox_store.put(
            tx.conn,
            id=new_id(),
            letter_id=letter_id,
            recipient=tidy(recipient)[:320],
            sender=header(message, "From")[:320],
            subject=header(message, "Subject")[:500],
            source=source,
            caught_at=tx.now,
        )


def read(tx: Tx, caught_id: UUID) -> Row[Any]:
    """One caught letter."""
    found = inbox_store.one(tx.conn, caught_id)
    if found is None:
        raise CaughtLetterNotFound
    return found


def parsed(source: bytes) -> EmailMessage:
    """A letter as the standard library reads it."""
    return message_from_bytes(source, policy=policy.default)


def header(message: EmailMessage, name: str) -> str:
    """A header in words; a broken one is an empty one."""
    try:
        return tidy(str(message.get(name, "")))
    except (HeaderParseError, MessageError, ValueError, IndexError):
        return ""


def body(message: EmailMessage, kind: str) -> str | None:
    """The HTML or plain text of a letter, if it has any that can be read."""
    try:
        part = message.get_body((kind,))
        content = part.get_content() if part is not None else None
    except (KeyError, LookupError, ValueError, MessageError):
        return None
    return content if isinstance(content, str) else None
