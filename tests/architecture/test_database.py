"""The database forbids what imports cannot: reading a neighbour's tables, and rights that nobody granted."""

from __future__ import annotations

import importlib

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import MetaData, create_engine

from infra.migrate import PARTS, SERVICES, heads, migrate
from shared.db.engine import driver_url
from shared.kernel.services import package_of
from tests.house import SECRET, House

# What a service may do in a schema that is not its own, beyond reading the views that were granted to it.
SHARED = {("mail", "letter", "INSERT"), ("people", "caller", "INSERT")}


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_may_touch_its_own_schema_and_what_was_granted(house: House, service: str) -> None:
    rights = house.sql(
        """
        SELECT n.nspname AS schema, c.relname AS name, c.relkind AS kind, p.privilege_type AS privilege
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
             aclexplode(c.relacl) p
        WHERE p.grantee = cast(:role AS regrole) AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'eventlog')
          AND n.nspname <> :own
        """,
        role=f"weerzien_{service}",
        own=service,
    )
    for right in rights:
        if (right.schema, right.name, right.privilege) not in SHARED:
            assert right.kind in {b"v", "v"}, f"{service} reaches a table: {tuple(right)}"
            assert right.privilege == "SELECT", f"{service} may change {right.schema}.{right.name}"


def test_no_role_but_the_owner_has_rights_over_the_server(house: House) -> None:
    rows = house.sql(
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'weerzien\\_%' "
        "AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls OR rolreplication)"
    )
    assert rows == []


def test_nothing_is_open_to_everybody(house: House) -> None:
    rows = house.sql(
        """
        SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
             aclexplode(c.relacl) p
        WHERE p.grantee = 0 AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        """
    )
    assert rows == []


@pytest.mark.parametrize("service", SERVICES)
def test_tables_in_code_are_the_tables_in_the_database(house: House, service: str) -> None:
    tables = importlib.import_module(f"services.{package_of(service)}.tables")
    (described,) = {value for value in vars(tables).values() if isinstance(value, MetaData)}
    foreign = {"letter"} if service == "mail" else set()

    def ours(thing: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
        schema = getattr(thing, "schema", service) if kind == "table" else service
        return schema == service and name != "alembic_version" and name not in foreign and kind != "index"

    engine = create_engine(driver_url(house.settings.database_url))
    with engine.connect() as conn:
        context = MigrationContext.configure(
            conn,
            opts={
                "include_schemas": True,
                "include_object": ours,
                "include_name": lambda name, kind, _parents: kind != "schema" or name == service,
                "compare_type": True,
            },
        )
        differences = compare_metadata(context, described)
    engine.dispose()
    assert differences == []


def test_migrating_again_does_nothing(house: House) -> None:
    said: list[str] = []
    migrate(house.settings.database_url, SECRET, say=said.append)
    assert said == []


def test_every_part_has_one_newest_revision_and_the_database_is_there(house: House) -> None:
    for part in PARTS:
        (row,) = house.sql(f"SELECT version_num FROM {part.schema}.alembic_version")
        assert heads()[part.schema] == row.version_num
