"""What the tables of every service have in common."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, MetaData, Uuid

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def metadata(schema: str) -> MetaData:
    """Return the metadata in which the tables of ``schema`` are described."""
    return MetaData(schema=schema, naming_convention=NAMING)


def id_column(name: str = "id", **options: Any) -> Column[UUID]:
    """Return a primary key of ids made by ``shared.kernel.ids``."""
    return Column(name, Uuid, primary_key=True, **options)


def instant_column(name: str, **options: Any) -> Column[Any]:
    """Return a column for an instant: aware, stored in UTC."""
    return Column(name, DateTime(timezone=True), **options)
