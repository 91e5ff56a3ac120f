"""Reunions, and who comes: a place, the waiting list in order, a place that is offered for a while."""

from alembic import op

revision = "alumni_0004"
down_revision = "alumni_0003"
branch_labels = None
depends_on = None

REUNION = """
CREATE TABLE alumni.reunion (
    id           uuid NOT NULL,
    title        text NOT NULL,
    body         text NOT NULL,
    place        text NOT NULL,
    access       text NOT NULL DEFAULT '',
    starts_at    timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL,
    capacity     integer,
    guests_max   integer NOT NULL DEFAULT 0,
    answer_by    date NOT NULL,
    sequence     integer NOT NULL DEFAULT 0,
    state        text NOT NULL DEFAULT 'draft',
    created_at   timestamptz NOT NULL,
    created_by   uuid,
    invited_at   timestamptz,
    invited      integer,
    reminded_at  timestamptz,
    CONSTRAINT pk_reunion PRIMARY KEY (id),
    CONSTRAINT ck_reunion_state CHECK (state IN ('draft', 'open', 'cancelled')),
    CONSTRAINT ck_reunion_times CHECK (starts_at < ends_at),
    CONSTRAINT ck_reunion_capacity CHECK (capacity > 0),
    CONSTRAINT ck_reunion_guests CHECK (guests_max BETWEEN 0 AND 10)
);
CREATE INDEX ix_reunion_starts ON alumni.reunion (starts_at DESC, id DESC);

CREATE TABLE alumni.attendance (
    id             uuid NOT NULL,
    reunion_id     uuid NOT NULL,
    member_id      uuid NOT NULL,
    -- The order in which people said yes; who says yes anew stands at the end again.
    turn           bigint NOT NULL,
    state          text NOT NULL,
    guests         integer NOT NULL DEFAULT 0,
    diet           text NOT NULL DEFAULT '',
    offered_until  timestamptz,
    asked_again    boolean NOT NULL DEFAULT false,
    sequence       integer NOT NULL DEFAULT 0,
    at             timestamptz NOT NULL,
    changed_at     timestamptz NOT NULL,
    arrived_at     timestamptz,
    CONSTRAINT pk_attendance PRIMARY KEY (id),
    CONSTRAINT uq_attendance_reunion_id_member_id UNIQUE (reunion_id, member_id),
    CONSTRAINT uq_attendance_reunion_id_turn UNIQUE (reunion_id, turn),
    CONSTRAINT fk_attendance_reunion_id_reunion FOREIGN KEY (reunion_id) REFERENCES alumni.reunion (id),
    CONSTRAINT fk_attendance_member_id_member FOREIGN KEY (member_id) REFERENCES alumni.member (id),
    CONSTRAINT ck_attendance_state CHECK (state IN ('in', 'waiting', 'offered', 'maybe', 'no')),
    CONSTRAINT ck_attendance_offered CHECK ((state = 'offered') = (offered_until IS NOT NULL)),
    CONSTRAINT ck_attendance_guests CHECK (guests BETWEEN 0 AND 10)
);
CREATE INDEX ix_attendance_waiting ON alumni.attendance (reunion_id, turn) WHERE state = 'waiting';
CREATE INDEX ix_attendance_offered ON alumni.attendance (offered_until) WHERE state = 'offered';
CREATE INDEX ix_attendance_member ON alumni.attendance (member_id);
"""


def upgrade() -> None:
    """Make room for reunions."""
    op.get_bind().exec_driver_sql(REUNION)


def downgrade() -> None:
    """Refuse: who comes is not forgotten by a migration."""
    message = "reunions and who comes are never taken down by a migration"
    raise RuntimeError(message)
