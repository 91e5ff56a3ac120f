"""Rows and dataclasses of journey: all its SQL."""
