"""Views that HR keeps and shares, years as they were counted, and figures from elsewhere."""

from alembic import op

revision = "insights_0008"
down_revision = "insights_0007"
branch_labels = None
depends_on = None

# By what was ever shared is never taken back: figures that were shown are sums of what those cuts make.
VIEWS = """
CREATE TABLE insights.kept_view (
    id         uuid NOT NULL,
    name       text NOT NULL,
    asked      jsonb NOT NULL,
    roles      text[] NOT NULL,
    made_at    timestamptz NOT NULL,
    made_by    uuid NOT NULL,
    shared_at  timestamptz,
    shared_by  uuid,
    CONSTRAINT pk_kept_view PRIMARY KEY (id),
    CONSTRAINT ck_kept_view_name CHECK (length(name) BETWEEN 1 AND 100),
    CONSTRAINT ck_kept_view_roles CHECK (roles <@ ARRAY['board', 'manager']),
    CONSTRAINT ck_kept_view_shared CHECK (roles = '{}' OR shared_at IS NOT NULL AND shared_by IS NOT NULL)
);
CREATE UNIQUE INDEX uq_kept_view_name ON insights.kept_view (lower(name));
CREATE TABLE insights.shared_cut (
    position  integer NOT NULL,
    name      text NOT NULL,
    CONSTRAINT pk_shared_cut PRIMARY KEY (name),
    CONSTRAINT uq_shared_cut_position UNIQUE (position)
);
REVOKE UPDATE, DELETE, TRUNCATE ON insights.shared_cut FROM weerzien_insights;
"""

NOTED = """
CREATE TABLE insights.noted_year (
    year       integer NOT NULL,
    noted_at   timestamptz NOT NULL,
    started    integer NOT NULL,
    joined     integer NOT NULL,
    gone       integer NOT NULL,
    ended      integer NOT NULL,
    CONSTRAINT pk_noted_year PRIMARY KEY (year, noted_at)
);
"""

# Of departments alone: there is no column for a person, and none for fewer than five.
GATHERED = """
CREATE TABLE insights.absence (
    department_id  uuid NOT NULL,
    month          date NOT NULL,
    percent        numeric(6, 3) NOT NULL,
    people         integer NOT NULL,
    CONSTRAINT pk_absence PRIMARY KEY (department_id, month),
    CONSTRAINT ck_absence_month CHECK (extract(day FROM month) = 1),
    CONSTRAINT ck_absence_percent CHECK (percent BETWEEN 0 AND 100),
    CONSTRAINT ck_absence_enough_people CHECK (people >= 5)
);
CREATE TABLE insights.satisfaction (
    department_id  uuid NOT NULL,
    first_day      date NOT NULL,
    last_day       date NOT NULL,
    score          numeric(6, 3) NOT NULL,
    highest        numeric(6, 3) NOT NULL,
    people         integer NOT NULL,
    CONSTRAINT pk_satisfaction PRIMARY KEY (department_id, first_day, last_day),
    CONSTRAINT ck_satisfaction_days CHECK (first_day <= last_day),
    CONSTRAINT ck_satisfaction_score CHECK (score BETWEEN 0 AND highest),
    CONSTRAINT ck_satisfaction_enough_people CHECK (people >= 5)
);
-- A file that somebody looks at before it counts; what was taken in keeps no rows here.
CREATE TABLE insights.gathered (
    id         uuid NOT NULL,
    kind       text NOT NULL,
    file_name  text NOT NULL,
    lines      integer NOT NULL,
    rows       jsonb NOT NULL,
    refused    jsonb NOT NULL,
    looked_at  timestamptz NOT NULL,
    looked_by  uuid NOT NULL,
    taken_at   timestamptz,
    taken      integer NOT NULL,
    CONSTRAINT pk_gathered PRIMARY KEY (id),
    CONSTRAINT ck_gathered_kind CHECK (kind IN ('absence', 'satisfaction')),
    CONSTRAINT ck_gathered_taken CHECK (taken_at IS NULL OR rows = '[]')
);
CREATE INDEX ix_gathered_looked_at_id ON insights.gathered (looked_at, id);
"""


def upgrade() -> None:
    """Make room for them."""
    for part in (VIEWS, NOTED, GATHERED):
        op.get_bind().exec_driver_sql(part)


def downgrade() -> None:
    """Refuse: what was shared and what was noted is not dropped by a migration."""
    message = "kept views and noted years are never taken down by a migration"
    raise RuntimeError(message)
