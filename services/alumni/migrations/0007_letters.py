"""Pictures of our own, links that were looked at, two subjects tried out."""

from alembic import op

revision = "alumni_0007"
down_revision = "alumni_0006"
branch_labels = None
depends_on = None

PICTURE = """
CREATE TABLE alumni.picture (
    id        uuid NOT NULL,
    kind      text NOT NULL,
    width     integer NOT NULL,
    height    integer NOT NULL,
    size      integer NOT NULL,
    added_at  timestamptz NOT NULL,
    added_by  uuid,
    CONSTRAINT pk_picture PRIMARY KEY (id),
    CONSTRAINT ck_picture_kind CHECK (kind IN ('jpg', 'png'))
);
CREATE INDEX ix_picture_added ON alumni.picture (added_at);
"""

# Looked at by a job, one after the other; the page shows how far it is.
LOOKED = """
CREATE TABLE alumni.link_look (
    issue_id   uuid NOT NULL,
    url        text NOT NULL,
    state      text NOT NULL DEFAULT 'waiting',
    reason     text,
    taken_at   timestamptz,
    looked_at  timestamptz,
    CONSTRAINT pk_link_look PRIMARY KEY (issue_id, url),
    CONSTRAINT fk_link_look_issue_id_issue FOREIGN KEY (issue_id) REFERENCES alumni.issue (id) ON DELETE CASCADE,
    CONSTRAINT ck_link_look_state CHECK (state IN ('waiting', 'good', 'dead', 'unsure'))
);
CREATE INDEX ix_link_look_waiting ON alumni.link_look (taken_at) WHERE state = 'waiting';
"""


# A part of the readers gets one subject or the other; the rest is filed when it is known which one did better.
TRIAL = """
ALTER TABLE alumni.issue ADD COLUMN trial jsonb;
ALTER TABLE alumni.issue_text
    ADD COLUMN subject_b text NOT NULL DEFAULT '',
    ADD COLUMN letter_b text NOT NULL DEFAULT '';
ALTER TABLE alumni.issue_version ADD COLUMN subject_b text NOT NULL DEFAULT '';
ALTER TABLE alumni.issue_link ADD COLUMN clicks_b integer NOT NULL DEFAULT 0;
CREATE INDEX ix_issue_trial ON alumni.issue (id) WHERE state = 'sending' AND trial ? 'until' AND NOT trial ? 'winner';
CREATE OR REPLACE VIEW alumni.issue_v1 AS
    SELECT i.id AS issue_id, i.state, i.language AS first_language, t.language, t.subject, t.preview, t.letter,
           i.filed_at IS NOT NULL AS filed, t.subject_b, t.letter_b
    FROM alumni.issue i JOIN alumni.issue_text t ON t.issue_id = i.id;
"""


def upgrade() -> None:
    """Make room for them."""
    for part in (PICTURE, LOOKED, TRIAL):
        op.get_bind().exec_driver_sql(part)


def downgrade() -> None:
    """Refuse: letters that were sent show these pictures."""
    message = "pictures that were sent are never taken down by a migration"
    raise RuntimeError(message)
