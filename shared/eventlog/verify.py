"""Prove that nobody altered the log."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

CHUNK = 50_000

# A position that is missing breaks the chain too: positions count up without a gap, from 1.
_BROKEN = text("""
    WITH link AS (
        SELECT position, id, type, person_id, occurred_at, body, hash,
               lag(position) OVER (ORDER BY position) AS before_position,
               lag(hash) OVER (ORDER BY position) AS before_hash
        FROM eventlog.fact WHERE position >= :first AND position <= :last
    )
    SELECT count(*) FILTER (WHERE position > :skip) AS checked,
           min(position) FILTER (WHERE position > :skip AND (
               position <> coalesce(before_position, 0) + 1
               OR hash <> eventlog.link(coalesce(before_hash, ''::bytea), position, id, type, person_id,
                                        occurred_at, body))) AS broken
    FROM link
""")


@dataclass(frozen=True)
class Verdict:
    """How far the chain was followed, and where it first broke, if it did."""

    checked: int
    broken_at: int | None

    @property
    def intact(self) -> bool:
        """Nothing was altered, left out or slipped in."""
        return self.broken_at is None


def verify(conn: Connection) -> Verdict:
    """Follow the whole chain, some ten thousand facts at a time, and stop at the first link that does not hold."""
    checked = 0
    done = 0
    last = conn.execute(text("SELECT coalesce(max(position), 0) FROM eventlog.fact")).scalar_one()
    while done < last:
        # Each chunk begins with the last link of the one before, whose hash it needs.
        row = conn.execute(_BROKEN, {"first": done, "last": done + CHUNK, "skip": done}).one()
        if row.broken is not None:
            return Verdict(checked + row.broken - done - 1, row.broken)
        if row.checked == 0:
            return Verdict(checked, done + 1)
        checked += row.checked
        done += CHUNK
    return Verdict(checked, None)
