"""The forms of who leaves, and the conversation beside them."""

from __future__ import annotations

from services.exit_interviews.tables.base import METADATA
from shared.appointment.tables import make_tables as make_talk_tables
from shared.asking.tables import make_tables

TABLES = make_tables(METADATA, "form", wishes=True, edited=True)

# A conversation belongs to the case: the links of all its forms lead there.
TALK_TABLES = make_talk_tables(METADATA, TABLES.asked.invited, TABLES.request)
