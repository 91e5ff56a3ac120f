"""The tables of people, as the migrations make them; METADATA knows them all."""

from services.people.tables import callers, imports, persons
from services.people.tables.base import METADATA

__all__ = ["METADATA", "callers", "imports", "persons"]
