"""Consent can be given at the farewell: on one's own page after the conversation about leaving."""

from alembic import op

revision = "alumni_0006"
down_revision = "alumni_0005"
branch_labels = None
depends_on = None

HOW = """
ALTER TABLE alumni.consent
    DROP CONSTRAINT ck_consent_how,
    ADD CONSTRAINT ck_consent_how CHECK (how IN
        ('public_page', 'invitation', 'farewell', 'preferences', 'one_click', 'leave_page', 'forget', 'file', 'merge')),
    -- Nobody but the person ticks anything there.
    ADD CONSTRAINT ck_consent_farewell CHECK (how <> 'farewell' OR (given AND hand = 'person'));
"""


def upgrade() -> None:
    """Let the ledger say so."""
    op.execute(HOW)


def downgrade() -> None:
    """Refuse: what people agreed to is not dropped by a migration."""
    message = "how somebody agreed is never taken down by a migration"
    raise RuntimeError(message)
