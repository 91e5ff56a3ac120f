"""The numbers of the post room, on one page."""

from dataclasses import dataclass
from datetime import timedelta

RETRY_PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)
# The whole gateway is unreachable: no letter is to blame, so this costs no attempt.
SHORTEST_GATEWAY_PAUSE = timedelta(minutes=1)
LONGEST_GATEWAY_PAUSE = timedelta(minutes=30)
# A provider may ask for patience, but not for ever.
LONGEST_HINT = timedelta(hours=24)

# How long a worker may hold a batch before somebody else may call its letters uncertain.
LEASE = timedelta(minutes=10)
# With our own catcher we can look whether a letter arrived, so nobody needs to wait for that.
LEASE_INBOX = timedelta(minutes=2)

# This many soft bounces of one address within the window count as a hard one.
SOFT_LIMIT = 5
SOFT_WINDOW = timedelta(days=30)

# A webhook call older or younger than this is refused as replayed.
WEBHOOK_TOLERANCE = timedelta(minutes=10)

TEXT_WIDTH = 72
LANGUAGES = ("nl", "en", "fr")


@dataclass(frozen=True)
class Load:
    """How many letters a worker claims at once, and over how many connections a job sends."""

    batch: int
    connections: int


# Small over SMTP: a crash leaves at most this many letters uncertain.
SMTP_LOAD = Load(batch=100, connections=4)
PROVIDER_LOAD = Load(batch=1000, connections=1)


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after this many failed attempts; None when it is time to give up."""
    return RETRY_PAUSES[attempts - 1] if 0 < attempts <= len(RETRY_PAUSES) else None


def gateway_pause(waited: timedelta) -> timedelta:
    """How long to leave an unreachable gateway alone, after a letter has waited so long already."""
    return min(max(waited / 4, SHORTEST_GATEWAY_PAUSE), LONGEST_GATEWAY_PAUSE)
