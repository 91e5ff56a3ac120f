"""What was kept in the open before answers waited under seal: a migration brings it there, once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, text

from shared.disclosure.model import LEAST_GROUP, LEAST_WORDS
from shared.kernel.ids import random_id
from shared.questionnaire.privacy import Group
from shared.questionnaire.sealing import Content, sealed, stored_of

BATCH = 1_000
_GROUP = ("department", "department_path", "function", "tenure_band", "age_band", "leave_kind", "country")


def reseal(conn: Connection, schema: str) -> int:
    """Bring confidential answers of ``schema`` under seal; return how many responses there were."""
    total = 0
    while rows := conn.execute(text(_FOUND.replace("{schema}", schema)), {"limit": BATCH}).all():
        conn.execute(text(_PUT.replace("{schema}", schema)), [_waiting(row) for row in rows])
        conn.execute(
            text(f"DELETE FROM {schema}.response WHERE id = ANY(:ids)"),  # noqa: S608  the schema is ours
            {"ids": [row.id for row in rows]},
        )
        total += len(rows)
    return total


_FOUND = """
    SELECT r.*, (SELECT coalesce(jsonb_agg(to_jsonb(a)), '[]')
                 FROM {schema}.answer a WHERE a.response_id = r.id) AS said
    FROM {schema}.response r WHERE r.level = 'confidential' ORDER BY r.id LIMIT :limit
"""
_PUT = """
    INSERT INTO {schema}.waiting (id, questionnaire, version, level, ready_on, seal, content)
    VALUES (:id, :questionnaire, :version, 'confidential', :ready_on, :seal, :content)
"""


def _waiting(row: Any) -> dict[str, Any]:
    answers = {one["question"]: stored_of(one) for one in row.said}
    group = Group(department_id=row.department_id, **{name: getattr(row, name) for name in _GROUP})
    content = Content(
        answers=answers, group=group, month=row.month, promised=(LEAST_GROUP, LEAST_WORDS), who=None
    )
    # The time to answer is not in the response; no invitation of ours was open for longer than a month.
    later = (row.month + timedelta(days=62)).replace(day=1)
    return {
        "id": random_id(),
        "questionnaire": row.questionnaire,
        "version": row.version,
        "ready_on": later,
        "seal": bytes(row.seal),
        "content": sealed(content),
    }
