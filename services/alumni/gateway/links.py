"""Whether an address on the internet leads anywhere: asked quickly, and never inside the house.

An address that somebody typed may lead to a machine that only we can reach. So its name is looked up once, every number
that is not for everybody is refused, and we speak to that very number: asked a second time, a name may say otherwise.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

PATIENCE, ALL_PATIENCE = 6.0, 20.0
MOST_TURNS = 5
_PORTS = {"http": 80, "https": 443}
_AGENT = "Weerzien (looks whether the links of a newsletter work)"
_HEADERS = {"User-Agent": _AGENT, "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
_TURNED = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
# Some answer to a whole request only, or to nobody whom they take for a machine.
_ASK_WHOLE = frozenset({400, 403, 405, 406, 500, 501, 503})

Find = Callable[[str, int], str]


@dataclass(frozen=True, kw_only=True)
class Look:
    """What came of it: good, dead or unsure, and why."""

    state: str
    reason: str | None = None


GOOD = Look(state="good")


class _Refused(Exception):
    """It leads where nobody should follow, or nowhere."""


def number_of(host: str, port: int) -> str:
    """Return the number of a host, if all its numbers are for everybody."""
    try:
        found = {str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise _Refused("nowhere") from error
    numbers = [_plain(one) for one in sorted(found)]
    if not numbers or not all(one.is_global and not one.is_multicast for one in numbers):
        raise _Refused("inside")
    # IPv4 first: not every house speaks the other.
    return str(min(numbers, key=lambda one: one.version))


def look(url: str, find: Find = number_of) -> Look:
    """Say whether an address leads anywhere; at most a few seconds, at most a few turns."""
    until = time.monotonic() + ALL_PATIENCE
    try:
        for _ in range(MOST_TURNS):
            status, turn = _ask(url, find, until)
            if status not in _TURNED or not turn:
                return _said(status)
            url = urljoin(url, turn)
    except _Refused as refused:
        return Look(state="dead", reason=str(refused))
    except ssl.SSLError:
        return Look(state="dead", reason="unsafe")
    except TimeoutError:
        return Look(state="unsure", reason="slow")
    except (OSError, http.client.HTTPException, ValueError):
        return Look(state="dead", reason="nowhere")
    return Look(state="unsure", reason="turns")


def _said(status: int) -> Look:
    if status < 400:
        return GOOD
    return Look(state="dead", reason="gone") if status in _GONE else Look(state="unsure", reason="silent")


def _ask(url: str, find: Find, until: float) -> tuple[int, str | None]:
    status, turn = _once("HEAD", url, find, until)
    return _once("GET", url, find, until) if status in _ASK_WHOLE else (status, turn)


def _once(method: str, url: str, find: Find, until: float) -> tuple[int, str | None]:
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or parts.username is not None:
        raise _Refused("odd")
    connection = _connection(parts, find, min(PATIENCE, until - time.monotonic()))
    try:
        path = parts.path or "/"
        whole = f"{path}?{parts.query}" if parts.query else path
        connection.request(method, _ascii(whole), headers=_HEADERS)
        answer = connection.getresponse()
        # Its words are never read.
        return answer.status, answer.headers.get("Location")
    finally:
        connection.close()


def _connection(parts: SplitResult, find: Find, patience: float) -> http.client.HTTPConnection:
    if patience <= 0:
        raise TimeoutError
    host = str(parts.hostname).encode("idna").decode()
    port = parts.port or _PORTS[parts.scheme]
    plain = socket.create_connection((find(host, port), port), timeout=patience)
    try:
        spoken = (
            ssl.create_default_context().wrap_socket(plain, server_hostname=host)
            if parts.scheme == "https"
            else plain
        )
    except BaseException:
        plain.close()
        raise
    # Named by its host, so that the right one of many at that number answers; spoken to at the number we looked at.
    connection = http.client.HTTPConnection(host, port, timeout=patience)
    connection.sock = spoken
    return connection


def _plain(number: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    found = ipaddress.ip_address(number.partition("%")[0])
    inner = found.ipv4_mapped or found.sixtofour if isinstance(found, ipaddress.IPv6Address) else None
    return inner or found


def _ascii(path: str) -> str:
    return "".join(sign if sign.isascii() and sign > " " else _percent(sign) for sign in path)


def _percent(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode())
