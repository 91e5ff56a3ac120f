"""Big sendings keep a pace: so many a minute, to one provider, and from a new address a day."""

from alembic import op

revision = "mail_0007"
down_revision = "mail_0006"
branch_labels = None
depends_on = None

PACE = """
CREATE TABLE mail.pace (
    one         boolean NOT NULL DEFAULT true,
    per_minute  integer,
    per_domain  integer,
    first_day   integer,
    since       date,
    changed_at  timestamptz NOT NULL,
    changed_by  uuid,
    CONSTRAINT pk_pace PRIMARY KEY (one),
    CONSTRAINT ck_pace_one CHECK (one),
    CONSTRAINT ck_pace_per_minute CHECK (per_minute > 0),
    CONSTRAINT ck_pace_per_domain CHECK (per_domain > 0),
    CONSTRAINT ck_pace_first_day CHECK (first_day > 0),
    CONSTRAINT ck_pace_since CHECK ((first_day IS NULL) = (since IS NULL))
);
-- A domain is known by a keyed hash: that of one person's own would be an address.
CREATE TABLE mail.pace_count (
    span     text NOT NULL,
    at       timestamptz NOT NULL,
    key      text NOT NULL,
    letters  integer NOT NULL,
    CONSTRAINT pk_pace_count PRIMARY KEY (span, at, key),
    CONSTRAINT ck_pace_count_span CHECK (span IN ('minute', 'day'))
);
CREATE TABLE mail.pace_wait (
    key      text NOT NULL,
    until    timestamptz NOT NULL,
    letters  integer NOT NULL,
    CONSTRAINT pk_pace_wait PRIMARY KEY (key)
);
CREATE INDEX ix_letter_paced ON mail.letter (not_before) WHERE state = 'queued' AND reason = 'paced';
"""

# For the desk of newsletters: how many left in which minute, and why others wait and until when.
PROGRESS = """
-- As before, without the letters by which somebody tried it out.
CREATE OR REPLACE VIEW mail.issue_v1 AS
    SELECT (params ->> 'issue')::uuid AS issue_id, state,
           CASE WHEN state = 'sent' AND reason LIKE 'bounced_%' THEN 'bounced'
                WHEN state = 'sent' AND reason = 'complained' THEN 'complained'
                WHEN state = 'cancelled' THEN reason END AS outcome,
           count(*) AS letters, max(sent_at) AS last_sent_at
    FROM mail.letter WHERE params ? 'issue' AND NOT params ? 'test' GROUP BY 1, 2, 3;
CREATE VIEW mail.issue_minute_v1 AS
    SELECT (params ->> 'issue')::uuid AS issue_id, date_trunc('minute', sent_at) AS minute, count(*) AS letters
    FROM mail.letter WHERE params ? 'issue' AND NOT params ? 'test' AND sent_at IS NOT NULL
    GROUP BY 1, 2;
CREATE VIEW mail.issue_wait_v1 AS
    SELECT (params ->> 'issue')::uuid AS issue_id, coalesce(reason, 'turn') AS reason, count(*) AS letters,
           max(not_before) AS until
    FROM mail.letter WHERE params ? 'issue' AND NOT params ? 'test' AND state = 'queued' GROUP BY 1, 2;
GRANT SELECT ON mail.issue_minute_v1, mail.issue_wait_v1 TO weerzien_alumni;
"""


def upgrade() -> None:
    """Make room for it."""
    for part in (PACE, PROGRESS):
        op.get_bind().exec_driver_sql(part.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: a provider that was promised a pace would see none."""
    message = "mail.issue_wait_v1 is read by alumni"
    raise RuntimeError(message)
