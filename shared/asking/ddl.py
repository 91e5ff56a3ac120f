"""The SQL that a service's migration runs to get everything that asking needs.

A version that has left the house never changes: what comes later is a new function.
"""

from __future__ import annotations

from sqlalchemy import Connection

from shared.disclosure import ddl as disclosure_ddl
from shared.invitation import ddl as invitation_ddl
from shared.questionnaire import ddl as questionnaire_ddl
from shared.questionnaire.library import ddl as library_ddl
from shared.questionnaire.resealing import reseal


def version_1(schema: str, *, subject: str, view: str) -> str:
    """Return the statements for ``schema``: requests called ``subject``, published as ``view``, and what they ask."""
    names = {"schema": schema, "subject": subject, "view": view}
    ours = _REQUEST + _PUBLISHED + _RIGHTS
    for name, value in names.items():
        ours = ours.replace(f"{{{name}}}", value)
    return invitation_ddl.version_1(schema) + questionnaire_ddl.version_1(schema) + ours


def version_2(schema: str, *, subject: str) -> str:
    """Return the statements that note when invitations really left: reminders count from there."""
    return _INVITED_AT.replace("{schema}", schema).replace("{subject}", subject)


def version_3(conn: Connection, schema: str) -> None:
    """Let answers wait under seal and become figures in circles; the view of answers shows those alone from now on."""
    for statements in (
        f"DROP VIEW {schema}.answer_v1",
        invitation_ddl.version_2(schema),
        questionnaire_ddl.version_2(schema),
    ):
        conn.exec_driver_sql(statements)
    reseal(conn, schema)
    conn.exec_driver_sql(questionnaire_ddl.version_2_after(schema))
    conn.exec_driver_sql(disclosure_ddl.version_1(schema))
    conn.exec_driver_sql(_RELEASED.replace("{schema}", schema))


def version_4(schema: str) -> str:
    """Return the statements that keep the questionnaires that HR makes itself."""
    return library_ddl.version_1(schema)


_RELEASED = """
-- How many of the people of a circle gave which answer to a question. No person, no request, no row for one answer.
CREATE VIEW {schema}.answer_v1 AS
    SELECT c.id AS circle_id, c.questionnaire, c.question, c.quarter, c.path,
           array_to_string(c.path, ' > ') AS department_path, c.function, c.tenure_band, c.age_band, c.leave_kind,
           c.country, c.people AS circle_people, t.value, t.people
    FROM {schema}.circle c JOIN {schema}.tally t ON t.circle_id = c.id
    WHERE NOT c.in_words;

-- What the people of a circle wrote. The ids are random: order by id.
CREATE VIEW {schema}.words_v1 AS
    SELECT w.id, c.id AS circle_id, c.questionnaire, c.question, c.quarter, c.path,
           array_to_string(c.path, ' > ') AS department_path, c.function, c.tenure_band, c.age_band, c.leave_kind,
           c.country, c.people AS circle_people, w.text
    FROM {schema}.circle c JOIN {schema}.words w ON w.circle_id = c.id
    WHERE c.in_words;

REVOKE UPDATE, TRUNCATE ON {schema}.circle, {schema}.tally, {schema}.words FROM weerzien_{schema};
"""

_INVITED_AT = """
ALTER TABLE {schema}.{subject} ADD COLUMN invited_at timestamptz;
-- What left before this was noted, left when the request opened, as far as anybody knows.
UPDATE {schema}.{subject} SET invited_at = opened_at WHERE state = 'open' AND delivery = 'sent';
"""

_REQUEST = """
CREATE TABLE {schema}.{subject} (
    id            uuid PRIMARY KEY,
    touchpoint_id uuid NOT NULL,
    person_id     uuid,
    spell_id      uuid,
    moment        text NOT NULL,
    state         text NOT NULL,
    reason        text,
    opened_at     timestamptz NOT NULL,
    remind_at     timestamptz,
    -- The reminders after the one at remind_at.
    remind_later  timestamptz[] NOT NULL DEFAULT '{}',
    reminded_at   timestamptz,
    reminders     integer NOT NULL DEFAULT 0,
    closes_on     date NOT NULL,
    closes_at     timestamptz NOT NULL,
    ended_at      timestamptz,
    delivery      text,
    CONSTRAINT uq_{subject}_touchpoint_id UNIQUE (touchpoint_id),
    CONSTRAINT ck_{subject}_state CHECK (state IN ('open', 'answered', 'declined', 'closed')),
    CONSTRAINT ck_{subject}_ended CHECK ((state = 'open') = (ended_at IS NULL)),
    CONSTRAINT ck_{subject}_reason CHECK ((state = 'closed') = (reason IS NOT NULL)),
    -- Only while there is something to remind of, and one after the other.
    CONSTRAINT ck_{subject}_remind_at CHECK (remind_at IS NULL OR state = 'open'),
    CONSTRAINT ck_{subject}_remind_later CHECK (remind_at IS NOT NULL OR remind_later = '{}'),
    CONSTRAINT ck_{subject}_reminders CHECK ((reminders > 0) = (reminded_at IS NOT NULL))
);
CREATE INDEX ix_{subject}_remind_at ON {schema}.{subject} (remind_at) WHERE remind_at IS NOT NULL;
CREATE INDEX ix_{subject}_closes_at ON {schema}.{subject} (closes_at) WHERE state = 'open';
CREATE INDEX ix_{subject}_person_id ON {schema}.{subject} (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX ix_{subject}_opened_at_id ON {schema}.{subject} (opened_at, id);
CREATE INDEX ix_{subject}_state_opened_at_id ON {schema}.{subject} (state, opened_at, id);
"""

_PUBLISHED = """
CREATE VIEW {schema}.{view} AS
    SELECT id, person_id, touchpoint_id, moment, state, opened_at, reminded_at, closes_on,
           CASE WHEN state = 'answered' THEN ended_at END AS answered_at, ended_at, reason, delivery
    FROM {schema}.{subject};

-- No person, no request, no time but the month. The id of a response says which answers belong together, no more.
CREATE VIEW {schema}.answer_v1 AS
    SELECT r.id AS response_id, r.questionnaire, r.version, r.level, r.month, r.department_id, r.department,
           r.department_path, r.function, r.tenure_band, r.country, a.question, a.number, a.codes, a.text, a.day
    FROM {schema}.response r JOIN {schema}.answer a ON a.response_id = r.id;
"""

# Console shows who took part. The service itself reads whom it may ask, how its desk speaks of them (addresses stay
# with people and mail), and what every page at the desk reads.
_RIGHTS = """
GRANT USAGE ON SCHEMA {schema} TO weerzien_console;
GRANT SELECT ON {schema}.{view} TO weerzien_console;
GRANT USAGE ON SCHEMA people, journey, console TO weerzien_{schema};
GRANT SELECT ON people.career_v1, people.sample_v1, journey.stop_v1 TO weerzien_{schema};
GRANT SELECT ON console.session_v1, console.account_name_v1 TO weerzien_{schema};
GRANT SELECT (person_id, display_name) ON people.contact_v1 TO weerzien_{schema};
GRANT EXECUTE ON FUNCTION console.session_seen TO weerzien_{schema};
"""
