"""What a mail server's answer means for a letter."""

import re
from uuid import UUID

from services.mail.domain.letters import Outcome

_STATUS = re.compile(rb"\s*([245])\.(\d{1,3})\.(\d{1,3})")
# 5.1.7 and 5.1.8 blame the sender, 5.1.10 a domain that takes no mail at all.
_SENDER_TO_BLAME = frozenset({"5.1.7", "5.1.8"})
# Permanent by number, temporary by nature: a full mailbox is emptied some day.
_PASSES = frozenset({"5.2.2", "5.3.1", "5.3.2", "5.4.5"})
_NO_SUCH_ADDRESS = frozenset({550, 551, 553})


def code_of(reply: int, text: bytes) -> str:
    """A code that can be kept: the numbers, never the server's words, which may hold an address."""
    found = _STATUS.match(text)
    return f"smtp_{reply}_{_joined(found)}" if found else f"smtp_{reply}"


def refusal(letter_id: UUID, reply: int, text: bytes, *, of_recipient: bool) -> Outcome:
    """The outcome of an answer that is not a yes."""
    reason = code_of(reply, text)
    found = _STATUS.match(text)
    status = _joined(found) if found else None
    if reply < 500 or status in _PASSES:
        return Outcome(letter_id=letter_id, verdict="later", reason=reason)
    if status is not None:
        address_is_bad = status.startswith("5.1.") and status not in _SENDER_TO_BLAME
    else:
        address_is_bad = of_recipient and reply in _NO_SUCH_ADDRESS
    if address_is_bad:
        return Outcome(letter_id=letter_id, verdict="refused", reason=reason, bad_address=True)
    return Outcome(letter_id=letter_id, verdict="parked", reason=reason)


def _joined(found: re.Match[bytes]) -> str:
    return ".".join(part.decode() for part in found.groups())
