"""Answers wait under seal and become figures in circles; the view of answers shows nothing finer."""

from alembic import op

from shared.asking import ddl

revision = "stay_0004"
down_revision = "stay_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for it, and bring under seal what was kept in the open."""
    ddl.version_3(op.get_bind(), "stay")


def downgrade() -> None:
    """Refuse: what is under seal is not laid open again."""
    message = "answers that wait under seal are never laid open by a migration"
    raise RuntimeError(message)
