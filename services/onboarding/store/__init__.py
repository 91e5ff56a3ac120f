"""Rows of onboarding that are not asking's: signals."""
