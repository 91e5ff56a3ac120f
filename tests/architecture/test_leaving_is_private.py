"""What each service's database role may see of leaving, column by column: whoever widens it thinks twice."""

from __future__ import annotations

import pytest

from infra.migrate import SERVICES
from tests.house import House

# The whole of it. Answers go to insights in circles only; that somebody was asked goes to the console's timeline.
MAY_SEE: dict[str, dict[str, set[str] | None]] = {
    # None is every column of a view that holds no person beside an answer.
    "insights": {
        "past_v1": None,
        "past_reason_v1": None,
        "reason_v1": None,
        "told_v1": None,
        "reason_name_v1": None,
        "reason_word_v1": None,
        # As interviewers heard them, in circles; and lessons that the person let go on, without person or case.
        "coded_v1": None,
        "lesson_v1": None,
        # What people wrote: how often is which theme, in circles; and words that they let be quoted, which HR picked.
        "read_v1": None,
        "theme_v1": None,
        "theme_name_v1": None,
        "quote_v1": None,
        "form_v1": {"moment", "state", "opened_at"},
    },
    "console": {"form_v1": None, "wish_v1": None},
    # What there is to ask.
    "journey": {"questionnaire_v1": None},
}
_SEEN = """
    SELECT c.relname AS view, a.attname AS col,
           has_table_privilege(:role, c.oid, 'SELECT') AS whole,
           has_table_privilege(:role, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE') AS changes
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.nspname = 'exit' AND c.relkind IN ('r', 'v', 'm', 'p')
      AND (has_column_privilege(:role, c.oid, a.attnum, 'SELECT')
           OR has_table_privilege(:role, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))
"""


@pytest.mark.parametrize("service", [one for one in SERVICES if one != "exit"])
def test_no_service_sees_more_of_leaving_than_its_part(house: House, service: str) -> None:
    rows = house.sql(_SEEN, role=f"weerzien_{service}")
    allowed = MAY_SEE.get(service, {})
    assert [row for row in rows if row.changes] == []
    beyond = {
        f"{row.view}.{row.col}"
        for row in rows
        if row.view not in allowed or row.col not in (allowed[row.view] or {row.col})
    }
    assert beyond == set()


def test_what_shows_people_shows_no_answer_and_what_shows_answers_no_people(house: House) -> None:
    columns = house.sql(
        "SELECT table_name AS view, array_agg(column_name::text) AS cols FROM information_schema.columns"
        " WHERE table_schema = 'exit' AND table_name LIKE '%\\_v1' GROUP BY 1"
    )
    people, answers = {"person_id", "spell_id"}, {"value", "code", "words", "score", "statement", "text"}
    assert columns
    assert [row.view for row in columns if people & set(row.cols) and answers & set(row.cols)] == []
