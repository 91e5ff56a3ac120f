"""Bring a database up to date: roles, then the log and the letterbox, then every service.

Each part has its own Alembic branch and its own version table inside its own schema, so a service can move on without
its neighbours. Run again, it does nothing. ``python -m infra.migrate`` reads DATABASE_URL.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from shared.db.engine import ROLE_PREFIX, driver_url, role_password
from shared.kernel.settings import SettingsError, settings
from shared.queue.enqueue import call

ROOT = Path(__file__).resolve().parent.parent
SERVICES = (
    "people",
    "journey",
    "onboarding",
    "stay",
    "exit",
    "alumni",
    "insights",
    "mail",
    "console",
    "clock",
)
LOCK = 7734


@dataclass(frozen=True)
class Part:
    """A schema and the folder of its migrations."""

    schema: str
    folder: Path
    # Where the branch goes on: mail's own tables lie with mail, and refer to the letterbox.
    onward: Path | None = None


# The log first, people before those who read its views, console before those who grant to it nothing.
PARTS = (
    Part("eventlog", ROOT / "shared/eventlog/migrations"),
    Part("console", ROOT / "services/console/migrations"),
    Part("people", ROOT / "services/people/migrations"),
    Part("mail", ROOT / "shared/letterbox/migrations", ROOT / "services/mail/migrations"),
    Part("appointment", ROOT / "shared/appointment/migrations"),
    Part("journey", ROOT / "services/journey/migrations"),
    Part("onboarding", ROOT / "services/onboarding/migrations"),
    Part("stay", ROOT / "services/stay_interviews/migrations"),
    Part("exit", ROOT / "services/exit_interviews/migrations"),
    Part("alumni", ROOT / "services/alumni/migrations"),
    Part("insights", ROOT / "services/insights/migrations"),
    Part("clock", ROOT / "services/clock/migrations"),
)


def migrate(database_url: str, secret_key: str, *, say: Callable[[str], None] = lambda _line: None) -> None:
    """Bring the database behind ``database_url`` (the owner's) up to date; ``say`` hears a line for each step."""
    if not database_url:
        message = "DATABASE_URL is empty; write the address of the PostgreSQL server, as its owner"
        raise SettingsError(message)
    if not secret_key:
        message = "WEERZIEN_SECRET_KEY is empty; the passwords of the database roles follow from it"
        raise SettingsError(message)
    engine = create_engine(driver_url(database_url), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as guard:
            # Two that migrate at once take turns; the second finds nothing to do.
            guard.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
            _make_roles(guard, secret_key)
            for part in PARTS:
                _make_schema(guard, part.schema)
            with engine.execution_options(isolation_level="READ COMMITTED").connect() as conn:
                for part in PARTS:
                    if upgrade(conn, part):
                        say(f"{part.schema}: up to date")
            _grant_what_is_shared(guard)
            guard.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})
    finally:
        engine.dispose()


def heads() -> dict[str, str]:
    """Return the newest revision of each schema, as the files say."""
    found = {}
    for part in PARTS:
        head = _scripts(part).get_current_head()
        if head:
            found[part.schema] = head
    return found


def upgrade(conn: Connection, part: Part) -> bool:
    """Run what ``part`` has not run yet; True where there was something."""
    script = _scripts(part)
    ran: list[str] = []

    def steps(revision: object, _context: object) -> list[object]:
        todo = script._upgrade_revs("head", revision)  # type: ignore[arg-type]  # noqa: SLF001  as alembic.command does
        ran.extend(str(step) for step in todo)
        return list(todo)

    with EnvironmentContext(_config(part), script, fn=steps) as environment:
        environment.configure(
            connection=conn,
            version_table="alembic_version",
            version_table_schema=part.schema,
            transaction_per_migration=True,
        )
        with environment.begin_transaction():
            environment.run_migrations()
        conn.commit()
    return bool(ran)


def _scripts(part: Part) -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(part))


def _config(part: Part) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "infra"))
    folders = [part.folder, *([part.onward] if part.onward else [])]
    config.set_main_option("version_locations", "\n".join(map(str, folders)))
    config.set_main_option("path_separator", "newline")
    return config


def _make_roles(conn: Connection, secret_key: str) -> None:
    """One login role a service, with no right but those that migrations grant."""
    for service in SERVICES:
        role = ROLE_PREFIX + service
        known = conn.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}).scalar()
        verb = "ALTER" if known else "CREATE"
        rights = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE" if not known else "LOGIN"
        conn.exec_driver_sql(f"{verb} ROLE {role} {rights} PASSWORD '{role_password(secret_key, role)}'")
    database = conn.execute(text("SELECT quote_ident(current_database())")).scalar_one()
    conn.exec_driver_sql(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")
    conn.exec_driver_sql("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    roles = ", ".join(ROLE_PREFIX + service for service in SERVICES)
    conn.exec_driver_sql(f"GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {roles}")


def _make_schema(conn: Connection, schema: str) -> None:
    """The schema, and its service's rights on the tables that will come in it."""
    conn.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    if schema not in SERVICES:
        return
    role = ROLE_PREFIX + schema
    conn.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
    own = f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT"
    conn.exec_driver_sql(f"{own} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}")
    conn.exec_driver_sql(f"{own} USAGE, SELECT ON SEQUENCES TO {role}")


def _grant_what_is_shared(conn: Connection) -> None:
    """Give every service its rights on the log and the letterbox; again and again, so that a new service has them."""
    statements = (ROOT / "infra/postgres/roles.sql").read_text(encoding="utf-8")
    for service in SERVICES:
        conn.exec_driver_sql(statements.replace("ROLE", ROLE_PREFIX + service))
    for part in PARTS:
        if part.schema in SERVICES:
            conn.exec_driver_sql(
                f"REVOKE INSERT, UPDATE, DELETE ON {part.schema}.alembic_version FROM {ROLE_PREFIX}{part.schema}"
            )


def main() -> int:
    """Migrate the database that DATABASE_URL names."""
    try:
        chosen = settings()
        migrate(chosen.database_url, chosen.secret_key, say=print)
        if call("services.console.jobs.ensure_first_account"):
            print(f"console: {chosen.admin_email} can log in")
    except SettingsError as error:
        sys.stderr.write(f"weerzien: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
