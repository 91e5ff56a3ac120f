"""What the page of the conversation says to who leaves, by the kind of leaving."""

from __future__ import annotations

from typing import Any

from services.exit_interviews.domain.bank import THEMES
from services.exit_interviews.domain.cases import DISMISSAL
from services.exit_interviews.domain.guide import RETIREMENT, fitting
from services.exit_interviews.policy import PROMISE, PROMISES
from services.exit_interviews.store import cases as store
from shared.appointment.words import Words
from shared.db.transaction import Tx
from shared.questionnaire.model import Text

_USUAL = Text(
    nl="Een rustig gesprek over hoe je tijd hier was, waarom je gaat en wat beter kan. We gaan niet in discussie."
    " Meedoen is vrij, en niet meedoen heeft geen gevolgen.",
    en="A quiet conversation about how your time here was, why you leave and what can be better. We will not argue."
    " Taking part is free, and not taking part has no consequences.",
    fr="Un entretien tranquille sur votre temps ici, sur les raisons de votre départ et sur ce qui peut être mieux."
    " Nous ne discuterons pas vos raisons. Participer est libre, et ne pas participer n’a aucune conséquence.",
)
_LEADS = {
    RETIREMENT: Text(
        nl="Een rustig gesprek over je werkende leven hier, en over wat je wilt doorgeven. Meedoen is vrij, en niet"
        " meedoen heeft geen gevolgen.",
        en="A quiet conversation about your working life here, and about what you want to pass on. Taking part is free,"
        " and not taking part has no consequences.",
        fr="Un entretien tranquille sur votre vie de travail ici, et sur ce que vous souhaitez transmettre. Participer"
        " est libre, et ne pas participer n’a aucune conséquence.",
    ),
    DISMISSAL: Text(
        nl="Een gesprek over hoe het nu met je gaat, of we het tegenover jou goed hebben gedaan, en wat je nu helpt. We"
        " vragen niet naar redenen. Het hoeft niet, en niet meedoen heeft geen gevolgen.",
        en="A conversation about how you are now, whether we did right by you, and what helps you now. We do not ask"
        " for reasons. You need not, and not taking part has no consequences.",
        fr="Un entretien sur la façon dont vous allez maintenant, sur notre attitude envers vous, et sur ce qui peut"
        " vous aider. Nous ne demandons pas de raisons. Rien ne vous y oblige, et ne pas participer n’a"
        " aucune conséquence.",
    ),
}
_NEVER = Text(
    nl="Je praat nooit met je leidinggevende of met iemand daarboven, tenzij jij erom vraagt. Van het gesprek komt een"
    " kort verslag.",
    en="You never talk with your manager or anybody above, unless you ask for it. A short report is made of the"
    " conversation.",
    fr="Vous ne parlez jamais avec votre responsable ni avec quelqu’un au-dessus, sauf si vous le demandez. Un bref"
    " compte rendu est fait de l’entretien.",
)
# Before the conversation the person reads who will read what is written down of it.
_READS = PROMISES[PROMISE].words
_CONFIDENTIAL = Text(
    nl=f"{_NEVER.nl} {_READS.nl}", en=f"{_NEVER.en} {_READS.en}", fr=f"{_NEVER.fr} {_READS.fr}"
)
_HINT = Text(
    nl="Je hoeft niets te kiezen. Wat je aankruist, weet je gesprekspartner vooraf. Wat je in het formulier schrijft,"
    " alleen waar je daar zelf voor koos.",
    en="You need not choose anything. What you tick, the other person knows beforehand. What you write in the form,"
    " only where you chose so yourself.",
    fr="Vous n’avez rien à choisir. La personne avec qui vous parlez connaît à l’avance ce que vous cochez. Ce que vous"
    " écrivez dans le formulaire, seulement là où vous l’avez choisi.",
)


def talk_words(tx: Tx, talk: Any) -> Words:
    """Return what the page says; nobody who retires or was dismissed is asked to tell why they leave."""
    case = store.one(tx.conn, talk.subject_id)
    kind = case.kind if case else ""
    return Words(
        lead=_LEADS.get(kind, _USUAL),
        confidential=_CONFIDENTIAL,
        themes=fitting(kind, THEMES),
        themes_hint=_HINT,
    )
