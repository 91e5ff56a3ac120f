"""What of somebody may be quoted, for that somebody: seen, and taken back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for

from services.exit_interviews.actions import hearing, quoting
from services.exit_interviews.actions.hearing import Quotes
from shared.db.transaction import Tx
from shared.invitation.model import Invitation
from shared.kernel.texts import marked
from shared.questionnaire import turns
from shared.questionnaire.asking import Asking, Door, MoreKept
from shared.questionnaire.model import Text
from shared.web.csrf import PageTokenWrong, require_page_token
from shared.web.texts import gettext, language, speak, with_lang
from shared.web.told import told

ENDPOINT = "show_quotes"
WAY = (ENDPOINT, marked("Wat mag van mij worden aangehaald?"))
PURPOSE = "exit-quotes"
NOT_SURE = marked("Kruis eerst aan dat je dit wilt terugnemen.")
_TITLE = Text(
    nl="Wat mag worden aangehaald",
    en="What may be quoted",
    fr="Ce qui peut être cité",
)
_KEPT = Text(
    nl="Je vond goed dat we woorden van je aanhalen, zonder je naam, tussen die van anderen. Daarom onthouden we,"
    " versleuteld, welke woorden van jou zijn: zo kun je het terugnemen. Na twee jaar halen we ze niet meer aan.",
    en="You agreed that we may quote words of yours, without your name, among those of others. That is why we remember,"
    " encrypted, which words are yours: so that you can take it back. After two years we no longer quote them.",
    fr="Vous avez accepté que nous citions vos mots, sans votre nom, parmi ceux des autres. C’est pourquoi nous gardons"
    " en mémoire, de façon chiffrée, lesquels sont les vôtres : vous pouvez ainsi revenir sur ce choix. Après deux ans,"
    " nous ne les citons plus.",
)
_SEE = Text(
    nl="Bekijk het, of neem het terug", en="See it, or take it back", fr="Voir, ou revenir sur ce choix"
)


def add_to(blueprint: Blueprint, asking: Asking) -> None:
    """Add the page to those behind the link of a form."""

    @blueprint.get("/<token>/quotes")
    def show_quotes(token: str) -> Any:
        """Show what may be quoted."""
        with asking.transaction() as tx:
            invitation = turns.find(tx, asking, token).invitation
            found = hearing.quotes_of(tx, invitation)
        speak(invitation.language)
        return _page(token, invitation, found)

    @blueprint.post("/<token>/quotes")
    def take_quotes_back(token: str) -> Any:
        """Let nothing be quoted any more."""
        with asking.transaction() as tx:
            invitation = turns.find(tx, asking, token, lock=True).invitation
            speak(invitation.language)
            found = hearing.quotes_of(tx, invitation)
            try:
                require_page_token(PURPOSE, invitation.id)
            except PageTokenWrong:
                return _page(token, invitation, found, too_old=True)
            if request.form.get("sure") != "yes":
                return _page(token, invitation, found, errors={"sure": [gettext(NOT_SURE)]})
            quoting.withdraw(tx, hearing.theirs(tx, invitation))
        return redirect(with_lang(url_for(f".{ENDPOINT}", token=token, gone="yes")), 303)


def kept(tx: Tx, invitation: Invitation) -> MoreKept | None:
    """Return what is kept so that words can be quoted, for the page that says what is kept; None where nothing is."""
    found = hearing.quotes_of(tx, invitation)
    if not found:
        return None
    lines = [*(title.said(language()) for title in found.parts), *(row.text for row in found.words)]
    return MoreKept(title=_TITLE, door=Door(text=_KEPT, button=_SEE, place="quotes"), lines=lines)


def _page(
    token: str,
    invitation: Invitation,
    found: Quotes,
    *,
    errors: dict[str, list[str]] | None = None,
    too_old: bool = False,
) -> Response:
    return told(
        render_template(
            "exit/person_quotes.html",
            token=token,
            invitation=invitation,
            found=found,
            parts=[title.said(language()) for title in found.parts],
            gone="gone" in request.args,
            errors=errors or {},
            too_old=too_old,
            purpose=PURPOSE,
        ),
        wrong=errors,
        too_old=too_old,
    )
