"""Who opened what somebody said with their name, for that somebody: behind any link to one of their forms."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from services.exit_interviews.actions import reading
from shared.kernel.texts import marked
from shared.questionnaire import turns
from shared.questionnaire.asking import Asking
from shared.web.texts import language, speak

ENDPOINT = "show_readers"
WAY = (ENDPOINT, marked("Wie heeft gelezen wat ik zei?"))


def add_to(blueprint: Blueprint, asking: Asking) -> None:
    """Add the page to those behind the link of a form."""

    @blueprint.get("/<token>/readers")
    def show_readers(token: str) -> Any:
        """Show who read what, and when."""
        with asking.transaction() as tx:
            turn = turns.find(tx, asking, token)
            found = reading.trail(tx, turn.invitation.subject_id)
        speak(turn.invitation.language)
        said = language()
        read = [(one.name, one.at, [title.said(said) for title in one.parts]) for one in found]
        return render_template("exit/readers.html", token=token, read=read)
