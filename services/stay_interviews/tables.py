"""The tables of stay interviews, as the migrations make them."""

from __future__ import annotations

from shared.appointment.tables import make_tables as make_talk_tables
from shared.asking.tables import make_tables
from shared.db.columns import metadata

META = metadata("stay")
TABLES = make_tables(META, "interview", wishes=True)
TALK_TABLES = make_talk_tables(META, TABLES.asked.invited)
