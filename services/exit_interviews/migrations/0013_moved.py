"""What the board counts is counted once for each state of the cases: each move among them is noted."""

from alembic import op

revision = "exit_0013"
down_revision = "exit_0012"
branch_labels = None
depends_on = None

# By lot and without an hour: who reads it learns that something moved, and nothing of when or of whom.
MOVED = """
CREATE TABLE exit.moved (lot bigint NOT NULL DEFAULT (random() * 9007199254740991)::bigint);
INSERT INTO exit.moved DEFAULT VALUES;
CREATE FUNCTION exit.note_move() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = exit AS $$
BEGIN
    INSERT INTO exit.moved DEFAULT VALUES;
    RETURN NULL;
END $$;
"""
WATCHED = ("leaving", "talk", "report", "wish")


def upgrade() -> None:
    """Let the tables of the board note what moves in them."""
    bind = op.get_bind()
    bind.exec_driver_sql(MOVED)
    for table in WATCHED:
        bind.exec_driver_sql(
            f"CREATE TRIGGER moved AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON exit.{table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION exit.note_move()"
        )


def downgrade() -> None:
    """Note nothing any more."""
    bind = op.get_bind()
    for table in WATCHED:
        bind.exec_driver_sql(f"DROP TRIGGER moved ON exit.{table}")
    bind.exec_driver_sql("DROP FUNCTION exit.note_move(); DROP TABLE exit.moved")
