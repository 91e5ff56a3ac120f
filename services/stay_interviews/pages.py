"""The pages behind the link in a letter: as of all who ask, and what is particular to stay interviews."""

from __future__ import annotations

from flask import Blueprint

from services.stay_interviews.actions import INTERVIEWS
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


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages at ``/stay/a/<token>``."""
    return pages.make_blueprint(INTERVIEWS, transaction, _WORDS)
