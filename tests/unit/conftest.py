"""Unit tests are quick and alone: no connection leaves them."""

from __future__ import annotations

import socket
from typing import Any, NoReturn

import pytest


@pytest.fixture(autouse=True)
def _no_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_self: socket.socket, address: Any) -> NoReturn:
        message = f"a unit test wanted to connect to {address!r}; such a test belongs in tests/integration"
        raise AssertionError(message)

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket.socket, "connect_ex", refused)
