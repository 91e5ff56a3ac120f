"""The tables of the network, as the migrations make them; each room has a file, and METADATA knows them all."""

from services.alumni.tables import coming_in, directory, membership, newsletters, reunions, work
from services.alumni.tables.base import METADATA

__all__ = ["METADATA", "coming_in", "directory", "membership", "newsletters", "reunions", "work"]
