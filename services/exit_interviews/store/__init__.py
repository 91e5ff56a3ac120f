"""Leaving cases and what belongs to them in the database."""
