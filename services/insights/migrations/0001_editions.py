"""The bare employments in two editions: one is read, the other can be built anew beside it."""

from alembic import op

revision = "insights_0001"
down_revision = None
branch_labels = ("insights",)
depends_on = None

EDITIONS = """
CREATE TABLE insights.edition (
    name         text NOT NULL,
    live         boolean NOT NULL,
    begun_at     timestamptz,
    start_head   bigint,
    position     bigint,
    finished_at  timestamptz,
    CONSTRAINT pk_edition PRIMARY KEY (name),
    CONSTRAINT ck_edition_name CHECK (name IN ('a', 'b')),
    CONSTRAINT ck_edition_building CHECK ((begun_at IS NULL) = (position IS NULL)),
    CONSTRAINT ck_edition_start CHECK ((begun_at IS NULL) = (start_head IS NULL))
);
CREATE UNIQUE INDEX uq_edition_live ON insights.edition (live) WHERE live;
INSERT INTO insights.edition (name, live) VALUES ('a', true), ('b', false);
"""

# Months are counted from the year 0, so that an age is one subtraction.
EMPLOYMENT = """
CREATE TABLE insights.employment_{name} (
    spell_id       uuid NOT NULL,
    person_id      uuid NOT NULL,
    hire_date      date NOT NULL,
    last_day       date,
    leave_kind     text,
    department_id  uuid,
    function       text,
    manager_id     uuid,
    hours          numeric(5, 2),
    place          text,
    country        text,
    birth_month    integer,
    CONSTRAINT pk_employment_{name} PRIMARY KEY (spell_id),
    CONSTRAINT ck_employment_{name}_days CHECK (last_day >= hire_date)
);
CREATE INDEX ix_employment_{name}_person ON insights.employment_{name} (person_id);
CREATE INDEX ix_employment_{name}_hire_date ON insights.employment_{name} (hire_date);
CREATE INDEX ix_employment_{name}_last_day ON insights.employment_{name} (last_day) WHERE last_day IS NOT NULL;
GRANT TRUNCATE ON insights.employment_{name} TO weerzien_insights;
"""

RIGHTS = """
GRANT USAGE ON SCHEMA journey, console TO weerzien_insights;
GRANT SELECT ON journey.stop_v1, console.session_v1, console.account_name_v1 TO weerzien_insights;
GRANT EXECUTE ON FUNCTION console.session_seen TO weerzien_insights;
"""


def upgrade() -> None:
    """Make both editions; the first is read."""
    for part in (EDITIONS, *(EMPLOYMENT.format(name=name) for name in ("a", "b")), RIGHTS):
        op.get_bind().exec_driver_sql(part)


def downgrade() -> None:
    """Take it away: all of it can be built again from the log."""
    op.execute("DROP TABLE insights.employment_a, insights.employment_b, insights.edition")
