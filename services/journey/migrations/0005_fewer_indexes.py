"""Three indexes less to keep for each touchpoint that moves: each is written anew with every change of a plan."""

from alembic import op

revision = "journey_0005"
down_revision = "journey_0004"
branch_labels = None
depends_on = None

INDEXES = """
-- What is due, a programme at a time: also finds what leaves on a day, which had an index of its own.
DROP INDEX journey.ix_touchpoint_sweep;
DROP INDEX journey.ix_touchpoint_programme_send_at;
CREATE INDEX ix_touchpoint_sweep ON journey.touchpoint (programme, send_at, id) WHERE state = 'planned';
-- Lists of one programme are merged over its states, lists of one state over the programmes.
DROP INDEX journey.ix_touchpoint_state_due_date_id;
DROP INDEX journey.ix_touchpoint_programme_due_date_id;
CREATE INDEX ix_touchpoint_programme_state_due_date_id
    ON journey.touchpoint (programme, state, due_date, id);
"""


def upgrade() -> None:
    """Ask fewer indexes more."""
    op.get_bind().exec_driver_sql(INDEXES)


def downgrade() -> None:
    """Refuse: a migration back is a restore."""
    message = "the indexes of touchpoints are not taken back by a migration"
    raise RuntimeError(message)
