"""The yearly evaluation, as it was when it was made."""

from alembic import op

revision = "insights_0005"
down_revision = "insights_0004"
branch_labels = None
depends_on = None

TABLE = """
CREATE TABLE insights.evaluation (
    year         integer NOT NULL,
    content      jsonb NOT NULL,
    proposed     text NOT NULL,
    made_at      timestamptz NOT NULL,
    made_by      uuid,
    released_at  timestamptz,
    released_by  uuid,
    CONSTRAINT pk_evaluation PRIMARY KEY (year),
    CONSTRAINT ck_evaluation_year CHECK (year BETWEEN 1900 AND 9000),
    CONSTRAINT ck_evaluation_released CHECK ((released_at IS NULL) = (released_by IS NULL))
);
CREATE FUNCTION insights.evaluation_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.released_at IS NOT NULL THEN
        RAISE EXCEPTION 'an evaluation that was released stays as it was';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_stays BEFORE UPDATE OR DELETE ON insights.evaluation
    FOR EACH ROW EXECUTE FUNCTION insights.evaluation_stays();
"""


def upgrade() -> None:
    """Make room for evaluations; one that was released never changes."""
    op.get_bind().exec_driver_sql(TABLE)


def downgrade() -> None:
    """Refuse: what the board has read is not dropped by a migration."""
    message = "evaluations are never taken down by a migration"
    raise RuntimeError(message)
