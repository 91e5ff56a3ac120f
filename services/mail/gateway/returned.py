"""Reading return mail: bounces, complaints, and automatic replies that mean nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from typing import Literal
from uuid import UUID

from flufl.bounce import all_failures

from services.mail.gateway.verp import letter_of

MOST_READ = 512 * 1024
_STATUS_LINE = re.compile(r"^Status:\s*([245]\.\d{1,3}\.\d{1,3})", re.MULTILINE | re.IGNORECASE)
_ACTION_LINE = re.compile(r"^Action:\s*([a-z]+)", re.MULTILINE | re.IGNORECASE)
_FEEDBACK = re.compile(r"^Feedback-Type:\s*([a-z-]+)", re.MULTILINE | re.IGNORECASE)
_SPOKEN_STATUS = re.compile(r"(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])")
_SPOKEN_CODE = re.compile(r"(?:SMTP error|said:|[<>:#\"'(]|^)\s*([45])\d\d[ -]", re.MULTILINE)
_COMPLAINTS = frozenset({"abuse", "opt-out", "fraud", "virus", "other", "miscategorized"})
_OURS = re.compile(rb"terug\+[0-9a-f]{32}\.[0-9a-f]{16}@", re.IGNORECASE)
_POSTMASTERS = re.compile(r"mailer-daemon|postmaster|mail delivery|microsoftexchange", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """What a returned message says; `none` is a person's or a machine's reply that changes nothing."""

    kind: Literal["hard", "soft", "delayed", "complaint", "none"]
    status: str | None = None


NOTHING = Reading("none")


def read(raw: bytes) -> Reading:
    """Tell bounces from complaints from replies."""
    message = message_from_bytes(raw[:MOST_READ], policy=policy.compat32)
    complaint = _complaint(message)
    if complaint is not None:
        return complaint
    report = "\n".join(_reports(message)) or _body(message)
    said = _STATUS_LINE.findall(report)
    if said:
        return _by_status(said, _ACTION_LINE.findall(report))
    temporary, permanent = _failures(message)
    if permanent:
        return Reading("hard", _spoken(message))
    if temporary:
        return Reading("delayed" if _is_warning(message) else "soft", _spoken(message))
    if _is_bounce(message):
        return _by_words(message)
    return NOTHING


def letter_in(raw: bytes, recipients: list[str], secret_key: str) -> UUID | None:
    """The letter that return mail is about: by the address it came to, else by one inside it."""
    for address in recipients:
        letter_id = letter_of(address, secret_key)
        if letter_id:
            return letter_id
    for found in _OURS.findall(raw[:MOST_READ]):
        letter_id = letter_of(found.decode(), secret_key)
        if letter_id:
            return letter_id
    return None


def _complaint(message: Message) -> Reading | None:
    for part in message.walk():
        if part.get_content_type() == "message/feedback-report":
            found = _FEEDBACK.search(part.as_string())
            return Reading("complaint") if found and found.group(1).lower() in _COMPLAINTS else NOTHING
    if message.get_param("report-type") == "feedback-report":
        return NOTHING
    subject = str(message.get("Subject", "")).lower()
    if subject.startswith("complaint about message from") or message.get("X-Apple-Unsubscribe") == "true":
        return Reading("complaint")
    return None


def _reports(message: Message) -> Iterator[str]:
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            yield part.as_string()


def _body(message: Message) -> str:
    """The first text of a message: what the returning server says itself, not the letter it returns."""
    for part in message.walk():
        if part.get_content_maintype() == "text":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return content.decode("utf-8", "replace")
    return ""


def _by_status(statuses: list[str], actions: list[str]) -> Reading:
    hard = [status for status in statuses if status.startswith("5")]
    if hard:
        return Reading("hard", hard[0])
    soft = [status for status in statuses if status.startswith("4")]
    if not soft:
        return NOTHING
    still_trying = bool(actions) and all(action.lower() == "delayed" for action in actions)
    return Reading("delayed" if still_trying else "soft", soft[0])


def _failures(message: Message) -> tuple[frozenset[bytes], frozenset[bytes]]:
    try:
        temporary, permanent = all_failures(message)
    except Exception:  # noqa: BLE001  it reads strangers' mail with a hundred patterns; a crash is "not recognised"
        return frozenset(), frozenset()
    return temporary, permanent


def _is_warning(message: Message) -> bool:
    subject = str(message.get("Subject", "")).lower()
    return "delay" in subject or "warning" in subject


def _is_bounce(message: Message) -> bool:
    """From a mail system, and not a reply that somebody's mailbox wrote by itself."""
    if message.get_param("report-type") == "delivery-status":
        return True
    sender = f"{message.get('From', '')} {message.get('Return-Path', '')}"
    return bool(_POSTMASTERS.search(sender))


def _spoken(message: Message) -> str | None:
    found = _SPOKEN_STATUS.search(_body(message))
    return found.group(1) if found else None


def _by_words(message: Message) -> Reading:
    status = _spoken(message)
    code = _SPOKEN_CODE.search(_body(message))
    digit = status[0] if status else code.group(1) if code else None
    if digit is None:
        return Reading("soft") if message.get_param("report-type") == "delivery-status" else NOTHING
    return Reading("hard" if digit == "5" else "soft", status)
