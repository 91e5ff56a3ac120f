"""When interviewers can, and where they can be met: for whoever looks for a time with them."""

from alembic import op

revision = "journey_0008"
down_revision = "journey_0007"
branch_labels = None
depends_on = None

HOURS = """
ALTER TABLE journey.interviewer
    ADD COLUMN time_zone text,
    -- By weekday: {"mon": [["09:00", "12:30"], ["13:30", "17:00"]]}; NULL is office hours, Monday to Friday.
    ADD COLUMN hours jsonb,
    ADD COLUMN place text,
    ADD COLUMN phone text,
    ADD COLUMN video text;
-- Days on which it is otherwise.
CREATE TABLE journey.interviewer_day (
    account_id uuid NOT NULL REFERENCES journey.interviewer (account_id) ON DELETE CASCADE,
    day        date NOT NULL,
    opens      time NOT NULL,
    closes     time NOT NULL,
    CONSTRAINT pk_interviewer_day PRIMARY KEY (account_id, day, opens),
    CONSTRAINT ck_interviewer_day_hours CHECK (closes > opens)
);
"""

# Whose account is closed, who left, died or was forgotten is not there; why somebody is away is nobody's business.
VIEWS = """
CREATE VIEW journey.interviewer_v1 AS
SELECT i.account_id, coalesce(a.person_id, i.person_id) AS person_id, a.name, i.programmes, i.a_week,
       i.active AND (coalesce(a.person_id, i.person_id) IS NULL OR EXISTS (
           SELECT FROM people.career_v1 c WHERE c.person_id = coalesce(a.person_id, i.person_id)
           AND NOT c.deceased AND NOT c.forgotten AND c.state IN ('active', 'leaving'))) AS active,
       i.time_zone, i.hours, i.place, i.phone, i.video
FROM journey.interviewer i JOIN console.interviewer_v1 a USING (account_id);

CREATE VIEW journey.interviewer_away_v1 AS
SELECT account_id, first_day, last_day FROM journey.interviewer_away
UNION ALL
SELECT i.account_id, p.first_day, p.last_day
FROM journey.interviewer i JOIN console.interviewer_v1 a USING (account_id)
JOIN people.absence_v1 p ON p.person_id = coalesce(a.person_id, i.person_id);

CREATE VIEW journey.interviewer_day_v1 AS SELECT account_id, day, opens, closes FROM journey.interviewer_day;
GRANT USAGE ON SCHEMA appointment TO weerzien_journey;
GRANT SELECT ON appointment.busy_v1 TO weerzien_journey;
"""


def upgrade() -> None:
    """Make room, and publish it."""
    for part in (HOURS, VIEWS):
        op.get_bind().exec_driver_sql(part)


def downgrade() -> None:
    """Refuse: conversations are planned by it."""
    message = "when interviewers can is not forgotten by a migration"
    raise RuntimeError(message)
