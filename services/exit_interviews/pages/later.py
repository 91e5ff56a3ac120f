"""Say whether we may ask once more, half a year on. Nothing is chosen beforehand."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for

from services.exit_interviews.actions import later
from shared.invitation.model import Invitation
from shared.kernel.texts import marked
from shared.questionnaire import turns
from shared.questionnaire.asking import Asking
from shared.web.csrf import PageTokenWrong, require_page_token
from shared.web.texts import gettext, speak, with_lang
from shared.web.told import told

ENDPOINT = "ask_later"
WAY = (ENDPOINT, marked("Liever later meer vertellen?"))
PURPOSE = "exit-later"
CHOICES = {"yes": True, "no": False}
NOT_CHOSEN = marked("Kies een van de twee, dan weten we dat jij het bent.")


def add_to(blueprint: Blueprint, asking: Asking) -> None:
    """Add the page to those behind the link of a form."""

    @blueprint.get("/<token>/later")
    def ask_later(token: str) -> Any:
        """Show what was chosen, to choose."""
        with asking.transaction() as tx:
            invitation = turns.find(tx, asking, token).invitation
            said = later.chosen(tx, invitation.subject_id)
        speak(invitation.language)
        return _page(token, invitation, said)

    @blueprint.post("/<token>/later")
    def choose_later(token: str) -> Any:
        """Keep what was chosen."""
        wanted = CHOICES.get(request.form.get("later", ""))
        with asking.transaction() as tx:
            invitation = turns.find(tx, asking, token, lock=True).invitation
            said = later.chosen(tx, invitation.subject_id)
            speak(invitation.language)
            try:
                require_page_token(PURPOSE, invitation.id)
            except PageTokenWrong:
                return _page(token, invitation, said, too_old=True)
            if wanted is None:
                return _page(token, invitation, said, errors={"later": [gettext(NOT_CHOSEN)]})
            later.choose(tx, invitation.subject_id, wanted=wanted)
        return redirect(with_lang(url_for(f".{ENDPOINT}", token=token, kept="yes")), 303)


def _page(
    token: str,
    invitation: Invitation,
    said: str | None,
    *,
    errors: dict[str, list[str]] | None = None,
    too_old: bool = False,
) -> Response:
    return told(
        render_template(
            "exit/later.html",
            token=token,
            invitation=invitation,
            said=said,
            kept="kept" in request.args,
            errors=errors or {},
            too_old=too_old,
            purpose=PURPOSE,
        ),
        wrong=errors,
        too_old=too_old,
    )
