"""What a conversation leaves behind: a note that the person has the last word about, and promises."""

from alembic import op

revision = "stay_0006"
down_revision = "stay_0005"
branch_labels = None
depends_on = None

NOTES = """
CREATE TABLE stay.note (
    talk_id      uuid PRIMARY KEY REFERENCES stay.talk (id) ON DELETE CASCADE,
    state        text NOT NULL,
    text         text NOT NULL,
    written_at   timestamptz NOT NULL,
    shared_at    timestamptz,
    -- Until then the person may say otherwise; afterwards it is final as it is.
    agree_by     timestamptz,
    corrected_at timestamptz,
    agreed_at    timestamptz,
    CONSTRAINT ck_note_state CHECK (state IN ('draft', 'shared', 'agreed')),
    CONSTRAINT ck_note_shared CHECK ((state = 'draft') = (shared_at IS NULL)),
    CONSTRAINT ck_note_agree_by CHECK ((shared_at IS NULL) = (agree_by IS NULL)),
    CONSTRAINT ck_note_agreed CHECK ((state = 'agreed') = (agreed_at IS NOT NULL)),
    CONSTRAINT ck_note_text CHECK (length(text) <= 10000)
);
CREATE INDEX ix_note_agree_by ON stay.note (agree_by) WHERE state = 'shared';
CREATE INDEX ix_note_written_at ON stay.note (written_at);

CREATE TABLE stay.promise (
    id         uuid PRIMARY KEY,
    talk_id    uuid NOT NULL REFERENCES stay.talk (id) ON DELETE CASCADE,
    what       text NOT NULL,
    keeper_id  uuid NOT NULL,
    due_on     date NOT NULL,
    -- It waits until the person has seen it with the note.
    state      text NOT NULL DEFAULT 'waiting',
    remind_on  date,
    done       text,
    ended_at   timestamptz,
    helped     text,
    CONSTRAINT ck_promise_state CHECK (state IN ('waiting', 'open', 'kept', 'dropped')),
    CONSTRAINT ck_promise_ended CHECK ((state IN ('kept', 'dropped')) = (ended_at IS NOT NULL)),
    CONSTRAINT ck_promise_done CHECK ((ended_at IS NULL) = (done IS NULL)),
    CONSTRAINT ck_promise_helped CHECK (helped IN ('yes', 'some', 'no') AND state = 'kept' OR helped IS NULL),
    CONSTRAINT ck_promise_remind_on CHECK (remind_on IS NULL OR state = 'open'),
    CONSTRAINT ck_promise_what CHECK (length(what) BETWEEN 1 AND 500)
);
CREATE INDEX ix_promise_talk_id ON stay.promise (talk_id);
CREATE INDEX ix_promise_keeper_id ON stay.promise (keeper_id, due_on) WHERE state = 'open';
CREATE INDEX ix_promise_due_on ON stay.promise (due_on) WHERE state = 'open';
CREATE INDEX ix_promise_remind_on ON stay.promise (remind_on) WHERE remind_on IS NOT NULL;

-- That something was promised and when; not what, by whom or to whom.
CREATE VIEW stay.promise_v1 AS SELECT id, due_on, state, ended_at, helped FROM stay.promise;
GRANT SELECT ON stay.promise_v1 TO weerzien_console;
"""


def upgrade() -> None:
    """Make room for them."""
    op.get_bind().exec_driver_sql(NOTES)


def downgrade() -> None:
    """Refuse: what people agreed about is not dropped by a migration."""
    message = "notes and promises are never taken down by a migration"
    raise RuntimeError(message)
