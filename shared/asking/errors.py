"""What can go wrong before anybody is asked."""

from __future__ import annotations


class MomentUnknown(Exception):
    """The plan asks for a moment that has no questionnaire; the fact waits until somebody writes one."""
