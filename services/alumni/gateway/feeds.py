"""Fetch a feed of vacancies from the internet."""

from __future__ import annotations

import http.client
import time
from urllib.parse import urljoin

from services.alumni.errors.sources import FeedAddress, FeedRefused, FeedSilent, FeedTooLarge
from services.alumni.gateway.outside import Find, Refused, asked, number_of, turn_of
from services.alumni.policy import FEED_MEBIBYTES, FEED_SECONDS

_MOST_TURNS = 4
_GOOD = 200
_HEADERS = {
    "User-Agent": "Weerzien (reads a feed of vacancies)",
    "Accept": "application/ld+json, application/json, application/xml, text/xml, text/html;q=0.5",
}


def fetch(url: str, find: Find = number_of) -> bytes:
    """Return what an address gives; an error in words where it gives nothing that we may read."""
    until = time.monotonic() + FEED_SECONDS
    try:
        for _ in range(_MOST_TURNS):
            with asked("GET", url, find, until, _HEADERS) as answer:
                turn = turn_of(answer)
                if turn is None:
                    return _read(answer, until)
            url = urljoin(url, turn)
    except (OSError, http.client.HTTPException):
        # Also a certificate that is not theirs, and an answer that takes too long.
        raise FeedSilent from None
    except (Refused, ValueError):
        raise FeedAddress from None
    raise FeedAddress


def _read(answer: http.client.HTTPResponse, until: float) -> bytes:
    if answer.status != _GOOD:
        raise FeedRefused(status=answer.status)
    found = bytearray()
    while chunk := answer.read1(64 * 1024):
        found += chunk
        if len(found) > FEED_MEBIBYTES << 20:
            raise FeedTooLarge(megabytes=FEED_MEBIBYTES)
        if time.monotonic() > until:
            raise TimeoutError
    return bytes(found)
