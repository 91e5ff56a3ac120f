"""Leaving cases, and what exit interviews may read of others."""

from alembic import op

revision = "exit_0001"
down_revision = None
branch_labels = ("exit",)
depends_on = None

LEAVING = """
CREATE TABLE exit.leaving (
    id              uuid PRIMARY KEY,
    person_id       uuid,
    spell_id        uuid,
    kind            text NOT NULL,
    notice_date     date,
    last_day        date NOT NULL,
    state           text NOT NULL,
    reason          text,
    opened_at       timestamptz NOT NULL,
    closed_at       timestamptz,
    -- Where they worked when the case opened; it stays, whatever becomes of the department.
    department_id   uuid,
    department      text,
    department_path text,
    function        text,
    tenure_band     text,
    country         text,
    -- HR says that the person has been told (a dismissal); before that no letter leaves.
    told_at         timestamptz,
    told_by         uuid,
    CONSTRAINT uq_leaving_spell_id UNIQUE (spell_id),
    CONSTRAINT ck_leaving_kind CHECK (
        kind IN ('resignation', 'dismissal', 'end_of_contract', 'retirement', 'mutual_agreement')),
    CONSTRAINT ck_leaving_state CHECK (state IN ('open', 'closed')),
    CONSTRAINT ck_leaving_closed CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
    CONSTRAINT ck_leaving_reason CHECK ((state = 'closed') = (reason IS NOT NULL)),
    CONSTRAINT ck_leaving_whose CHECK ((person_id IS NULL) = (spell_id IS NULL)),
    CONSTRAINT ck_leaving_told CHECK ((told_at IS NULL) = (told_by IS NULL))
);
CREATE INDEX ix_leaving_person_id ON exit.leaving (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX ix_leaving_state_last_day_id ON exit.leaving (state, last_day, id);
"""

RIGHTS = """
GRANT USAGE ON SCHEMA people, journey, console TO weerzien_exit;
GRANT SELECT ON people.career_v1, people.sample_v1, journey.stop_v1 TO weerzien_exit;
GRANT SELECT ON console.session_v1, console.account_name_v1 TO weerzien_exit;
GRANT SELECT (person_id, display_name) ON people.contact_v1 TO weerzien_exit;
GRANT EXECUTE ON FUNCTION console.session_seen TO weerzien_exit;
"""


def upgrade() -> None:
    """Make the table, and say what the service may read."""
    for part in (LEAVING, RIGHTS):
        op.get_bind().exec_driver_sql(part)


def downgrade() -> None:
    """Refuse: leaving cases are not dropped by a migration."""
    message = "leaving cases are never taken down by a migration"
    raise RuntimeError(message)
