"""Reasons as interviewers heard them, as exit publishes them: in circles, like all that people said."""

from __future__ import annotations

from sqlalchemy import Connection, text

from shared.disclosure.figures import NOBODY, Figure, tallied

# What interviewers held for the heaviest cause; and whether the person named the same.
FIRST, AGREES = "coded_first", "agrees"
_FOUND = text("""
    WITH picked AS (
        SELECT circle_id, out_of, value, people, question FROM exit.coded_v1
        WHERE question IN ('coded_first', 'agrees')
          AND (CAST(:first AS int) IS NULL OR year >= :first) AND (CAST(:last AS int) IS NULL OR year <= :last))
    SELECT question, NULL AS value, sum(out_of) AS people
    FROM (SELECT DISTINCT circle_id, out_of, question FROM picked) c GROUP BY question
    UNION ALL
    SELECT question, value, sum(people) FROM picked GROUP BY question, value""")


def figures(conn: Connection, *, first: int | None, last: int | None) -> dict[str, Figure]:
    """Return what interviewers heard, and how often both named the same: sums of circles."""
    found: dict[str, Figure] = tallied(conn.execute(_FOUND, {"first": first, "last": last}))
    return {FIRST: found.get(FIRST, NOBODY), AGREES: found.get(AGREES, NOBODY)}
