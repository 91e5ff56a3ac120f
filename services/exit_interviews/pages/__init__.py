"""The pages behind the link in a letter: as of all who ask, and what is particular to leaving."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint

from services.exit_interviews.actions import forms, hearing
from services.exit_interviews.actions.programme import FORMS
from services.exit_interviews.actions.talking import TALKS
from services.exit_interviews.domain.form import USE_WORDS
from services.exit_interviews.pages import report
from services.exit_interviews.policy import PROMISE, PROMISES, THEMES
from shared.appointment import pages as talk_pages
from shared.appointment.words import Words as TalkWords
from shared.asking import pages
from shared.asking.pages import Own, Words
from shared.eventlog.unit import Transactions
from shared.invitation.model import Invitation
from shared.questionnaire.model import Text

_WORDS = Words(
    declined=Text(
        nl="Dat is goed. Het heeft geen gevolgen, en we vragen niet waarom.",
        en="That is fine. It has no consequences, and we do not ask why.",
        fr="C’est très bien ainsi. Cela n’a aucune conséquence, et nous ne demandons pas pourquoi.",
    ),
    following={},
)
_PROMISE = Text(
    nl="Jij kiest aan het eind, per onderdeel, wie het leest. Kies je niets, dan telt het alleen mee in groepen.",
    en="At the end you choose, for each part, who reads it. If you choose nothing, it counts in groups only.",
    fr="À la fin, vous choisissez pour chaque partie qui la lit. Sans choix, elle ne compte qu’en groupe.",
)
_CHOSEN = Text(
    nl="Dit heb je gekozen, en zo gaan we ermee om:",
    en="This is what you chose, and how we will treat it:",
    fr="Voici ce que vous avez choisi, et ce que nous respecterons :",
)
_BY_NAME = Text(
    nl="Alleen HR leest dit, met je naam, en komt er bij je op terug als je dat hebt gevraagd.",
    en="Only HR reads this, with your name, and comes back to you if you asked for it.",
    fr="Seules les RH lisent ceci, avec votre nom, et reviendront vers vous si vous l’avez demandé.",
)


def _together(first: Text, then: Text) -> Text:
    return Text(nl=f"{first.nl} {then.nl}", en=f"{first.en} {then.en}", fr=f"{first.fr} {then.fr}")


_TALK_WORDS = TalkWords(
    lead=Text(
        nl="Een rustig gesprek over hoe je tijd hier was, waarom je gaat en wat beter kan. We gaan niet in discussie."
        " Meedoen is vrij, en niet meedoen heeft geen gevolgen.",
        en="A quiet conversation about how your time here was, why you leave and what can be better. We will not argue."
        " Taking part is free, and not taking part has no consequences.",
        fr="Un entretien tranquille sur votre temps ici, sur les raisons de votre départ et sur ce qui peut être mieux."
        " Nous ne discuterons pas vos raisons. Participer est libre, et ne pas participer n’a aucune conséquence.",
    ),
    confidential=_together(
        Text(
            nl="Je praat nooit met je leidinggevende of met iemand daarboven, tenzij jij erom vraagt. Van het gesprek"
            " komt een kort verslag.",
            en="You never talk with your manager or anybody above, unless you ask for it. A short report is made of the"
            " conversation.",
            fr="Vous ne parlez jamais avec votre responsable ni avec quelqu’un au-dessus, sauf si vous le demandez. Un"
            " bref compte rendu est fait de l’entretien.",
        ),
        PROMISES[PROMISE].words,
    ),
    themes=THEMES,
    more=report.doors,
)


def make_talk_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages at ``/exit/a/<token>/talk``."""
    return talk_pages.make_blueprint(TALKS, transaction, _TALK_WORDS)


def make_parting_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages at ``/exit/a/<token>/report`` and ``/exit/a/<token>/contact``."""
    return report.make_blueprint(transaction)


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages at ``/exit/a/<token>``."""

    def shown_back(invitation: Invitation) -> Sequence[Text]:
        if invitation.level == "named":
            return [_BY_NAME]
        with transaction() as tx:
            uses = hearing.uses(tx, invitation)
        chosen = [_chosen(part.title, USE_WORDS[use]) for part, use in uses]
        return [_CHOSEN, *chosen] if chosen else []

    return pages.make_blueprint(
        FORMS,
        transaction,
        _WORDS,
        Own(
            group_of=hearing.group_of,
            heard=hearing.heard,
            back=forms.take_back,
            promise=lambda invitation: None if invitation.level == "named" else _PROMISE,
            shown_back=shown_back,
        ),
    )


def _chosen(title: Text, use: Text) -> Text:
    return Text(nl=f"{title.nl}: {use.nl}.", en=f"{title.en}: {use.en}.", fr=f"{title.fr} : {use.fr}.")
