"""Cases as the board shows them: each with its latest form, and by stage. The stages are those of ``domain/stages``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services.exit_interviews.domain.cases import CLOSED, OPEN
from shared.db.kept import Kept

_COLUMNS = """
    SELECT l.*, f.id AS form_id, f.state AS form_state, f.moment, f.opened_at AS asked_at, f.reminded_at, f.closes_on,
           f.ended_at AS form_ended_at, f.delivery, i.questionnaire, i.version, h.leaving_id IS NOT NULL AS waits,
           w.id AS wish_id, t.id AS talk_id, t.state AS talk_state, t.account_id AS talk_account,
           t.starts_at AS talk_starts_at, r.state AS report_state, r.said_at AS report_said_at
"""
# Few rows, whoever is looked for: who asked for a talk; and of each the conversation, with its report.
_BESIDE_ALL = """
    LEFT JOIN (
        SELECT DISTINCT ON (wf.spell_id) wf.spell_id, w.id
        FROM exit.wish w JOIN exit.form wf ON wf.id = w.request_id
        WHERE w.state = 'open' ORDER BY wf.spell_id, w.id) w ON w.spell_id = l.spell_id
    LEFT JOIN exit.talk t ON t.subject_id = l.id
    LEFT JOIN exit.report r ON r.leaving_id = l.id
"""
_BESIDE = f"""
    LEFT JOIN (SELECT DISTINCT leaving_id FROM exit.held) h ON h.leaving_id = l.id
    {_BESIDE_ALL}
"""  # noqa: S608  the part above
# Of a page of cases: each with its latest form, which the database notes beside it.
_EACH = f"""
    LEFT JOIN exit.form f ON f.id = l.asked_form AND f.spell_id = l.spell_id
    LEFT JOIN exit.invitation i ON i.subject_id = f.id
    {_BESIDE}
"""
# Of all of them at once, as narrow as a stage needs.
_ALL = f"""
    SELECT l.id, l.kind, l.state, l.reason, l.last_day, l.told_at, l.asked_state AS form_state,
           l.asked_delivery AS delivery, w.id AS wish_id, t.state AS talk_state, t.account_id AS talk_account,
           r.state AS report_state
    FROM exit.leaving l {_BESIDE_ALL}
"""  # noqa: S608  the parts above
_STAGE = """
    CASE WHEN c.state = 'closed' THEN 'closed'
         WHEN c.kind = 'dismissal' AND c.told_at IS NULL THEN 'to_tell'
         WHEN c.wish_id IS NOT NULL THEN 'to_talk'
         WHEN c.form_state IS NULL THEN 'not_asked'
         WHEN c.talk_state = 'booked' THEN 'planned'
         WHEN c.talk_state = 'held' THEN CASE c.report_state
             WHEN 'shared' THEN 'with_leaver' WHEN 'corrected' THEN 'to_settle' WHEN 'final' THEN 'to_release'
             WHEN 'released' THEN 'released' WHEN 'none' THEN 'held' ELSE 'to_report' END
         WHEN c.form_state = 'open' AND c.delivery IN ('no_address', 'suppressed', 'refused') THEN 'unreachable'
         WHEN c.talk_state = 'offered' AND c.talk_account IS NULL THEN 'no_interviewer'
         WHEN c.form_state = 'open' THEN 'asked'
         WHEN c.talk_state = 'offered' THEN 'to_plan'
         WHEN c.form_state = 'answered' THEN 'answered'
         WHEN c.form_state = 'declined' THEN 'declined'
         ELSE 'silent' END
"""
_WANTED = """
    l.state = :state AND (cast(:kind AS text) IS NULL OR l.kind = :kind)
    AND (cast(:after_day AS date) IS NULL OR (l.last_day, l.id) > (:after_day, cast(:after_id AS uuid)))
"""
_LISTED = text(f"""
    {_COLUMNS} FROM (
        SELECT * FROM exit.leaving l WHERE {_WANTED} ORDER BY l.last_day, l.id LIMIT :limit) l
    {_EACH} ORDER BY l.last_day, l.id
""")  # noqa: S608  the parts above
_AT_STAGE = text(f"""
    SELECT s.id FROM (SELECT c.*, {_STAGE} AS stage FROM ({_ALL} WHERE {_WANTED}) c) s
    WHERE s.stage = :stage ORDER BY s.last_day, s.id LIMIT :limit
""")  # noqa: S608  the parts above
_THESE = text(f"""
    {_COLUMNS} FROM (SELECT * FROM exit.leaving WHERE id = ANY(:ids)) l {_EACH} ORDER BY l.last_day, l.id
