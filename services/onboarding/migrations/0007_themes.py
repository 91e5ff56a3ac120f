"""Themes for what people write in their own words; signals about groups of newcomers."""

from alembic import op

from shared.themes import ddl

revision = "onboarding_0007"
down_revision = "onboarding_0006"
branch_labels = None
depends_on = None

# What stands out in a group, never about a person. ``told`` of ``people``; ``state`` is what HR did about it.
SIGNALS = """
CREATE TABLE onboarding.signal (
    id        uuid NOT NULL,
    kind      text NOT NULL,
    subject   text NOT NULL,
    path      text[] NOT NULL,
    place     text NOT NULL,
    people    integer NOT NULL,
    told      integer NOT NULL,
    state     text NOT NULL,
    found_on  date NOT NULL,
    seen_on   date,
    seen_by   uuid,
    seen_note text,
    seen_share double precision,
    CONSTRAINT pk_signal PRIMARY KEY (id),
    CONSTRAINT uq_signal_kind_subject_path_place UNIQUE (kind, subject, path, place),
    CONSTRAINT ck_signal_kind CHECK (kind IN ('expectation', 'silence', 'workplace')),
    CONSTRAINT ck_signal_state CHECK (state IN ('new', 'seen', 'back')),
    -- The settings may ask for more, never for less.
    CONSTRAINT ck_signal_enough_people CHECK (people >= 5),
    CONSTRAINT ck_signal_told CHECK (told BETWEEN 0 AND people),
    CONSTRAINT ck_signal_seen CHECK ((state = 'new') = (seen_on IS NULL) AND (seen_on IS NULL) = (seen_by IS NULL)
        AND (seen_on IS NULL) = (seen_share IS NULL))
);

-- How many signals wait for HR; not about which group.
CREATE VIEW onboarding.signal_v1 AS SELECT id, kind, state, found_on FROM onboarding.signal WHERE state <> 'seen';
GRANT SELECT ON onboarding.signal_v1 TO weerzien_console;
GRANT USAGE ON SCHEMA onboarding TO weerzien_console;
"""


def upgrade() -> None:
    """Make room for them."""
    op.get_bind().exec_driver_sql(ddl.version_1("onboarding").replace("%", "%%"))
    op.get_bind().exec_driver_sql(SIGNALS)


def downgrade() -> None:
    """Refuse: what HR decided about texts is not dropped by a migration."""
    message = "themes are never taken down by a migration"
    raise RuntimeError(message)
