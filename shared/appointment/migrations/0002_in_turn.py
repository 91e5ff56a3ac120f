"""Who takes a time of an interviewer takes it in turn: two at the same instant could wait for one another."""

from alembic import op

revision = "appointment_0002"
down_revision = "appointment_0001"
branch_labels = None
depends_on = None

# ON CONFLICT beside an exclusion constraint inserts on trial, and two on trial at once can block each other: one would
# hear of a deadlock instead of a time that is taken. One lock an interviewer, held until the end of the commit.
TAKE = """
CREATE OR REPLACE FUNCTION appointment.take(id_ uuid, account_ uuid, starts_ timestamptz, ends_ timestamptz)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    service_ text := substring(session_user FROM '^weerzien_(.*)$');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('appointment:' || account_, 0));
    UPDATE appointment.booking SET account_id = account_, starts_at = starts_, ends_at = ends_
        WHERE id = id_ AND service = service_;
    IF NOT FOUND THEN
        INSERT INTO appointment.booking (id, service, account_id, starts_at, ends_at)
            VALUES (id_, service_, account_, starts_, ends_);
    END IF;
    RETURN true;
EXCEPTION WHEN exclusion_violation OR unique_violation THEN
    RETURN false;
END $$;
"""


def upgrade() -> None:
    """Let them take turns."""
    op.get_bind().exec_driver_sql(TAKE)


def downgrade() -> None:
    """Refuse: what happens at once would fail again."""
    message = "the turns of those who take a time are not undone by a migration"
    raise RuntimeError(message)
