"""Newsletters: written, looked at, sent to whoever still wants them when their letter leaves."""

from alembic import op

revision = "alumni_0002"
down_revision = "alumni_0001"
branch_labels = None
depends_on = None

# The language in which people knows somebody, so that filing a hundred thousand letters joins nothing.
MEMBER = """
ALTER TABLE alumni.member ADD COLUMN spoken text;
CREATE INDEX ix_member_place ON alumni.member (place) WHERE state = 'awake' AND news;
"""

ISSUE = """
CREATE TABLE alumni.issue (
    id           uuid NOT NULL,
    title        text NOT NULL,
    state        text NOT NULL DEFAULT 'draft',
    language     text NOT NULL,
    segment      jsonb NOT NULL DEFAULT '{}',
    archived     boolean NOT NULL DEFAULT true,
    second_hand  boolean NOT NULL DEFAULT false,
    send_at      timestamptz,
    filed_at     timestamptz,
    filed        integer,
    created_at   timestamptz NOT NULL,
    changed_at   timestamptz NOT NULL,
    changed_by   uuid,
    approved_by  uuid,
    sent_by      uuid,
    CONSTRAINT pk_issue PRIMARY KEY (id),
    CONSTRAINT ck_issue_state CHECK (state IN ('draft', 'sending', 'paused', 'stopped')),
    CONSTRAINT ck_issue_language CHECK (language IN ('nl', 'en', 'fr')),
    CONSTRAINT ck_issue_filed CHECK ((state = 'draft') = (filed_at IS NULL)),
    -- Where HR wants a second hand, that of who wrote last is not it.
    CONSTRAINT ck_issue_second_hand CHECK (NOT second_hand OR state = 'draft' OR approved_by IS NOT NULL)
);
CREATE INDEX ix_issue_created ON alumni.issue (created_at DESC, id DESC);

-- As it was written, and as it goes into letters: blocks put into words, links counted.
CREATE TABLE alumni.issue_text (
    issue_id  uuid NOT NULL,
    language  text NOT NULL,
    subject   text NOT NULL DEFAULT '',
    preview   text NOT NULL DEFAULT '',
    body      text NOT NULL DEFAULT '',
    letter    text NOT NULL DEFAULT '',
    CONSTRAINT pk_issue_text PRIMARY KEY (issue_id, language),
    CONSTRAINT fk_issue_text_issue_id_issue FOREIGN KEY (issue_id) REFERENCES alumni.issue (id) ON DELETE CASCADE,
    CONSTRAINT ck_issue_text_language CHECK (language IN ('nl', 'en', 'fr'))
);

CREATE TABLE alumni.issue_version (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    issue_id    uuid NOT NULL,
    language    text NOT NULL,
    subject     text NOT NULL,
    preview     text NOT NULL,
    body        text NOT NULL,
    at          timestamptz NOT NULL,
    by_account  uuid,
    CONSTRAINT pk_issue_version PRIMARY KEY (id),
    CONSTRAINT fk_issue_version_issue_id_issue FOREIGN KEY (issue_id) REFERENCES alumni.issue (id) ON DELETE CASCADE
);
CREATE INDEX ix_issue_version_issue ON alumni.issue_version (issue_id, language, id DESC);

-- How often a link was followed: never by whom.
CREATE TABLE alumni.issue_link (
    issue_id  uuid NOT NULL,
    no        integer NOT NULL,
    url       text NOT NULL,
    clicks    integer NOT NULL DEFAULT 0,
    machines  integer NOT NULL DEFAULT 0,
    CONSTRAINT pk_issue_link PRIMARY KEY (issue_id, no),
    CONSTRAINT uq_issue_link_issue_id_url UNIQUE (issue_id, url),
    CONSTRAINT fk_issue_link_issue_id_issue FOREIGN KEY (issue_id) REFERENCES alumni.issue (id) ON DELETE CASCADE
);
"""

# Mail reads the words when a letter leaves, and whether it may: paused, stopped, or nobody who wants it any more.
PUBLISHED = """
CREATE VIEW alumni.issue_v1 AS
    SELECT i.id AS issue_id, i.state, i.language AS first_language, t.language, t.subject, t.preview, t.letter,
           i.filed_at IS NOT NULL AS filed
    FROM alumni.issue i JOIN alumni.issue_text t ON t.issue_id = i.id;
GRANT SELECT ON alumni.issue_v1 TO weerzien_mail;
GRANT SELECT ON mail.issue_v1 TO weerzien_alumni;
GRANT USAGE ON SCHEMA mail TO weerzien_alumni;
"""


def upgrade() -> None:
    """Make room for newsletters."""
    for part in (MEMBER, ISSUE, PUBLISHED):
        op.get_bind().exec_driver_sql(part.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: what was sent is not taken back by a migration."""
    message = "newsletters are never taken down by a migration"
    raise RuntimeError(message)
