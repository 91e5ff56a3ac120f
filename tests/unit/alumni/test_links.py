"""Links are followed as far as they lead, and never to a machine that only we can reach."""

from __future__ import annotations

import io
import socket
import ssl

import pytest

from services.alumni.gateway import links


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.0.0.0", "[::1]", "[fd00::1]",
     "[::ffff:10.0.0.1]", "[2002:7f00:1::]", "100.64.0.1", "224.0.0.1", "2130706433", "0x7f000001"],
)  # fmt: skip
def test_an_address_inside_is_never_asked(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_given: object, **_more: object) -> None:
        message = f"{host} was spoken to"
        raise AssertionError(message)

    monkeypatch.setattr("socket.create_connection", never)
    assert links.look(f"http://{host}/admin").state == "dead"


@pytest.mark.parametrize(
    "url", ["ftp://brug.example/", "http://", "http://me:secret@brug.example/", "http://[::/"]
)
def test_an_odd_address_is_dead_and_breaks_nothing(url: str) -> None:
    assert links.look(url).state == "dead"


class Line:
    """A machine that answers all it is asked with yes, and remembers how it was called."""

    said = b""

    def sendall(self, said: bytes) -> None:
        self.said += said

    def makefile(self, _mode: str) -> io.BytesIO:
        return io.BytesIO(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("http://brug.example/", b"brug.example"),
        ("https://brug.example/", b"brug.example"),
        ("https://brug.example:8443/", b"brug.example:8443"),
    ],
)
def test_a_machine_is_called_as_a_browser_calls_it(
    url: str, named: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line()
    monkeypatch.setattr(socket, "create_connection", lambda *_given, **_more: line)
    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", lambda *_given, **_more: line)
    assert links.look(url, lambda _host, _port: "192.0.2.1") == links.GOOD
    assert b"\r\nHost: " + named + b"\r\n" in line.said
