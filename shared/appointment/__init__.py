"""Conversations at a time that suits both: who holds them, when they can, and what both calendars hear of it."""