""")  # noqa: S608  the parts above
_ONE = text(f"{_COLUMNS} FROM exit.leaving l {_EACH} WHERE l.id = :id")
# Once through all of them, for whatever is counted at the head of the board.
_TALLIED = text(f"""
    SELECT c.kind, c.form_state, c.state = 'open' AS open, c.recent, {_STAGE} AS stage,
           c.talk_state = 'held' AS talked, count(*) AS many
    FROM (SELECT a.*, a.last_day >= :since AND coalesce(a.reason, '') NOT IN ('withdrawn', 'never_started', 'died')
              AS recent FROM ({_ALL}) a) c
    WHERE c.state = 'open' OR c.recent GROUP BY 1, 2, 3, 4, 5, 6
""")  # noqa: S608  the parts above

# A stage and a count walk through all cases: once for each state that they are in.
_KEPT = Kept("exit")


@dataclass(frozen=True, kw_only=True)
class Answering:
    """How those who left for one reason were asked, and what came of it; ``closed`` let the time pass."""

    not_asked: int = 0
    open: int = 0
    answered: int = 0
    declined: int = 0
    closed: int = 0
    # Of all of these, with how many somebody talked.
    talked: int = 0

    @property
    def asked(self) -> int:
        """Return how many were asked."""
        return self.open + self.finished

    @property
    def leavers(self) -> int:
        """Return how many leave or left."""
        return self.not_asked + self.asked

    @property
    def finished(self) -> int:
        """Return how many had their chance."""
        return self.answered + self.declined + self.closed


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What is counted over all cases at once."""

    stages: Mapping[str, int]
    kinds: Mapping[str, Answering]


NOTHING = Tally(stages={}, kinds={})


@dataclass(frozen=True, kw_only=True)
class Looked:
    """Which cases are looked for; None is all."""

    stage: str | None = None
    kind: str | None = None


def listed(conn: Connection, looked: Looked, *, after: tuple[date, UUID] | None, limit: int) -> Sequence[Any]:
    """Return open cases (or the closed ones, where asked for), the first last day first."""
    day, key = after or (None, None)
    closed = looked.stage == CLOSED
    how = {
        **vars(looked),
        "state": CLOSED if closed else OPEN,
        "after_day": day,
        "after_id": key,
        "limit": limit,
    }
    if closed or looked.stage is None:
        return conn.execute(_LISTED, how).all()
    ids = _KEPT.get(
        conn, ("stage", looked, after, limit), lambda: list(conn.execute(_AT_STAGE, how).scalars())
    )
    return conn.execute(_THESE, {"ids": ids}).all()


def one(conn: Connection, case_id: UUID) -> Any | None:
    """Return one case with its latest form."""
    return conn.execute(_ONE, {"id": case_id}).one_or_none()


def tally(conn: Connection, since: date) -> Tally:
    """Return how many open cases stand at each stage; and how who left since then was asked and answered, by kind."""
    return _KEPT.get(conn, ("tally", since), lambda: _tally(conn, since))


def _tally(conn: Connection, since: date) -> Tally:
    stages: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    for row in conn.execute(_TALLIED, {"since": since}):
        if row.open:
            stages[row.stage] += row.many
        if row.recent:
            counted = kinds.setdefault(row.kind, Counter())
            counted[row.form_state or "not_asked"] += row.many
            counted["talked"] += row.many if row.talked else 0
    return Tally(stages=dict(stages), kinds={kind: Answering(**counted) for kind, counted in kinds.items()})


_FORMS = text("""
    SELECT f.*, i.questionnaire FROM exit.form f JOIN exit.invitation i ON i.subject_id = f.id
    WHERE f.spell_id = :spell ORDER BY f.opened_at, f.id
""")
_AHEAD = text("""
    SELECT programme, rule, due_date FROM journey.touchpoint_v1
    WHERE person_id = :person AND spell_id = :spell AND programme IN ('exit', 'aftercare') AND state = 'planned'
    ORDER BY due_date
""")


def forms_of(conn: Connection, spell_id: UUID | None) -> Sequence[Any]:
    """Return all forms of an employment, the first first."""
    return conn.execute(_FORMS, {"spell": spell_id}).all() if spell_id else []


def ahead(conn: Connection, person_id: UUID | None, spell_id: UUID | None) -> Sequence[Any]:
    """Return the moments of the plan that are still to come for an employment (by person: so journey keeps them)."""
    return conn.execute(_AHEAD, {"person": person_id, "spell": spell_id}).all() if spell_id else []
