"""Which fact makes onboarding do what: as for all who ask (``shared/asking/reactions.py``)."""

from __future__ import annotations

from services.onboarding.actions import CHECKINS
from shared.asking.reactions import follower_of

FOLLOWER = follower_of(CHECKINS)
