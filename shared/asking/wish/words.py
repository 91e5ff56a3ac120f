"""What a wish to talk is called, for the person and at the desk."""

from __future__ import annotations

from shared.asking.wish.model import DONE, NAMED, OPEN, STOPPED, WITHDRAWN
from shared.web.texts import gettext, marked

WHOM_TO_CHOOSE = {
    "hr": marked("Iemand van HR"),
    "manager": marked("Mijn leidinggevende"),
    "counsellor": marked("De vertrouwenspersoon"),
    "buddy": marked("Een collega die me wegwijs maakt"),
    NAMED: marked("Iemand anders, die ik hieronder noem"),
}
WHOM = {
    "hr": marked("iemand van HR"),
    "manager": marked("de leidinggevende"),
    "counsellor": marked("de vertrouwenspersoon"),
    "buddy": marked("een collega die wegwijs maakt"),
}
STATES = {
    OPEN: marked("wacht op HR"),
    DONE: marked("gedaan"),
    WITHDRAWN: marked("ingetrokken"),
    STOPPED: marked("gestopt"),
}
TONES = {OPEN: "care", DONE: "good"}


def whom_words(whom: str | None, named: str | None) -> str:
    """Return with whom; whom the person named, as they wrote it; empty once it is wiped."""
    if whom == NAMED:
        return named or ""
    return str(gettext(WHOM[whom])) if whom else ""


def state_words(state: str) -> str:
    """Return a state in words."""
    return str(gettext(STATES[state]))
