"""Rows and dataclasses of onboarding: all its SQL."""
