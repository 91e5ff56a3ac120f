"""Answers under the house's key while they wait: who has the database alone reads nothing in them, and no moment."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from cryptography.fernet import Fernet

from shared.kernel.settings import settings
from shared.questionnaire.kinds import Stored
from shared.questionnaire.privacy import Group

# Fernet writes the second in the open, at which something was sealed; ours is always the same one.
NO_MOMENT = 0
# Lengths are rounded up, so that a long story is not known by its size.
_ROUND = 256


@dataclass(frozen=True, kw_only=True)
class Content:
    """What somebody answered, and from which group; how many others were promised; and a mark that is theirs alone.

    ``released`` names the answers that became figures already, and are kept because they will be asked back.
    """

    answers: Mapping[str, Stored]
    group: Group
    month: date
    promised: tuple[int, int]
    who: bytes | None
    released: frozenset[str] = frozenset()


def sealed(content: Content) -> bytes:
    """Return ``content`` under the house's key."""
    plain = json.dumps(
        {
            "answers": {key: _row(one) for key, one in content.answers.items()},
            "group": {**asdict(content.group), "department_id": _text(content.group.department_id)},
            "month": content.month.isoformat(),
            "promised": content.promised,
            "who": content.who.hex() if content.who else None,
            "released": sorted(content.released),
        },
        ensure_ascii=False,
    ).encode()
    padded = plain + b" " * (-len(plain) % _ROUND)
    return sealer("waiting", settings().secret_key).encrypt_at_time(padded, NO_MOMENT)


def opened(token: bytes) -> Content:
    """Return what is sealed in ``token``; raise InvalidToken where another key sealed it."""
    found = json.loads(sealer("waiting", settings().secret_key).decrypt(token))
    department = found["group"].pop("department_id")
    return Content(
        answers={key: stored_of(row) for key, row in found["answers"].items()},
        group=Group(department_id=UUID(department) if department else None, **found["group"]),
        month=date.fromisoformat(found["month"]),
        promised=tuple(found["promised"]),
        who=bytes.fromhex(found["who"]) if found["who"] else None,
        released=frozenset(found["released"]),
    )


@lru_cache(maxsize=8)
def sealer(purpose: str, secret_key: str) -> Fernet:
    """Return what seals for one purpose."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(purpose.encode() + secret_key.encode()).digest()))


def _row(stored: Stored) -> dict[str, Any]:
    row = {"number": stored.number, "codes": stored.codes, "text": stored.text, "day": _text(stored.day)}
    return {name: value for name, value in row.items() if value is not None}


def stored_of(row: Mapping[str, Any]) -> Stored:
    """Return an answer out of plain data."""
    codes, day = row.get("codes"), row.get("day")
    return Stored(
        number=row.get("number"),
        codes=None if codes is None else tuple(codes),
        text=row.get("text"),
        day=date.fromisoformat(day) if day else None,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
