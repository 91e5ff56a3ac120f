"""Of which departments could be said whether they stand out, as the watch of the night saw it."""

from alembic import op

revision = "onboarding_0008"
down_revision = "onboarding_0007"
branch_labels = None
depends_on = None

# No more than that: not how many answered, and not what. The empty path is everybody.
KNOWN = """
CREATE TABLE onboarding.signal_known (
    kind text NOT NULL,
    path text[] NOT NULL,
    CONSTRAINT pk_signal_known PRIMARY KEY (kind, path),
    CONSTRAINT ck_signal_known_kind CHECK (kind IN ('expectation', 'silence', 'workplace'))
);
"""


def upgrade() -> None:
    """Make room for it; the next night fills it."""
    op.get_bind().exec_driver_sql(KNOWN)


def downgrade() -> None:
    """Drop it: each night writes it anew."""
    op.get_bind().exec_driver_sql("DROP TABLE onboarding.signal_known")
