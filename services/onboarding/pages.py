"""The pages behind the link in a letter: as of all who ask, and what is particular to check-ins."""

from __future__ import annotations

from flask import Blueprint

from services.onboarding.actions import CHECKINS
from shared.asking import pages
from shared.asking.pages import Words
from shared.eventlog.unit import Transactions
from shared.questionnaire.model import Text

_FOLLOWING = {
    "before_start": Text(
        nl="Na je eerste week vragen we hoe je bent begonnen. Tot dan.",
        en="After your first week we will ask how you started. See you then.",
        fr="Après votre première semaine, nous vous demanderons comment vous avez commencé. À bientôt.",
    ),
    "week_1": Text(
        nl="Over een paar weken vragen we het nog eens, als je hier een maand werkt.",
        en="We will ask again in a few weeks, when you have worked here for a month.",
        fr="Nous vous poserons à nouveau la question dans quelques semaines, après un mois ici.",
    ),
    "back_1": Text(
        nl="Over een paar weken vragen we het nog eens, als je hier weer een maand werkt.",
        en="We will ask again in a few weeks, when you have been back for a month.",
        fr="Nous vous poserons à nouveau la question dans quelques semaines, un mois après votre retour.",
    ),
    "month_1": Text(
        nl="Als je hier drie maanden werkt, vragen we het nog eens.",
        en="We will ask again when you have worked here for three months.",
        fr="Nous vous poserons à nouveau la question après trois mois ici.",
    ),
    "month_3": Text(
        nl="Als je hier een halfjaar werkt, vragen we het nog eens.",
        en="We will ask again when you have worked here for half a year.",
        fr="Nous vous poserons à nouveau la question après six mois ici.",
    ),
    "month_6": Text(
        nl="Tegen het einde van je eerste jaar vragen we het nog één keer.",
        en="We will ask once more towards the end of your first year.",
        fr="Nous vous poserons la question une dernière fois vers la fin de votre première année.",
    ),
    "month_11": Text(
        nl="Dit was de laatste keer: je eerste jaar zit er bijna op.",
        en="This was the last time: your first year is nearly over.",
        fr="C’était la dernière fois : votre première année touche à sa fin.",
    ),
}
_NO_CONSEQUENCES = Text(
    nl="Dat is goed. Het heeft geen gevolgen, en over deze check-in hoor je niets meer.",
    en="That is fine. It has no consequences, and you will hear no more about this check-in.",
    fr="C’est très bien ainsi. Cela n’a aucune conséquence, et nous n’y reviendrons plus.",
)


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages at ``/onboarding/a/<token>``."""
    return pages.make_blueprint(CHECKINS, transaction, Words(declined=_NO_CONSEQUENCES, following=_FOLLOWING))
