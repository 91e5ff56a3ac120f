"""Fetch a feed from the internet: never from inside the house, never without end.

An address that somebody typed may lead to a machine that only we can reach. So its name is looked up once, every number
that is not for everybody is refused, and we speak to that very number: asked a second time, a name may say otherwise.
Each turn that the answer takes is looked at anew.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from services.alumni.errors import FeedAddress, FeedRefused, FeedSilent, FeedTooLarge
from services.alumni.policy import FEED_MEBIBYTES, FEED_SECONDS

_PATIENCE = 6.0
_MOST_TURNS = 4
_PORTS = {"http": 80, "https": 443}
_TURNED = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    "User-Agent": "Weerzien (reads a feed of vacancies)",
    "Accept": "application/ld+json, application/json, application/xml, text/xml, text/html;q=0.5",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
# Signs that may stand in a path as they are.
_SAFE = "/%:@!$&'()*+,;=~-._?"

Find = Callable[[str, int], str]


def number_of(host: str, port: int) -> str:
    """Return the number of a host, if all its numbers are for everybody."""
    try:
        found = {str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
        numbers = [_plain(one) for one in sorted(found)]
    except (OSError, UnicodeError, ValueError):
        raise FeedAddress from None
    if not numbers or not all(one.is_global and not one.is_multicast for one in numbers):
        raise FeedAddress
    # IPv4 first: not every house speaks the other.
    return str(min(numbers, key=lambda one: one.version))


def fetch(url: str, find: Find = number_of) -> bytes:
    """Return what an address gives; an error in words where it gives nothing that we may read."""
    until = time.monotonic() + FEED_SECONDS
    try:
        for _ in range(_MOST_TURNS):
            content, turn = _once(url, find, until)
            if turn is None:
                return content
            url = urljoin(url, turn)
    except (OSError, http.client.HTTPException):
        # Also a certificate that is not theirs, and an answer that takes too long.
        raise FeedSilent from None
    except ValueError:
        raise FeedAddress from None
    raise FeedAddress


def _once(url: str, find: Find, until: float) -> tuple[bytes, str | None]:
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or parts.username is not None:
        raise FeedAddress
    connection = _connection(parts, find, until)
    try:
        path = quote(parts.path or "/", safe=_SAFE) + (
            f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
        )
        connection.request("GET", path, headers=_HEADERS)
        answer = connection.getresponse()
        turn = answer.headers.get("Location") if answer.status in _TURNED else None
        if turn is None and answer.status != 200:
            raise FeedRefused(status=answer.status)
        return (b"", turn) if turn else (_read(answer, until), None)
    finally:
        connection.close()


def _read(answer: http.client.HTTPResponse, until: float) -> bytes:
    found = bytearray()
    while chunk := answer.read1(64 * 1024):
        found += chunk
        if len(found) > FEED_MEBIBYTES << 20:
            raise FeedTooLarge(megabytes=FEED_MEBIBYTES)
        if time.monotonic() > until:
            raise TimeoutError
    return bytes(found)


def _connection(parts: SplitResult, find: Find, until: float) -> http.client.HTTPConnection:
    patience = min(_PATIENCE, until - time.monotonic())
    if patience <= 0:
        raise TimeoutError
    host = str(parts.hostname).encode("idna").decode()
    port = parts.port or _PORTS[parts.scheme]
    spoken = socket.create_connection((find(host, port), port), timeout=patience)
    if parts.scheme == "https":
        try:
            spoken = ssl.create_default_context().wrap_socket(spoken, server_hostname=host)
        except BaseException:
            spoken.close()
            raise
    # Named by its host, so that the right one of many at that number answers; spoken to at the number we looked at.
    connection = http.client.HTTPConnection(host, port, timeout=patience)
    connection.sock = spoken
    return connection


def _plain(number: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    found = ipaddress.ip_address(number.partition("%")[0])
    inner = found.ipv4_mapped or found.sixtofour if isinstance(found, ipaddress.IPv6Address) else None
    return inner or found
