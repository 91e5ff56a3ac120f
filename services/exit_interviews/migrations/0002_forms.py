"""Exit forms, their invitations and answers; who asks for a talk; what waits until HR says that somebody was told."""

from alembic import op

from shared.asking import ddl
from shared.asking.wish import ddl as wish_ddl
from shared.invitation import ddl as invitation_ddl

revision = "exit_0002"
down_revision = "exit_0001"
branch_labels = None
depends_on = None

OURS = """
ALTER TABLE exit.leaving
    -- Said by the person, with their name: whether somebody asks how they are later on.
    ADD COLUMN aftercare text,
    ADD CONSTRAINT ck_leaving_aftercare CHECK (aftercare IN ('wanted', 'stopped'));

GRANT SELECT ON journey.touchpoint_v1 TO weerzien_exit;
CREATE INDEX ix_form_spell_id ON exit.form (spell_id) WHERE spell_id IS NOT NULL;

-- Moments that came before HR had said that the person knows.
CREATE TABLE exit.held (
    touchpoint_id uuid PRIMARY KEY,
    leaving_id    uuid NOT NULL REFERENCES exit.leaving (id) ON DELETE CASCADE,
    person_id     uuid NOT NULL,
    body          jsonb NOT NULL,
    closes_on     date NOT NULL,
    came_at       timestamptz NOT NULL
);
CREATE INDEX ix_held_leaving_id ON exit.held (leaving_id);
"""


def upgrade() -> None:
    """Make the tables, and publish what others may see of them."""
    conn = op.get_bind()
    for part in (
        ddl.version_1("exit", subject="form", view="form_v1"),
        ddl.version_2("exit", subject="form"),
        wish_ddl.version_1("exit", subject="form"),
    ):
        conn.exec_driver_sql(part.replace("%", "%%"))
    ddl.version_3(conn, "exit")
    for part in (invitation_ddl.version_3("exit"), OURS):
        conn.exec_driver_sql(part.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: forms and answers are not dropped by a migration."""
    message = "exit forms and answers are never taken down by a migration"
    raise RuntimeError(message)
