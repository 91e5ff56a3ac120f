"""Reunions asked, counted and thanked for; proposed by members; and a directory of those who want to be found."""

from alembic import op

revision = "alumni_0009"
down_revision = "alumni_0008"
branch_labels = None
depends_on = None

REUNION = """
ALTER TABLE alumni.reunion
    ADD COLUMN map_link text NOT NULL DEFAULT '',
    -- Up to five of HR's own: [{"id": ..., "words": ...}].
    ADD COLUMN questions jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN segment jsonb NOT NULL DEFAULT '{}',
    -- In other languages: {"en": {"title": ..., "body": ..., "access": ..., "questions": {id: words}}}.
    ADD COLUMN texts jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN nudged_at timestamptz,
    ADD CONSTRAINT ck_reunion_questions
        CHECK (jsonb_typeof(questions) = 'array' AND jsonb_array_length(questions) <= 5);
-- What somebody answered, by the question's id.
ALTER TABLE alumni.attendance ADD COLUMN answers jsonb NOT NULL DEFAULT '{}';
CREATE INDEX ix_member_reunions ON alumni.member (id) WHERE state = 'awake' AND reunions;
CREATE INDEX ix_member_merged ON alumni.member (merged_from) WHERE merged_from IS NOT NULL;

CREATE TABLE alumni.reunion_cost (
    id          uuid NOT NULL,
    reunion_id  uuid NOT NULL,
    words       text NOT NULL,
    amount      numeric(12, 2) NOT NULL,
    CONSTRAINT pk_reunion_cost PRIMARY KEY (id),
    CONSTRAINT fk_reunion_cost_reunion_id_reunion FOREIGN KEY (reunion_id) REFERENCES alumni.reunion (id),
    CONSTRAINT ck_reunion_cost_amount CHECK (amount > 0)
);
CREATE INDEX ix_reunion_cost_reunion ON alumni.reunion_cost (reunion_id, id);

CREATE TABLE alumni.reunion_thanks (
    reunion_id  uuid NOT NULL,
    photos      text NOT NULL DEFAULT '',
    words       text NOT NULL,
    leaves_at   timestamptz NOT NULL,
    held        boolean NOT NULL DEFAULT false,
    sent_at     timestamptz,
    letters     integer,
    written_by  uuid,
    CONSTRAINT pk_reunion_thanks PRIMARY KEY (reunion_id),
    CONSTRAINT fk_reunion_thanks_reunion_id_reunion FOREIGN KEY (reunion_id) REFERENCES alumni.reunion (id),
    CONSTRAINT ck_reunion_thanks_sent CHECK ((sent_at IS NULL) = (letters IS NULL))
);
CREATE INDEX ix_reunion_thanks_due ON alumni.reunion_thanks (leaves_at) WHERE sent_at IS NULL AND NOT held;

CREATE TABLE alumni.proposal (
    id          uuid NOT NULL,
    member_id   uuid NOT NULL,
    title       text NOT NULL,
    idea        text NOT NULL,
    place       text NOT NULL DEFAULT '',
    period      text NOT NULL DEFAULT '',
    state       text NOT NULL DEFAULT 'open',
    at          timestamptz NOT NULL,
    decided_at  timestamptz,
    decided_by  uuid,
    reunion_id  uuid,
    CONSTRAINT pk_proposal PRIMARY KEY (id),
    CONSTRAINT fk_proposal_member_id_member FOREIGN KEY (member_id) REFERENCES alumni.member (id),
    CONSTRAINT fk_proposal_reunion_id_reunion FOREIGN KEY (reunion_id) REFERENCES alumni.reunion (id),
    CONSTRAINT ck_proposal_state CHECK (state IN ('open', 'approved', 'declined')),
    CONSTRAINT ck_proposal_decided CHECK ((state = 'open') = (decided_at IS NULL)),
    CONSTRAINT ck_proposal_approved CHECK ((state = 'approved') = (reunion_id IS NOT NULL))
);
CREATE INDEX ix_proposal_at ON alumni.proposal (at DESC, id DESC);
CREATE INDEX ix_proposal_open ON alumni.proposal (id) WHERE state = 'open';
CREATE INDEX ix_proposal_member ON alumni.proposal (member_id);
"""

