"""Which fact makes onboarding do what: as for all who ask (``shared/asking/reactions.py``)."""

from __future__ import annotations

from services.onboarding.actions import CHECKINS, signals
from shared.asking.reactions import follower_of
from shared.contracts.people import PersonForgotten
from shared.db.transaction import Tx
from shared.eventlog.follow import Follower, Run

_ASKING = follower_of(CHECKINS)


def forgotten(tx: Tx, run: Run) -> None:
    """Erase; figures that went with invented people are no signal any more."""
    _ASKING.reactions[PersonForgotten](tx, run)
    signals.look_again(tx)


FOLLOWER = Follower(_ASKING.name, {**_ASKING.reactions, PersonForgotten: forgotten})
