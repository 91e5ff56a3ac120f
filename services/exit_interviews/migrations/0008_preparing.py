"""Who holds conversations with whom, and what an interviewer notes beforehand."""

from alembic import op

revision = "exit_0008"
down_revision = "exit_0007"
branch_labels = None
depends_on = None

HOLDER = """
CREATE TABLE exit.holder (
    account_id     uuid PRIMARY KEY,
    -- Which kinds of leaving, and who works in or below which departments; empty is all.
    kinds          text[] NOT NULL DEFAULT '{}',
    department_ids uuid[] NOT NULL DEFAULT '{}',
    -- Only where nobody else can.
    deputy         boolean NOT NULL DEFAULT false,
    set_at         timestamptz NOT NULL,
    set_by         uuid NOT NULL,
    CONSTRAINT ck_holder_kinds CHECK (
        kinds <@ ARRAY['resignation', 'dismissal', 'end_of_contract', 'retirement', 'mutual_agreement'])
);
GRANT SELECT ON people.department_v1 TO weerzien_exit;
"""

# Under seal: of who has the database alone, nobody reads it; and of the house only who wrote it.
BEFOREHAND = """
CREATE TABLE exit.beforehand (
    talk_id    uuid PRIMARY KEY REFERENCES exit.talk (id) ON DELETE CASCADE,
    account_id uuid NOT NULL,
    sealed     bytea NOT NULL,
    written_at timestamptz NOT NULL
);
"""


def upgrade() -> None:
    """Make room for it."""
    for part in (HOLDER, BEFOREHAND):
        op.get_bind().exec_driver_sql(part)


def downgrade() -> None:
    """Refuse: who holds conversations is not forgotten by a migration."""
    message = "who holds exit conversations is never taken down by a migration"
    raise RuntimeError(message)
