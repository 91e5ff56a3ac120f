"""What HR published itself, beside the files: versions that never change, and the drafts of the next ones."""

from __future__ import annotations

from shared.questionnaire.library.library import Library

__all__ = ["Library"]
