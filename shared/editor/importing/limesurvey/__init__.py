"""A survey of LimeSurvey (``.lss``) as a questionnaire of ours: what fits comes along, and what does not is listed."""

from __future__ import annotations

from shared.editor.importing.limesurvey.rows import looks_like
from shared.editor.importing.limesurvey.survey import read

__all__ = ["looks_like", "read"]
