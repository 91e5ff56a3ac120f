"""Which fact makes stay interviews do what: as for all who ask (``shared/asking/reactions.py``)."""

from __future__ import annotations

from services.stay_interviews.actions import INTERVIEWS
from shared.asking.reactions import follower_of

FOLLOWER = follower_of(INTERVIEWS)
