"""What goes out of the JSON side."""

from __future__ import annotations

from shared.asking.schemas import RequestSchema
from shared.web.api import page_schema


class CheckinSchema(RequestSchema):
    """A check-in: that somebody was asked, and how it stands. Never an answer."""


CheckinPageSchema = page_schema(CheckinSchema)
