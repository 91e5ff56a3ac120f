"""Insight: how many come, stay and go, why, what is done about it, and what that brought."""
