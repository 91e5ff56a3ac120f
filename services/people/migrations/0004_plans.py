"""What plans need to know: contract, probation, place of work, leave, and who never began."""

from alembic import op

revision = "people_0004"
down_revision = "people_0003"
branch_labels = None
depends_on = None

# A place has one name, however it is written; lower() knows the capitals of every script in C.UTF-8.
PLACE = """
CREATE TABLE people.place (
    id         uuid NOT NULL,
    name       text NOT NULL,
    country    text,
    region     text,
    time_zone  text,
    CONSTRAINT pk_place PRIMARY KEY (id),
    CONSTRAINT ck_place_name CHECK (name <> ''),
    CONSTRAINT ck_place_country CHECK (country ~ '^[A-Z]{2}$')
);
CREATE UNIQUE INDEX uq_place_name ON people.place (lower(name));
"""

# Own id and those of all above, written down when the path is made: whoever asks for a subtree needs no recursion.
LINE = """
ALTER TABLE people.department ADD COLUMN line uuid[] NOT NULL DEFAULT '{}';
WITH RECURSIVE above (id, line) AS (
    SELECT id, ARRAY[id] FROM people.department WHERE parent_id IS NULL
    UNION ALL
    SELECT d.id, above.line || d.id FROM people.department d JOIN above ON above.id = d.parent_id)
UPDATE people.department d SET line = above.line FROM above WHERE above.id = d.id;
"""

SPELL = """
ALTER TABLE people.spell
    ADD COLUMN contract text,
    ADD COLUMN contract_end date,
    ADD COLUMN probation_end date,
    ADD COLUMN known_leaving_on date,
    ADD COLUMN place_id uuid,
    ADD CONSTRAINT fk_spell_place_id_place FOREIGN KEY (place_id) REFERENCES people.place (id),
    ADD CONSTRAINT ck_spell_contract CHECK (contract IN
        ('permanent', 'fixed_term', 'temporary_agency', 'internship', 'on_call', 'other')),
    ADD CONSTRAINT ck_spell_known_leaving_on CHECK (known_leaving_on IS NULL OR last_day IS NOT NULL),
    ADD CONSTRAINT ck_spell_never_started CHECK (state <> 'never_started' OR last_day IS NULL),
    DROP CONSTRAINT ck_spell_state,
    ADD CONSTRAINT ck_spell_state CHECK (state IN ('expected', 'active', 'leaving', 'left', 'never_started')),
    DROP CONSTRAINT ex_spell_overlap,
    -- Who never began was nowhere on any day: a later start of the same person is not in its way.
    ADD CONSTRAINT ex_spell_overlap EXCLUDE USING gist
        (person_id WITH =, daterange(hire_date, last_day, '[]') WITH &&)
        WHERE (state <> 'never_started') DEFERRABLE;
CREATE INDEX ix_spell_place ON people.spell (place_id) WHERE latest;
"""

# When a leaving was first heard of stands in the log (a date in UTC is near enough for what is behind us).
KNOWN = """
UPDATE people.spell s SET known_leaving_on = heard.day
FROM (SELECT (body ->> 'spell_id')::uuid AS spell_id, (max(occurred_at) AT TIME ZONE 'UTC')::date AS day
      FROM eventlog.fact
      WHERE type IN ('people.leaving_announced.v1', 'people.died.v1') AND body ->> 'spell_id' IS NOT NULL
      GROUP BY 1) heard
WHERE heard.spell_id = s.id AND s.last_day IS NOT NULL;
"""

# The kind is about health: it is in no view and in no fact.
ABSENCE = """
CREATE TABLE people.absence (
    id          uuid NOT NULL,
    spell_id    uuid NOT NULL,
    kind        text NOT NULL,
    first_day   date NOT NULL,
    last_day    date,
    noted_at    timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL,
    CONSTRAINT pk_absence PRIMARY KEY (id),
    CONSTRAINT fk_absence_spell_id_spell FOREIGN KEY (spell_id) REFERENCES people.spell (id) ON DELETE CASCADE,
    CONSTRAINT ck_absence_kind CHECK (kind IN ('sickness', 'parental', 'care', 'sabbatical', 'unpaid', 'other')),
    CONSTRAINT ck_absence_first_day CHECK (first_day >= '1900-01-01'),
    CONSTRAINT ck_absence_last_day CHECK (last_day >= first_day),
    CONSTRAINT ex_absence_overlap EXCLUDE USING gist
        (spell_id WITH =, daterange(first_day, last_day, '[]') WITH &&) DEFERRABLE
);
CREATE INDEX ix_absence_spell ON people.absence (spell_id, first_day);
"""

STAGED = """
ALTER TABLE people.staged_row
    ADD COLUMN contract text,
    ADD COLUMN contract_end date,
    ADD COLUMN probation_end date,
    ADD COLUMN place text,
    ADD COLUMN never_started boolean,
    ADD COLUMN absence_kind text,
    ADD COLUMN absence_from date,
    ADD COLUMN absence_until date;
"""

# Where and when are the person's own, else those of the place; a region belongs to its country and never to another.
# Leaves are looked up spell by spell (OFFSET 0 keeps it so): right after a large import the planner would read all of
# them again for each person that journey asks about.
VIEWS = """
CREATE OR REPLACE VIEW people.career_v1 AS
SELECT p.id AS person_id, s.id AS spell_id, s.no AS spell_no, s.hire_date, s.notice_date, s.last_day, s.leave_kind,
       s.department_id, d.name AS department, d.path AS department_path, s.function, s.manager_id,
       s.hours, s.part_time_days, coalesce(p.country, l.country) AS country,
       coalesce(p.region, CASE WHEN p.country IS NULL OR p.country = l.country THEN l.region END) AS region,
       coalesce(p.time_zone, l.time_zone) AS time_zone, p.language, s.state, p.sample, p.deceased,
       p.forgotten_at IS NOT NULL AS forgotten,
       coalesce(d.line, '{}') AS department_ids, s.contract, s.contract_end, s.probation_end, s.known_leaving_on,
       l.name AS place
FROM people.spell s
JOIN people.person p ON p.id = s.person_id
LEFT JOIN people.department d ON d.id = s.department_id
LEFT JOIN people.place l ON l.id = s.place_id
WHERE p.merged_into IS NULL;

CREATE VIEW people.absence_v1 AS
SELECT a.id AS absence_id, s.person_id, s.id AS spell_id, a.first_day, a.last_day
FROM people.spell s
JOIN people.person p ON p.id = s.person_id,
LATERAL (SELECT id, first_day, last_day FROM people.absence WHERE spell_id = s.id OFFSET 0) a
WHERE p.merged_into IS NULL;

GRANT SELECT ON people.absence_v1 TO weerzien_journey;
"""


def upgrade() -> None:
    """Add what plans lean on; readers of careers keep their rights."""
    for part in (PLACE, LINE, SPELL, KNOWN, ABSENCE, STAGED, VIEWS):
        op.get_bind().exec_driver_sql(part.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: journey plans by these columns and views."""
    message = "people.career_v1 and people.absence_v1 are read by journey"
    raise RuntimeError(message)
