"""The tables of exit interviews, as the migrations make them; each room has a file, and METADATA knows them all."""

from services.exit_interviews.tables import cases, forms, past, reasons, talks, words
from services.exit_interviews.tables.base import METADATA

__all__ = ["METADATA", "cases", "forms", "past", "reasons", "talks", "words"]
