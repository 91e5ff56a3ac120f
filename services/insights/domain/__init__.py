"""Figures and what follows from them: pure."""
