"""The numbers of the front door, together on one page."""

from datetime import timedelta
from typing import Final

from services.console.domain.lockout import Rule

PASSWORD_SHORTEST: Final = 12
PASSWORD_LONGEST: Final = 200

# OWASP's advice for argon2id where many may come at once: 19 MiB and two passes, some 30 ms on a small machine.
ARGON2_MEMORY_KIB: Final = 19_456
ARGON2_PASSES: Final = 2
ARGON2_LANES: Final = 1

SESSION_ABSOLUTE: Final = timedelta(hours=12)
SESSION_IDLE: Final = timedelta(hours=2)

WELCOME_LINK: Final = timedelta(hours=48)
RESET_LINK: Final = timedelta(hours=2)
SECOND_STEP: Final = timedelta(minutes=5)
DEVICE_KNOWN_FOR: Final = timedelta(days=180)

RECOVERY_CODES: Final = 8
# A code of the authenticator app holds for 30 s; one step of grace on both sides for clocks that differ.
CODE_STEPS_OF_GRACE: Final = 1

_QUARTER: Final = timedelta(minutes=15)
_HOUR: Final = timedelta(hours=1)

# Five tries in a quarter of an hour, then a pause that grows. Strangers to an account share its five; a browser that
# logged in to it before has five of its own, so that nobody can lock out its owner by guessing.
ACCOUNT_RULE: Final = Rule(
    tries=5, window=_QUARTER, pauses=(_QUARTER, 2 * _QUARTER, _HOUR, 2 * _HOUR, 4 * _HOUR)
)
# One address that guesses over many accounts. An office shares one, so it may fail often before it counts as a guesser.
ADDRESS_RULE: Final = Rule(tries=50, window=_QUARTER, pauses=(_QUARTER, _HOUR))
# Letters with a link to a new password: to one account, and asked for from one address.
RESET_RULE: Final = Rule(tries=3, window=_HOUR, pauses=(_HOUR,))
RESET_ADDRESS_RULE: Final = Rule(tries=20, window=_HOUR, pauses=(_HOUR,))

TELL_OWNER_EVERY: Final = timedelta(hours=24)
GUARD_KEPT: Final = timedelta(hours=24)
