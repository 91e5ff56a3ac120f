"""Persons, spells, departments, imports, and the views that others read."""

from alembic import op

revision = "people_0001"
down_revision = None
branch_labels = ("people",)
depends_on = None

# pg_trgm finds a piece of a name by index, btree_gist keeps the spells of one person apart. Both are trusted
# extensions: the owner of an ordinary managed PostgreSQL may create them.
EXTENSIONS = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
"""

# Case and accents aside, for searching and sorting. (The extension unaccent is not everywhere, and not immutable.)
FOLD = """
CREATE FUNCTION people.fold(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT translate(
        lower(regexp_replace(normalize(coalesce(given, ''), NFKD), '[\u0300-\u036f]', '', 'g')),
        'øłđıœæß', 'oldioas')
$$;
"""

PERSON = """
CREATE TABLE people.department (
    id         uuid NOT NULL,
    parent_id  uuid,
    name       text NOT NULL,
    path       text NOT NULL,
    CONSTRAINT pk_department PRIMARY KEY (id),
    CONSTRAINT uq_department_path UNIQUE (path),
    CONSTRAINT fk_department_parent_id_department FOREIGN KEY (parent_id) REFERENCES people.department (id),
    CONSTRAINT ck_department_name CHECK (name <> '')
);
CREATE INDEX ix_department_path ON people.department (path text_pattern_ops);

CREATE TABLE people.person (
    id               uuid NOT NULL,
    employee_number  text,
    given_name       text NOT NULL DEFAULT '',
    infix            text NOT NULL DEFAULT '',
    family_name      text NOT NULL DEFAULT '',
    name_key         text NOT NULL DEFAULT '',
    email            text,
    private_email    text,
    language         text,
    time_zone        text,
    country          text,
    region           text,
    birth_date       date,
    sample           boolean NOT NULL DEFAULT false,
    deceased         boolean NOT NULL DEFAULT false,
    merged_into      uuid,
    forgotten_at     timestamptz,
    version          integer NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL,
    changed_at       timestamptz NOT NULL,
    search           text GENERATED ALWAYS AS (people.fold(
        given_name || ' ' || infix || ' ' || family_name || ' ' || coalesce(employee_number, '') || ' '
        || coalesce(email, '') || ' ' || coalesce(private_email, ''))) STORED,
    sort_key         text GENERATED ALWAYS AS (people.fold(family_name || ' ' || given_name)) STORED,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT uq_person_employee_number UNIQUE (employee_number),
    CONSTRAINT fk_person_merged_into_person FOREIGN KEY (merged_into) REFERENCES people.person (id),
    CONSTRAINT ck_person_name CHECK (given_name <> '' OR family_name <> '' OR forgotten_at IS NOT NULL),
    CONSTRAINT ck_person_language CHECK (language IN ('nl', 'en', 'fr')),
    CONSTRAINT ck_person_country CHECK (country ~ '^[A-Z]{2}$'),
    CONSTRAINT ck_person_merged CHECK (merged_into <> id)
);
CREATE INDEX ix_person_search ON people.person USING gin (search gin_trgm_ops);
CREATE INDEX ix_person_sort ON people.person (sort_key, id) WHERE forgotten_at IS NULL AND merged_into IS NULL;
CREATE INDEX ix_person_name_key ON people.person (name_key) WHERE forgotten_at IS NULL AND merged_into IS NULL;
CREATE INDEX ix_person_email ON people.person (lower(email)) WHERE email IS NOT NULL;
CREATE INDEX ix_person_private_email ON people.person (lower(private_email)) WHERE private_email IS NOT NULL;
CREATE INDEX ix_person_merged ON people.person (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX ix_person_sample ON people.person (id) WHERE sample;
"""

SPELL = """
CREATE TABLE people.spell (
    id              uuid NOT NULL,
    person_id       uuid NOT NULL,
    no              integer NOT NULL,
    latest          boolean NOT NULL,
    state           text NOT NULL,
    hire_date       date NOT NULL,
    notice_date     date,
    last_day        date,
    leave_kind      text,
    leave_by        text,
    department_id   uuid,
    function        text,
    manager_id      uuid,
    manager_name    text,
    hours           numeric(5, 2),
    part_time_days  text,
    CONSTRAINT pk_spell PRIMARY KEY (id),
    CONSTRAINT uq_spell_person_id_no UNIQUE (person_id, no) DEFERRABLE,
    CONSTRAINT fk_spell_person_id_person FOREIGN KEY (person_id) REFERENCES people.person (id),
    CONSTRAINT fk_spell_department_id_department FOREIGN KEY (department_id) REFERENCES people.department (id),
    CONSTRAINT fk_spell_manager_id_person FOREIGN KEY (manager_id) REFERENCES people.person (id),
    CONSTRAINT ck_spell_state CHECK (state IN ('expected', 'active', 'leaving', 'left')),
    CONSTRAINT ck_spell_last_day CHECK (last_day >= hire_date),
    CONSTRAINT ck_spell_notice_date CHECK (notice_date <= last_day),
    CONSTRAINT ck_spell_leaving CHECK (
        last_day IS NOT NULL OR (notice_date IS NULL AND leave_kind IS NULL AND leave_by IS NULL)),
    CONSTRAINT ck_spell_leave_kind CHECK (leave_kind IN
        ('resignation', 'dismissal', 'end_of_contract', 'retirement', 'mutual_agreement', 'death')),
    CONSTRAINT ck_spell_leave_by CHECK (leave_by IN ('desk', 'import')),
    CONSTRAINT ck_spell_manager CHECK (manager_id <> person_id),
    CONSTRAINT ck_spell_hours CHECK (hours BETWEEN 0 AND 168),
    CONSTRAINT ck_spell_part_time_days CHECK (part_time_days ~
        '^([0-7](\\.5)?|(mon|tue|wed|thu|fri|sat|sun)(,(mon|tue|wed|thu|fri|sat|sun))*)$'),
    CONSTRAINT ex_spell_overlap EXCLUDE USING gist
        (person_id WITH =, daterange(hire_date, last_day, '[]') WITH &&) DEFERRABLE
);
CREATE UNIQUE INDEX uq_spell_latest ON people.spell (person_id) WHERE latest;
CREATE INDEX ix_spell_state ON people.spell (state) WHERE latest;
CREATE INDEX ix_spell_department ON people.spell (department_id) WHERE latest;
CREATE INDEX ix_spell_manager ON people.spell (manager_id);
CREATE INDEX ix_spell_arriving ON people.spell (hire_date) WHERE state = 'expected';
CREATE INDEX ix_spell_departing ON people.spell (last_day) WHERE state IN ('active', 'leaving');

-- Sealed: in no view of ours, in no answer of ours. Only insights will be given a view of it.
CREATE TABLE people.salary (
    spell_id  uuid NOT NULL,
    amount    numeric(14, 2) NOT NULL,
    CONSTRAINT pk_salary PRIMARY KEY (spell_id),
    CONSTRAINT fk_salary_spell_id_spell FOREIGN KEY (spell_id) REFERENCES people.spell (id) ON DELETE CASCADE,
    CONSTRAINT ck_salary_amount CHECK (amount >= 0)
);

-- A number that was forgotten, as a keyed hash: enough not to take the person in again, too little to know who.
CREATE TABLE people.forgotten_number (
    digest        bytea NOT NULL,
    forgotten_on  date NOT NULL,
    CONSTRAINT pk_forgotten_number PRIMARY KEY (digest)
);

CREATE TABLE people.merge_proposal (
    id          uuid NOT NULL,
    first_id    uuid NOT NULL,
    second_id   uuid NOT NULL,
    reason      text NOT NULL,
    state       text NOT NULL DEFAULT 'open',
    kept_id     uuid,
    moved       jsonb,
    created_at  timestamptz NOT NULL,
    decided_at  timestamptz,
    by_account  uuid,
    CONSTRAINT pk_merge_proposal PRIMARY KEY (id),
    CONSTRAINT uq_merge_proposal_first_id_second_id UNIQUE (first_id, second_id),
    CONSTRAINT fk_merge_proposal_first_id_person FOREIGN KEY (first_id) REFERENCES people.person (id) ON DELETE CASCADE,
    CONSTRAINT fk_merge_proposal_second_id_person FOREIGN KEY (second_id)
        REFERENCES people.person (id) ON DELETE CASCADE,
    CONSTRAINT ck_merge_proposal_order CHECK (first_id < second_id),
    CONSTRAINT ck_merge_proposal_reason CHECK (reason IN ('name_and_birth_date', 'email')),
    CONSTRAINT ck_merge_proposal_state CHECK (state IN ('open', 'merged', 'dismissed'))
);
CREATE INDEX ix_merge_proposal_state ON people.merge_proposal (state, created_at);
CREATE INDEX ix_merge_proposal_second ON people.merge_proposal (second_id);
"""

IMPORT = """
CREATE TABLE people.file_mapping (
    signature   text NOT NULL,
    mapping     jsonb NOT NULL,
    changed_at  timestamptz NOT NULL,
    CONSTRAINT pk_file_mapping PRIMARY KEY (signature)
);

CREATE TABLE people.import_run (
    id            uuid NOT NULL,
    state         text NOT NULL,
    failure       text,
    file_name     text NOT NULL,
    signature     text NOT NULL DEFAULT '',
    facts_of_file jsonb NOT NULL DEFAULT '{}',
    mapping       jsonb,
    sample        boolean NOT NULL DEFAULT false,
    stop_asked    boolean NOT NULL DEFAULT false,
    rows_done     integer NOT NULL DEFAULT 0,
    rows_total    integer,
    rows          integer NOT NULL DEFAULT 0,
    created       integer NOT NULL DEFAULT 0,
    changed       integer NOT NULL DEFAULT 0,
    unchanged     integer NOT NULL DEFAULT 0,
    rejected      integer NOT NULL DEFAULT 0,
    by_account    uuid,
    created_at    timestamptz NOT NULL,
    moved_at      timestamptz,
    finished_at   timestamptz,
    CONSTRAINT pk_import_run PRIMARY KEY (id),
    CONSTRAINT ck_import_run_state CHECK (state IN
        ('uploaded', 'reading', 'stopped', 'checked', 'applying', 'applied', 'failed', 'dropped'))
);
CREATE INDEX ix_import_run_created ON people.import_run (created_at DESC, id DESC);

CREATE TABLE people.import_chunk (
    import_id  uuid NOT NULL,
    no         integer NOT NULL,
    bytes      bytea NOT NULL,
    CONSTRAINT pk_import_chunk PRIMARY KEY (import_id, no),
    CONSTRAINT fk_import_chunk_import_id_import_run FOREIGN KEY (import_id)
        REFERENCES people.import_run (id) ON DELETE CASCADE
);
ALTER TABLE people.import_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE people.staged_row (
    import_id        uuid NOT NULL,
    row              integer NOT NULL,
    fresh_id         uuid NOT NULL DEFAULT gen_random_uuid(),
    key              text NOT NULL,
    employee_number  text,
    given_name       text,
    infix            text,
    family_name      text,
    name_key         text,
    email            text,
    private_email    text,
    language         text,
    time_zone        text,
    country          text,
    region           text,
    birth_date       date,
    department       text,
    function         text,
    manager          text,
    manager_key      text,
    hours            numeric(5, 2),
    part_time_days   text,
    salary           numeric(14, 2),
    hire_date        date,
    notice_date      date,
    last_day         date,
    leave_kind       text,
    CONSTRAINT pk_staged_row PRIMARY KEY (import_id, row),
    CONSTRAINT fk_staged_row_import_id_import_run FOREIGN KEY (import_id)
        REFERENCES people.import_run (id) ON DELETE CASCADE
);

CREATE TABLE people.rejected_row (
    import_id  uuid NOT NULL,
    row        integer NOT NULL,
    key        text NOT NULL,
    problems   jsonb NOT NULL,
    cells      jsonb NOT NULL,
    late       boolean NOT NULL DEFAULT false,
    CONSTRAINT pk_rejected_row PRIMARY KEY (import_id, row),
    CONSTRAINT fk_rejected_row_import_id_import_run FOREIGN KEY (import_id)
        REFERENCES people.import_run (id) ON DELETE CASCADE
);
CREATE INDEX ix_rejected_row_key ON people.rejected_row (key);

CREATE TABLE people.import_notice (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    import_id  uuid NOT NULL,
    row        integer,
    problem    jsonb NOT NULL,
    late       boolean NOT NULL DEFAULT false,
    CONSTRAINT pk_import_notice PRIMARY KEY (id),
    CONSTRAINT fk_import_notice_import_id_import_run FOREIGN KEY (import_id)
        REFERENCES people.import_run (id) ON DELETE CASCADE
);
CREATE INDEX ix_import_notice_import ON people.import_notice (import_id, id);

CREATE TABLE people.import_change (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    import_id  uuid NOT NULL,
    row        integer,
    person_id  uuid NOT NULL,
    what       text NOT NULL,
    fields     jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT pk_import_change PRIMARY KEY (id),
    CONSTRAINT fk_import_change_import_id_import_run FOREIGN KEY (import_id)
        REFERENCES people.import_run (id) ON DELETE CASCADE,
    CONSTRAINT ck_import_change_what CHECK (what IN ('created', 'changed', 'returned', 'absent'))
);
CREATE INDEX ix_import_change_import ON people.import_change (import_id, what, id);
CREATE INDEX ix_import_change_person ON people.import_change (person_id);
"""

VIEWS = """
CREATE VIEW people.contact_v1 AS
SELECT p.id AS person_id, p.given_name, p.infix, p.family_name,
       concat_ws(' ', nullif(p.given_name, ''), nullif(p.infix, ''), nullif(p.family_name, '')) AS display_name,
       p.email AS work_email, p.private_email, p.language, p.time_zone, p.country, p.region,
       coalesce(s.state, 'none') AS state, p.deceased
FROM people.person p LEFT JOIN people.spell s ON s.person_id = p.id AND s.latest
WHERE p.forgotten_at IS NULL AND p.merged_into IS NULL;

CREATE VIEW people.career_v1 AS
SELECT p.id AS person_id, s.id AS spell_id, s.no AS spell_no, s.hire_date, s.notice_date, s.last_day, s.leave_kind,
       s.department_id, d.name AS department, d.path AS department_path, s.function, s.manager_id,
       s.hours, s.part_time_days, p.country, p.region, p.time_zone, p.language, s.state, p.sample, p.deceased
FROM people.spell s
JOIN people.person p ON p.id = s.person_id
LEFT JOIN people.department d ON d.id = s.department_id
WHERE p.merged_into IS NULL;

CREATE VIEW people.import_v1 AS
SELECT id, state, file_name, rows, created, changed, unchanged, rejected, created_at, by_account
FROM people.import_run;

GRANT USAGE ON SCHEMA people TO weerzien_mail, weerzien_console, weerzien_journey, weerzien_onboarding;
GRANT SELECT ON people.contact_v1 TO weerzien_mail, weerzien_console;
GRANT SELECT ON people.career_v1 TO weerzien_journey, weerzien_onboarding, weerzien_console;
GRANT SELECT ON people.import_v1 TO weerzien_console;
"""


def upgrade() -> None:
    """Build the schema."""
    for part in (EXTENSIONS, FOLD, PERSON, SPELL, IMPORT, VIEWS):
        op.get_bind().exec_driver_sql(part.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: people are not dropped by a migration."""
    message = "the people of an organisation are never taken away by a migration"
    raise RuntimeError(message)
