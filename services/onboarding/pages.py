"""The pages behind the link in a letter: the questionnaire engine, and what is particular to check-ins."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint

from services.onboarding import actions
from services.onboarding.policy import catalogue
from services.onboarding.tables import ASKED
from shared.eventlog.unit import Transactions
from shared.invitation.model import Invitation
from shared.questionnaire import blueprint
from shared.questionnaire.asking import Asking
from shared.questionnaire.model import Text

_READ_IN_GROUPS = Text(
    nl="HR leest je antwoorden zonder je naam, samen met die van anderen,"
    " zodra er genoeg zijn dat niemand te herkennen is.",
    en="HR reads your answers without your name, together with those of others, once there are enough for nobody to be"
    " recognised.",
    fr="Les RH liront vos réponses sans votre nom, avec celles des autres, dès qu’il y en aura assez pour que personne"
    " ne soit reconnu.",
)
_READ_BY_NAME = Text(
    nl="HR leest je antwoorden en komt er bij je op terug als je dat hebt gevraagd.",
    en="HR reads your answers and comes back to you if you asked for it.",
    fr="Les RH liront vos réponses et reviendront vers vous si vous l’avez demandé.",
)
_NEXT = {
    "week_1": Text(
        nl="Over een paar weken vragen we het nog eens, als je hier een maand werkt.",
        en="We will ask again in a few weeks, when you have worked here for a month.",
        fr="Nous vous poserons à nouveau la question dans quelques semaines, après un mois ici.",
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
_DO_NOT_WAIT = Text(
    nl="Zit je iets dwars dat niet kan wachten? Loop dan bij HR binnen, of antwoord op onze mail.",
    en="Is something on your mind that cannot wait? Drop in at HR, or reply to our mail.",
    fr="Quelque chose vous préoccupe et ne peut attendre ? Passez aux RH, ou répondez à notre message.",
)
_NO_CONSEQUENCES = Text(
    nl="Dat is goed. Het heeft geen gevolgen, en over deze check-in hoor je niets meer.",
    en="That is fine. It has no consequences, and you will hear no more about this check-in.",
    fr="C’est très bien ainsi. Cela n’a aucune conséquence, et nous n’y reviendrons plus.",
)


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages at ``/onboarding/a/<token>``."""
    return blueprint.make_blueprint(
        Asking(
            service="onboarding",
            transaction=transaction,
            tables=ASKED,
            catalogue=catalogue(),
            group_of=actions.group_of,
            on_submit=lambda tx, invitation, _answers: actions.submitted(tx, invitation),
            on_decline=actions.declined,
            thanks=_thanks,
            declined=_declined,
        )
    )


def _thanks(invitation: Invitation) -> Sequence[Text]:
    read = _READ_BY_NAME if invitation.level == "named" else _READ_IN_GROUPS
    return [read, *_next(invitation), _DO_NOT_WAIT]


def _declined(invitation: Invitation) -> Sequence[Text]:
    return [_NO_CONSEQUENCES, *_next(invitation)]


def _next(invitation: Invitation) -> list[Text]:
    following = _NEXT.get(invitation.questionnaire)
    return [following] if following else []
