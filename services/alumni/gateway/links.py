"""Whether an address on the internet leads anywhere: asked quickly, and its words are never read."""

from __future__ import annotations

import http.client
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urljoin

from services.alumni.gateway.outside import NOWHERE, Find, Refused, asked, number_of, turn_of

ALL_PATIENCE = 20.0
MOST_TURNS = 5
_HEADERS = {"User-Agent": "Weerzien (looks whether the links of a newsletter work)", "Accept": "*/*"}
_GONE = frozenset({404, 410})
# Some answer to a whole request only, or to nobody whom they take for a machine.
_ASK_WHOLE = frozenset({400, 403, 405, 406, 500, 501, 503})


@dataclass(frozen=True, kw_only=True)
class Look:
    """What came of it: good, dead or unsure, and why."""

    state: str
    reason: str | None = None


GOOD = Look(state="good")


def look(url: str, find: Find = number_of) -> Look:
    """Say whether an address leads anywhere; at most a few seconds, at most a few turns."""
    until = time.monotonic() + ALL_PATIENCE
    try:
        for _ in range(MOST_TURNS):
            status, turn = _ask(url, find, until)
            if not turn:
                return _said(status)
            url = urljoin(url, turn)
    except Refused as refused:
        return Look(state="dead", reason=str(refused))
    except ssl.SSLError:
        return Look(state="dead", reason="unsafe")
    except TimeoutError:
        return Look(state="unsure", reason="slow")
    except (OSError, http.client.HTTPException, ValueError):
        return Look(state="dead", reason=NOWHERE)
    return Look(state="unsure", reason="turns")


def _said(status: int) -> Look:
    if status < 400:
        return GOOD
    return Look(state="dead", reason="gone") if status in _GONE else Look(state="unsure", reason="silent")


def _ask(url: str, find: Find, until: float) -> tuple[int, str | None]:
    status, turn = _once("HEAD", url, find, until)
    return _once("GET", url, find, until) if status in _ASK_WHOLE else (status, turn)


def _once(method: str, url: str, find: Find, until: float) -> tuple[int, str | None]:
    with asked(method, url, find, until, _HEADERS) as answer:
        return answer.status, turn_of(answer)
