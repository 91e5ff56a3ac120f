"""Our own SMTP door: ``python -m services.mail.catcher``.

In a house with a local inbox it catches every letter; anywhere it takes return mail at our return addresses. It is no
relay: what it takes never leaves the house.
"""

import asyncio
import logging
import signal
import sys
from pathlib import Path
from typing import Any

import structlog
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy.exc import SQLAlchemyError

from services.mail.actions.post import take_in
from services.mail.gateway.doors import PORT_FILE
from services.mail.gateway.verp import letter_of
from services.mail.settings import catcher_settings
from services.mail.wiring import transaction
from shared.kernel.logs import configure
from shared.kernel.settings import SettingsError, settings

log = structlog.get_logger()

MOST_BYTES = 5 * 1024 * 1024
MOST_RECIPIENTS = 100
# Where complaints and notices without a return address of ours may come in.
_OFFICES = frozenset({"postmaster", "abuse", "terug"})


class Catcher:
    """What aiosmtpd calls for each step of a conversation."""

    def __init__(self, *, keep: bool, secret_key: str) -> None:
        self._keep = keep
        self._secret_key = secret_key

    async def handle_RCPT(  # noqa: N802  aiosmtpd calls it so
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a reader; elsewhere than in a house with an inbox only our own return addresses."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        local = address.partition("@")[0].lower()
        if not (self._keep or local in _OFFICES or letter_of(address, self._secret_key)):
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep or hear a letter; when the database is away the sender keeps it and comes back."""
        try:
            await asyncio.get_running_loop().run_in_executor(None, self.take, envelope)
        except SQLAlchemyError as error:
            log.warning("catcher_not_now", error=type(error).__name__)
            return "451 4.3.0 Not now, please come back"
        return "250 2.0.0 Taken"

    def take(self, envelope: Envelope) -> None:
        """Keep or hear one letter."""
        content: Any = envelope.content
        with transaction() as tx:
            take_in(
                tx,
                sender=envelope.mail_from or "",
                recipients=list(envelope.rcpt_tos),
                source=content if isinstance(content, bytes) else str(content).encode(),
                secret_key=self._secret_key,
                keep=self._keep,
            )


class _PatientSMTP(SMTP):
    """Takes the longer lines that old mail servers return letters with."""

    line_length_limit = 64 * 1024


async def serve(stop: asyncio.Event) -> None:
    """Listen until told to stop; the port file stands as long as somebody answers at it."""
    chosen, where = settings(), catcher_settings()
    catcher = Catcher(keep=chosen.mail_url.startswith("inbox:"), secret_key=chosen.secret_key)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: _PatientSMTP(
            catcher,
            data_size_limit=MOST_BYTES,
            enable_SMTPUTF8=True,
            ident="Weerzien",
            loop=loop,
            timeout=120,
        ),
        where.host,
        where.port,
    )
    port = server.sockets[0].getsockname()[1]
    sign = _put_up(chosen.home / PORT_FILE, port)
    log.info("catcher_listens", port=port)
    try:
        await stop.wait()
    finally:
        sign.unlink(missing_ok=True)
        server.close()


def _put_up(sign: Path, port: int) -> Path:
    sign.parent.mkdir(parents=True, exist_ok=True)
    fresh = sign.with_suffix(".new")
    fresh.write_text(str(port), encoding="ascii")
    fresh.replace(sign)
    return sign


async def _until_told() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await serve(stop)


def main() -> int:
    """Run the catcher in a process of its own."""
    configure()
    # It writes down every line of a conversation, letters included.
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    try:
        asyncio.run(_until_told())
    except (SettingsError, OSError) as error:
        sys.stderr.write(f"weerzien catcher: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
