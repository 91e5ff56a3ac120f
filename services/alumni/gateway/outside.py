"""Ask a machine on the internet something: never one inside the house, never without end.

An address that somebody typed may lead to a machine that only we can reach. So its name is looked up once, every number
that is not for everybody is refused, and we speak to that very number: asked a second time, a name may say otherwise.
Each turn that an answer takes is asked anew, and so looked at anew.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import SplitResult, quote, urlsplit

PATIENCE = 6.0
TURNED = frozenset({301, 302, 303, 307, 308})
# Why an address is not asked: not one of ours to ask, to nowhere, or to inside.
ODD, NOWHERE, INSIDE = "odd", "nowhere", "inside"
_PORTS = {"http": 80, "https": 443}
_HEADERS = {"Accept-Encoding": "identity", "Connection": "close"}
# Signs that may stand in an address as they are; what is percent-coded already stays so.
_SAFE = "/%:@!$&'()*+,;=~-._?"

Find = Callable[[str, int], str]


class _Sealed(http.client.HTTPConnection):
    """A line that is sealed already; a machine behind its usual port is called without it, as browsers do."""

    default_port = _PORTS["https"]


_LINES = {"http": http.client.HTTPConnection, "https": _Sealed}


class Refused(Exception):
    """It leads where nobody should follow, or nowhere; says why in a word."""


def number_of(host: str, port: int) -> str:
    """Return the number of a host, if all its numbers are for everybody; raise Refused."""
    try:
        found = {str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
        numbers = [_plain(one) for one in sorted(found)]
    except (OSError, UnicodeError, ValueError) as error:
        raise Refused(NOWHERE) from error
    if not numbers or not all(one.is_global and not one.is_multicast for one in numbers):
        raise Refused(INSIDE)
    # IPv4 first: not every house speaks the other.
    return str(min(numbers, key=lambda one: one.version))


@contextmanager
def asked(
    method: str, url: str, find: Find, until: float, headers: Mapping[str, str]
) -> Iterator[http.client.HTTPResponse]:
    """Give the answer of an address, by ``until`` (monotonic seconds); raise Refused, OSError or HTTPException."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or parts.username is not None:
        raise Refused(ODD)
    connection = _connection(parts, find, min(PATIENCE, until - time.monotonic()))
    try:
        query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
        whole = quote(parts.path or "/", safe=_SAFE) + query
        connection.request(method, whole, headers={**_HEADERS, **headers})
        yield connection.getresponse()
    finally:
        connection.close()


def turn_of(answer: http.client.HTTPResponse) -> str | None:
    """Return where an answer sends us instead."""
    return answer.headers.get("Location") if answer.status in TURNED else None


def _connection(parts: SplitResult, find: Find, patience: float) -> http.client.HTTPConnection:
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
    connection = _LINES[parts.scheme](host, port, timeout=patience)
    connection.sock = spoken
    return connection


def _plain(number: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    found = ipaddress.ip_address(number.partition("%")[0])
    inner = found.ipv4_mapped or found.sixtofour if isinstance(found, ipaddress.IPv6Address) else None
    return inner or found
