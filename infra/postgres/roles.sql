-- What every service may do with what is shared. infra/migrate.py runs this once a role, ROLE being its name.
GRANT USAGE ON SCHEMA eventlog, mail TO ROLE;
GRANT SELECT ON eventlog.fact, eventlog.alembic_version TO ROLE;
GRANT EXECUTE ON FUNCTION eventlog.append TO ROLE;
-- Row security narrows these two to the follower's own rows.
GRANT SELECT, INSERT, UPDATE ON eventlog.checkpoint TO ROLE;
GRANT SELECT, INSERT, UPDATE, DELETE ON eventlog.parked TO ROLE;
-- A letter is put into the box; only mail opens it.
GRANT INSERT ON mail.letter TO ROLE;
