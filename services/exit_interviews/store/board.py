"""Cases as the board shows them: each with its latest form, and by stage. The stages are those of ``domain/stages``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

# One look in the index for each case; aftercare is no answer to the form.
_CASES = """
    SELECT l.*, f.id AS form_id, f.state AS form_state, f.moment, f.opened_at AS asked_at, f.reminded_at, f.closes_on,
           f.ended_at AS form_ended_at, f.delivery, f.questionnaire, f.version,
           EXISTS (SELECT FROM exit.held h WHERE h.leaving_id = l.id) AS waits,
           (SELECT w.id FROM exit.wish w JOIN exit.form wf ON wf.id = w.request_id
            WHERE wf.spell_id = l.spell_id AND w.state = 'open' LIMIT 1) AS wish_id
    FROM exit.leaving l
    LEFT JOIN LATERAL (
        SELECT f.*, i.questionnaire, i.version
        FROM exit.form f JOIN exit.invitation i ON i.subject_id = f.id AND i.questionnaire <> 'aftercare'
        WHERE f.spell_id = l.spell_id ORDER BY f.opened_at DESC, f.id DESC LIMIT 1) f ON true
"""
_STAGE = """
    CASE WHEN c.state = 'closed' THEN 'closed'
         WHEN c.kind = 'dismissal' AND c.told_at IS NULL THEN 'to_tell'
         WHEN c.wish_id IS NOT NULL THEN 'to_talk'
         WHEN c.form_state IS NULL THEN 'not_asked'
         WHEN c.form_state = 'open' AND c.delivery IN ('no_address', 'suppressed', 'refused') THEN 'unreachable'
         WHEN c.form_state = 'open' THEN 'asked'
         WHEN c.form_state = 'answered' THEN 'answered'
         WHEN c.form_state = 'declined' THEN 'declined'
         ELSE 'silent' END
"""
_LISTED = text(f"""
    SELECT * FROM (SELECT c.*, {_STAGE} AS stage FROM ({_CASES} WHERE l.state = ANY (:states)) c) s
    WHERE (cast(:stage AS text) IS NULL OR stage = :stage) AND (cast(:kind AS text) IS NULL OR kind = :kind)
      AND (cast(:after_day AS date) IS NULL OR (last_day, id) > (:after_day, cast(:after_id AS uuid)))
    ORDER BY last_day, id LIMIT :limit
""")  # noqa: S608  the parts above
_COUNTED = text(f"""
    SELECT {_STAGE} AS stage, count(*) AS many FROM ({_CASES} WHERE l.state = 'open') c GROUP BY 1
""")  # noqa: S608  the parts above
_ONE = text(f"SELECT * FROM ({_CASES}) c WHERE c.id = :id")  # noqa: S608  the parts above
_BY_KIND = text(f"""
    SELECT c.kind, count(*) AS leavers, count(c.form_state) AS asked,
           count(*) FILTER (WHERE c.form_state = 'answered') AS answered,
           count(*) FILTER (WHERE c.form_state = 'declined') AS declined,
           count(*) FILTER (WHERE c.form_state = 'closed') AS silent,
           count(*) FILTER (WHERE c.form_state = 'open') AS open
    FROM ({_CASES}
        WHERE l.last_day >= :since AND (l.reason IS NULL OR l.reason NOT IN ('withdrawn', 'never_started', 'died'))) c
    GROUP BY c.kind
""")  # noqa: S608  the parts above


@dataclass(frozen=True, kw_only=True)
class Looked:
    """Which cases are looked for; None is all."""

    stage: str | None = None
    kind: str | None = None


def listed(conn: Connection, looked: Looked, *, after: tuple[date, UUID] | None, limit: int) -> Sequence[Any]:
    """Return open cases (or the closed ones, where asked for), the first last day first."""
    day, key = after or (None, None)
    states = ["closed"] if looked.stage == "closed" else ["open"]
    how = {**vars(looked), "states": states, "after_day": day, "after_id": key, "limit": limit}
    return conn.execute(_LISTED, how).all()


def counts(conn: Connection) -> dict[str, int]:
    """Return how many open cases stand at each stage."""
    return {row.stage: row.many for row in conn.execute(_COUNTED)}


def one(conn: Connection, case_id: UUID) -> Any | None:
    """Return one case with its latest form."""
    return conn.execute(_ONE, {"id": case_id}).one_or_none()


def by_kind(conn: Connection, since: date) -> Sequence[Any]:
    """Return how those who left since then were asked and answered, by kind of leaving."""
    return conn.execute(_BY_KIND, {"since": since}).all()


_FORMS = text("""
    SELECT f.*, i.questionnaire FROM exit.form f JOIN exit.invitation i ON i.subject_id = f.id
    WHERE f.spell_id = :spell ORDER BY f.opened_at, f.id
""")
_AHEAD = text("""
    SELECT programme, rule, due_date, state, reason FROM journey.touchpoint_v1
    WHERE spell_id = :spell AND programme IN ('exit', 'aftercare') AND state IN ('planned', 'skipped')
    ORDER BY due_date
""")


def forms_of(conn: Connection, spell_id: UUID | None) -> Sequence[Any]:
    """Return all forms of an employment, the first first."""
    return conn.execute(_FORMS, {"spell": spell_id}).all() if spell_id else []


def ahead(conn: Connection, spell_id: UUID | None) -> Sequence[Any]:
    """Return the moments of the plan that are still to come for an employment, or were left out."""
    return conn.execute(_AHEAD, {"spell": spell_id}).all() if spell_id else []
