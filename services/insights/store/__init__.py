"""Rows <-> dataclasses; all the SQL."""
