"""The pages behind the link in a letter: as of all who ask, and what is particular to stay interviews."""

from __future__ import annotations

from flask import Blueprint

from services.stay_interviews.actions import INTERVIEWS, TALKS
from services.stay_interviews.pages import note
from services.stay_interviews.policy import THEMES
from shared.appointment import pages as talk_pages
from shared.appointment.words import Words as TalkWords
from shared.asking import pages
from shared.asking.pages import Words
from shared.eventlog.unit import Transactions
from shared.questionnaire.model import Text

_WORDS = Words(
    declined=Text(
        nl="Dat is goed. Het heeft geen gevolgen, en over deze vragen hoor je niets meer.",
        en="That is fine. It has no consequences, and you will hear no more about these questions.",
        fr="C’est très bien ainsi. Cela n’a aucune conséquence, et nous ne reviendrons plus sur ces questions.",
    ),
    # When it comes again is for the plan of each organisation to say; a promise here would bind it.
    following={},
)


_TALK_WORDS = TalkWords(
    lead=Text(
        nl="Een rustig gesprek over hoe het met je gaat in je werk: wat je hier houdt, wat er knelt, en wat je graag"
        " anders zou zien. Meedoen is vrij, en niet meedoen heeft geen gevolgen.",
        en="A quiet conversation about how you are doing in your work: what keeps you here, what chafes, and what you"
        " would like to be different. Taking part is free, and not taking part has no consequences.",
        fr="Un entretien tranquille sur votre travail : ce qui vous fait rester, ce qui pèse, et ce que vous aimeriez"
        " voir changer. Participer est libre, et ne pas participer n’a aucune conséquence.",
    ),
    confidential=Text(
        nl="Van het gesprek komt een kort verslag. Jij leest het als eerste, en er staat niets in dat jij er niet in"
        " wilt. Je leidinggevende krijgt het niet.",
        en="A short note is made of the conversation. You are the first to read it, and nothing stands in it that you"
        " do not want there. Your manager does not get it.",
        fr="Un bref compte rendu est fait de l’entretien. Vous le lisez en premier, et rien n’y figure que vous ne"
        " vouliez pas. Votre responsable ne le reçoit pas.",
    ),
    themes=THEMES,
    more=note.doors,
)


def make_talk_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages at ``/stay/a/<token>/talk``."""
    return talk_pages.make_blueprint(TALKS, transaction, _TALK_WORDS)


def make_note_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages at ``/stay/a/<token>/note``."""
    return note.make_blueprint(transaction)


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages at ``/stay/a/<token>``."""
    return pages.make_blueprint(INTERVIEWS, transaction, _WORDS)
