"""The tables of onboarding, as its migrations make them."""

from __future__ import annotations

from shared.asking.tables import make_tables
from shared.db.columns import metadata

META = metadata("onboarding")
TABLES = make_tables(META, "checkin", wishes=True, edited=True)
