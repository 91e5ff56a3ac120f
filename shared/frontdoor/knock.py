"""Leave a name and an address at the front door of people, in the same commit as the reason for it.

Names and addresses have one home. A service to which a stranger tells theirs (a former colleague who wants to stay in
touch) writes them here and forgets them: its role may INSERT and never look. People finds out who it is, or HR does,
and answers with a fact that names the caller by the id that the service gave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy import text

from shared.db.transaction import Tx


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who is at the door, in their own words; ``person_id`` where we know already (a new address of a member)."""

    id: UUID
    email: str
    name: str = ""
    language: str | None = None
    from_year: int | None = None
    until_year: int | None = None
    person_id: UUID | None = None


# No conflict target: naming one would need the right to read.
_KNOCK = text("""
    INSERT INTO people.caller (id, email, name, language, from_year, until_year, person_id, state, called_at)
    VALUES (:id, :email, :name, :language, :from_year, :until_year, :person_id, 'unconfirmed', :now)
    ON CONFLICT DO NOTHING
""")


def knock(tx: Tx, caller: Caller) -> None:
    """Leave word of ``caller``; the same id twice is one caller."""
    tx.conn.execute(_KNOCK, {**asdict(caller), "now": tx.now})


_LEAVE_LIST = text("""
    INSERT INTO people.caller (id, email, name, language, from_year, until_year, list_id, state, called_at)
    SELECT c.id, c.email, c.name, c.language, c.from_year, c.until_year, :list_id, 'listed', :now
    FROM unnest(cast(:ids AS uuid[]), cast(:emails AS text[]), cast(:names AS text[]), cast(:languages AS text[]),
                cast(:from_years AS integer[]), cast(:until_years AS integer[]))
         AS c (id, email, name, language, from_year, until_year)
    ON CONFLICT DO NOTHING
""")


def leave_list(tx: Tx, list_id: UUID, callers: Sequence[Caller]) -> None:
    """Leave the names and addresses of a file of HR's; nobody is let in before HR vouches for them."""
    if callers:
        columns = ("id", "email", "name", "language", "from_year", "until_year")
        given = {f"{name}s": [getattr(one, name) for one in callers] for name in columns}
        tx.conn.execute(_LEAVE_LIST, {**given, "list_id": list_id, "now": tx.now})
