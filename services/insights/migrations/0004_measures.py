"""Measures: what is done about it, why, for whom, by whom, and what it should bring."""

from alembic import op

revision = "insights_0004"
down_revision = "insights_0003"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE insights.measure (
    id             uuid NOT NULL,
    title          text NOT NULL,
    what           text NOT NULL,
    why            text NOT NULL,
    seen_by        text NOT NULL,
    told           text NOT NULL,
    department_id  uuid,
    reason         text,
    owner_id       uuid,
    starts_on      date NOT NULL,
    ends_on        date,
    cost           numeric(12, 2),
    avoided        integer,
    state          text NOT NULL,
    -- The figures of the day on which it was thought of; they never change afterwards.
    figures        jsonb NOT NULL,
    made_at        timestamptz NOT NULL,
    made_by        uuid NOT NULL,
    changed_at     timestamptz NOT NULL,
    version        integer NOT NULL,
    -- The day about which the owner was written to last.
    reminded       date,
    CONSTRAINT pk_measure PRIMARY KEY (id),
    CONSTRAINT ck_measure_title CHECK (title <> ''),
    CONSTRAINT ck_measure_days CHECK (ends_on >= starts_on),
    CONSTRAINT ck_measure_cost CHECK (cost >= 0),
    CONSTRAINT ck_measure_avoided CHECK (avoided >= 0),
    CONSTRAINT ck_measure_state CHECK (state IN ('planned', 'running', 'done', 'stopped'))
);
CREATE INDEX ix_measure_starts_on ON insights.measure (starts_on DESC, id DESC);
CREATE INDEX ix_measure_state ON insights.measure (state) WHERE owner_id IS NOT NULL;

CREATE FUNCTION insights.figures_of_that_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.figures IS DISTINCT FROM OLD.figures THEN
        RAISE EXCEPTION 'the figures of the day on which a measure was made stay as they were';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER figures_of_that_day BEFORE UPDATE ON insights.measure
    FOR EACH ROW EXECUTE FUNCTION insights.figures_of_that_day();

CREATE TABLE insights.measure_note (
    id          uuid NOT NULL,
    measure_id  uuid NOT NULL,
    words       text NOT NULL,
    noted_at    timestamptz NOT NULL,
    noted_by    uuid NOT NULL,
    CONSTRAINT pk_measure_note PRIMARY KEY (id),
    CONSTRAINT fk_measure_note_measure_id_measure FOREIGN KEY (measure_id) REFERENCES insights.measure (id),
    CONSTRAINT ck_measure_note_words CHECK (words <> '')
);
CREATE INDEX ix_measure_note_measure ON insights.measure_note (measure_id, noted_at);
"""


def upgrade() -> None:
    """Make room for measures and what is noted about them."""
    op.get_bind().exec_driver_sql(TABLES)


def downgrade() -> None:
    """Refuse: what was promised is not dropped by a migration."""
    message = "measures are never taken down by a migration"
    raise RuntimeError(message)
