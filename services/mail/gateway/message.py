"""A letter as the bytes that go over the wire.

Written by hand because it is done for every letter: the standard library's EmailMessage makes some 800 a
second, this some 20,000. What may hold a person's text (names, subject) still goes through email.header.
"""

import base64
import binascii
import os
from collections.abc import Mapping
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from functools import lru_cache
from uuid import UUID

from services.mail.domain.letters import Invite, Outgoing
from services.mail.domain.names import tidy
from services.mail.gateway.kinds import Sender

_SPECIALS = frozenset('()<>[]:;@\\,."')
_HEADER_WIDTH = 76
# RFC 5321 allows 998 octets and the line end.
_LONGEST_LINE = 990


def common_headers(template: str, domain: str) -> dict[str, str]:
    """Headers that every letter carries, whoever delivers it."""
    service, _, name = template.partition("/")
    return {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "Feedback-ID": f"{name}:{service}:letter:{domain}",
    }


def message_id(letter_id: UUID, domain: str) -> str:
    """One letter, one Message-ID, also when it is sent again: mail programs then show it once."""
    return f"<{letter_id.hex}@{domain}>"


def build(letter: Outgoing, sender: Sender, now: datetime, *, eight_bit: bool = False) -> bytes:
    """The whole message with CRLF line ends; as it is where the server takes `eight_bit`, else quoted."""
    rendered = letter.rendered
    written_by = _written_by(sender)
    boundary = f"=_{os.urandom(12).hex()}"
    headers: dict[str, str] = {
        "From": written_by,
        "To": mailbox(letter.to_name, letter.to_email, header="To"),
        "Reply-To": written_by,
        "Subject": encoded(tidy(rendered.subject), "Subject"),
        "Date": _dated(now.replace(microsecond=0)),
        "Message-ID": message_id(letter.letter_id, sender.domain),
        **common_headers(letter.template, sender.domain),
        **_safe(letter.headers),
        "Content-Language": rendered.language,
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/alternative;\r\n boundary="{boundary}"',
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    mark = boundary.encode()
    # UTF-8 in headers only ever stems from an address that needs it, and then the server has said it can.
    return b"".join(
        (
            head.encode(),
            b"\r\n--", mark, b"\r\n", _part("plain", rendered.text, eight_bit),
            b"\r\n--", mark, b"\r\n", _part("html", rendered.html, eight_bit),
            *((b"\r\n--", mark, b"\r\n", _calendar(letter.invite)) if letter.invite else ()),
            b"\r\n--", mark, b"--\r\n",
        )
    )  # fmt: skip


def _part(kind: str, text: str, eight_bit: bool) -> bytes:  # noqa: FBT001  one word, three lines away
    body = text.replace("\r\n", "\n").encode()
    if eight_bit and _short_lines(body):
        return _heading(kind, "8bit") + body.replace(b"\n", b"\r\n")
    # Bare line feeds first, soft breaks included: b2a_qp would mix both kinds of line end.
    quoted = binascii.b2a_qp(body, istext=True).replace(b"\n", b"\r\n")
    return _heading(kind, "quoted-printable") + quoted


def _calendar(invite: Invite) -> bytes:
    """The appointment, last: a reader that knows calendars shows it, the others what stands before it (RFC 6047)."""
    heading = (
        f"Content-Type: {calendar_type(invite)}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    return heading.encode() + base64.encodebytes(invite.text.encode()).replace(b"\n", b"\r\n").rstrip()


def calendar_type(invite: Invite) -> str:
    """The media type of an appointment; its method has to be the one that stands in it."""
    return f"text/calendar; method={invite.method}"


def _short_lines(body: bytes) -> bool:
    """Whether no line is too long: from line end to line end in the largest steps, for most of a letter is no news."""
    start = 0
    while len(body) - start > _LONGEST_LINE:
        end = body.rfind(b"\n", start, start + _LONGEST_LINE + 1)
        if end < 0:
            return False
        start = end + 1
    return True


def _heading(kind: str, encoding: str) -> bytes:
    return (
        f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode()
    )


def mailbox(name: str, email: str, *, header: str = "From") -> str:
    """`Name <address>` as a header wants it, the name encoded or quoted where needed."""
    name = tidy(name)
    if not name:
        return email
    if not name.isascii() or "=?" in name:
        # Folded as if the address stood on a line of its own, which it does where the name is long.
        words = encoded(name, header)
        return f"{words}{_gap(words, email)}<{email}>"
    if _SPECIALS & set(name):
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        name = f'"{escaped}"'
    return f"{name}{_gap(name, email)}<{email}>"


@lru_cache(maxsize=4)
def _written_by(sender: Sender) -> str:
    return mailbox(sender.name, sender.email)


@lru_cache(maxsize=4)
def _dated(second: datetime) -> str:
    return format_datetime(second)


@lru_cache(maxsize=64)
def _encoded(text: str, header: str) -> str:
    charset = None if text.isascii() and "=?" not in text else "utf-8"
    return Header(text, charset, header_name=header, maxlinelen=_HEADER_WIDTH).encode(linesep="\r\n")


def encoded(text: str, header: str) -> str:
    """A line of text in a header: RFC 2047 where it is not ASCII, folded where it is long."""
    if text.isascii() and len(text) + len(header) + 2 <= _HEADER_WIDTH and "=?" not in text:
        return text
    return _encoded(text, header)


def _safe(headers: Mapping[str, str]) -> dict[str, str]:
    """Nothing that a letter adds may break out of its header."""
    return {name: tidy(value) for name, value in headers.items()}


def _gap(name: str, email: str) -> str:
    last_line = name.rpartition("\n")[2]
    return "\r\n " if len(last_line) + len(email) + 9 > _HEADER_WIDTH else " "
