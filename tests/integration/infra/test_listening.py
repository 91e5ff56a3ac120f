"""A server beside a thread that goes its own way: a mail server for a test, or for the sample."""

from __future__ import annotations

import asyncio
import smtplib
import socket
from typing import Any

import pytest

from infra.listening import listening, post_office


class Box:
    def __init__(self) -> None:
        self.letters: list[bytes] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd calls it so
        self.letters.append(envelope.content)
        return "250 taken"


def sent(port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=5) as smtp:
        smtp.sendmail("a@brug.example", ["b@brug.example"], b"Subject: Dag\r\n\r\nTot ziens\r\n")


def test_who_has_a_loop_already_can_have_a_server_beside_it() -> None:
    # A test that drives a browser has one, and the next test of that process finds it still there.
    box = Box()

    async def busy() -> None:
        with post_office(box) as port:
            sent(port)

    asyncio.run(busy())
    assert b"Tot ziens" in box.letters[0]


def test_it_ends_with_the_block_and_a_port_that_is_taken_is_said() -> None:
    with (
        post_office(Box()) as port,
        pytest.raises(OSError, match="in use"),
        listening(asyncio.Protocol, port),
    ):
        pass
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), timeout=1):
        pass
