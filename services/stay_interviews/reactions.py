"""Which fact makes stay interviews do what: as for all who ask, and as for all who talk."""

from __future__ import annotations

from services.stay_interviews.actions import INTERVIEWS, TALKS
from shared.appointment.reactions import reactions_of, together
from shared.asking.reactions import follower_of
from shared.eventlog.follow import Follower

# The form first: who sends answers at this moment holds its invitation.
FOLLOWER = Follower("stay", together(follower_of(INTERVIEWS).reactions, reactions_of(TALKS, while_here=True)))
