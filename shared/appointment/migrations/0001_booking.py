"""When interviewers are taken, over all services: nobody is ever booked twice at a time."""

from alembic import op

revision = "appointment_0001"
down_revision = None
branch_labels = ("appointment",)
depends_on = None

# A range of one id: so a plain GiST index holds both who and when, and no extension is asked of the server.
BOOKING = """
CREATE TYPE appointment.id_range AS RANGE (subtype = uuid);
CREATE TABLE appointment.booking (
    id         uuid PRIMARY KEY,
    service    text NOT NULL,
    account_id uuid NOT NULL,
    starts_at  timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    CONSTRAINT ck_booking_lasts CHECK (ends_at > starts_at),
    CONSTRAINT ex_booking_once EXCLUDE USING gist (
        appointment.id_range(account_id, account_id, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&)
);
CREATE INDEX ix_booking_account_id_starts_at ON appointment.booking (account_id, starts_at);

-- When somebody is taken; with whom and for what is nobody else's business.
CREATE VIEW appointment.busy_v1 AS SELECT id, account_id, starts_at, ends_at FROM appointment.booking;
"""

# A time is taken, or moved, in one statement; where somebody else was first the answer is no, and what was taken stays.
# Services may only do these two, and only to what is their own.
DEEDS = """
CREATE FUNCTION appointment.take(id_ uuid, account_ uuid, starts_ timestamptz, ends_ timestamptz)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    service_ text := substring(session_user FROM '^weerzien_(.*)$');
BEGIN
    INSERT INTO appointment.booking AS b (id, service, account_id, starts_at, ends_at)
        VALUES (id_, service_, account_, starts_, ends_)
    ON CONFLICT (id) DO UPDATE
        SET account_id = excluded.account_id, starts_at = excluded.starts_at, ends_at = excluded.ends_at
        WHERE b.service = excluded.service;
    RETURN FOUND;
EXCEPTION WHEN exclusion_violation THEN
    RETURN false;
END $$;
CREATE FUNCTION appointment.give_up(ids_ uuid[])
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM appointment.booking
    WHERE id = ANY (ids_) AND service = substring(session_user FROM '^weerzien_(.*)$')
$$;
REVOKE ALL ON FUNCTION appointment.take FROM PUBLIC;
REVOKE ALL ON FUNCTION appointment.give_up FROM PUBLIC;
REVOKE ALL ON TYPE appointment.id_range FROM PUBLIC;
"""


def upgrade() -> None:
    """Make it."""
    for part in (BOOKING, DEEDS):
        op.get_bind().exec_driver_sql(part)


def downgrade() -> None:
    """Refuse: two people would come to one table."""
    message = "who is booked when is never forgotten by a migration"
    raise RuntimeError(message)
