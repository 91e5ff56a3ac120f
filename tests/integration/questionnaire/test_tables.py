from __future__ import annotations

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, create_engine, inspect

from shared.db.engine import driver_url
from tests.asked import SCHEMA, Asked


def test_the_tables_are_described_as_they_are_made(asked: Asked) -> None:
    tables = asked.asking.tables
    metadata = tables.response.metadata
    engine = create_engine(driver_url(asked.house.settings.database_url))
    with engine.connect() as conn:
        context = MigrationContext.configure(
            conn,
            opts={
                "include_schemas": True,
                "include_name": lambda name, kind, _parents: kind != "schema" or name == SCHEMA,
                "compare_type": True,
            },
        )
        difference: list[Any] = compare_metadata(context, metadata)
        assert difference == []
        looked = inspect(conn)
        for table in metadata.sorted_tables:
            made = {each["name"] for each in looked.get_check_constraints(table.name, schema=SCHEMA)}
            described = {str(each.name) for each in table.constraints if isinstance(each, CheckConstraint)}
            assert made == {
                name if name.startswith("ck_") else f"ck_{table.name}_{name}" for name in described
            }
    engine.dispose()