DIRECTORY = """
-- To be found by other members is a consent like the others: in the ledger, by the person's own hand.
ALTER TABLE alumni.consent
    DROP CONSTRAINT ck_consent_subject,
    ADD CONSTRAINT ck_consent_subject CHECK (subject IN ('news', 'reunions', 'vacancies', 'directory'));

CREATE TABLE alumni.profile (
    -- What other members see in an address; it tells nothing of the member.
    id          uuid NOT NULL,
    member_id   uuid NOT NULL,
    name        text NOT NULL,
    city        text NOT NULL DEFAULT '',
    field       text NOT NULL DEFAULT '',
    about       text NOT NULL DEFAULT '',
    -- The name without case and accents, to sort by; and all words, of the name (A), the city (B), the field (C) and
    -- what somebody tells (D), to search in.
    sort_name   text NOT NULL,
    words       tsvector NOT NULL,
    changed_at  timestamptz NOT NULL,
    CONSTRAINT pk_profile PRIMARY KEY (id),
    CONSTRAINT uq_profile_member_id UNIQUE (member_id),
    CONSTRAINT fk_profile_member_id_member FOREIGN KEY (member_id) REFERENCES alumni.member (id)
);
CREATE INDEX ix_profile_name ON alumni.profile (sort_name, id);
CREATE INDEX ix_profile_words ON alumni.profile USING gin (words);

-- Taken out by HR, until HR lets them in again.
CREATE TABLE alumni.profile_bar (
    member_id  uuid NOT NULL,
    at         timestamptz NOT NULL,
    barred_by  uuid,
    CONSTRAINT pk_profile_bar PRIMARY KEY (member_id),
    CONSTRAINT fk_profile_bar_member_id_member FOREIGN KEY (member_id) REFERENCES alumni.member (id)
);

CREATE TABLE alumni.member_block (
    member_id   uuid NOT NULL,
    blocked_id  uuid NOT NULL,
    at          timestamptz NOT NULL,
    CONSTRAINT pk_member_block PRIMARY KEY (member_id, blocked_id),
    CONSTRAINT fk_member_block_member_id_member FOREIGN KEY (member_id) REFERENCES alumni.member (id),
    CONSTRAINT fk_member_block_blocked_id_member FOREIGN KEY (blocked_id) REFERENCES alumni.member (id),
    CONSTRAINT ck_member_block_other CHECK (member_id <> blocked_id)
);
CREATE INDEX ix_member_block_blocked ON alumni.member_block (blocked_id, member_id);

CREATE TABLE alumni.member_message (
    id       uuid NOT NULL,
    from_id  uuid NOT NULL,
    to_id    uuid NOT NULL,
    words    text NOT NULL,
    at       timestamptz NOT NULL,
    CONSTRAINT pk_member_message PRIMARY KEY (id),
    CONSTRAINT fk_member_message_from_id_member FOREIGN KEY (from_id) REFERENCES alumni.member (id),
    CONSTRAINT fk_member_message_to_id_member FOREIGN KEY (to_id) REFERENCES alumni.member (id)
);
CREATE INDEX ix_member_message_from ON alumni.member_message (from_id, at);
CREATE INDEX ix_member_message_to ON alumni.member_message (to_id, at);
CREATE INDEX ix_member_message_at ON alumni.member_message (at);

CREATE TABLE alumni.member_report (
    id           uuid NOT NULL,
    reporter_id  uuid NOT NULL,
    about_id     uuid NOT NULL,
    words        text NOT NULL,
    -- What the one about whom it is wrote to the reporter: [{"at": ..., "words": ...}].
    messages     jsonb NOT NULL DEFAULT '[]',
    state        text NOT NULL DEFAULT 'open',
    at           timestamptz NOT NULL,
    decided_at   timestamptz,
    decided_by   uuid,
    CONSTRAINT pk_member_report PRIMARY KEY (id),
    CONSTRAINT fk_member_report_reporter_id_member FOREIGN KEY (reporter_id) REFERENCES alumni.member (id),
    CONSTRAINT fk_member_report_about_id_member FOREIGN KEY (about_id) REFERENCES alumni.member (id),
    CONSTRAINT ck_member_report_state CHECK (state IN ('open', 'barred', 'left')),
    CONSTRAINT ck_member_report_decided CHECK ((state = 'open') = (decided_at IS NULL))
);
CREATE INDEX ix_member_report_at ON alumni.member_report (at DESC, id DESC);
CREATE INDEX ix_member_report_reporter ON alumni.member_report (reporter_id);
CREATE INDEX ix_member_report_about ON alumni.member_report (about_id);
CREATE INDEX ix_member_report_open ON alumni.member_report (id) WHERE state = 'open';
"""


def upgrade() -> None:
    """Make room."""
    for part in (REUNION, DIRECTORY):
        op.get_bind().exec_driver_sql(part.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: what people told and agreed to is not dropped by a migration."""
    message = "answers, profiles and consent are never taken down by a migration"
    raise RuntimeError(message)
