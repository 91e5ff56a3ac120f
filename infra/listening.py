"""A server of asyncio beside a thread that goes its own way."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from aiosmtpd.smtp import SMTP


@contextmanager
def listening(
    protocol: Callable[[], asyncio.BaseProtocol], port: int = 0, *, sealed: ssl.SSLContext | None = None
) -> Iterator[int]:
    """Serve ``protocol`` on the loopback and give the port (a free one by default); ``sealed`` from the first byte.

    The loop begins and ends in a thread of its own: whoever calls may have a loop already.
    """
    loop = asyncio.new_event_loop()
    running = threading.Thread(target=loop.run_forever, daemon=True)
    running.start()
    server = asyncio.run_coroutine_threadsafe(
        loop.create_server(protocol, "127.0.0.1", port, ssl=sealed), loop
    )
    try:
        yield server.result(timeout=10).sockets[0].getsockname()[1]
    finally:
        if server.done() and not server.exception():
            asyncio.run_coroutine_threadsafe(_end(server.result()), loop).result(timeout=10)
        loop.call_soon_threadsafe(loop.stop)
        running.join(timeout=10)
        loop.close()


async def _end(server: asyncio.Server) -> None:
    """Let nobody in any more, let go of who is there, and give each line its turn to be closed."""
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for one in others:
        one.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0)


def post_office(handler: Any) -> AbstractContextManager[int]:
    """Take letters on a free port as ``handler`` says (its ``handle_RCPT`` and ``handle_DATA``, of aiosmtpd)."""
    return listening(lambda: SMTP(handler, enable_SMTPUTF8=True, ident="Weerzien"))
