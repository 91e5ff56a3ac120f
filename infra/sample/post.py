"""Catches every letter of the sample while it is made: whatever MAIL_URL says, none of them leaves the house."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from infra.listening import post_office
from services.mail.catcher import Catcher
from shared.kernel import clock
from shared.kernel.settings import settings, use


class Post:
    """The catcher of the house, on a port of its own, that sees the time of the one who travels."""

    def __init__(self) -> None:
        chosen = settings()
        self._keeps = chosen.mail_url.startswith("inbox:")
        self._catcher = Catcher(keep=True, secret_key=chosen.secret_key)
        self._lock = threading.Lock()
        self._instant = clock.now()

    def it_is(self, instant: datetime) -> None:
        """From now on letters are caught at this instant."""
        with self._lock:
            self._instant = instant

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd calls it so
        """Keep a letter for the local inbox, or let it go where there is none."""
        if self._keeps:
            with self._lock, clock.travelling(self._instant):
                self._catcher.take(envelope)
        return "250 2.0.0 Taken"


@contextmanager
def own_post() -> Iterator[Post]:
    """Let all letters of this process go to a catcher of its own."""
    post = Post()
    with (
        post_office(post) as port,
        use(replace(settings(), mail_url=f"smtp://127.0.0.1:{port}")),
    ):
        yield post
