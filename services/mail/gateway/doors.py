"""Which door MAIL_URL means."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from services.mail.gateway.kinds import Gateway, GatewayDown, MailUrlError, Sender
from services.mail.gateway.provider import SendGridGateway
from services.mail.gateway.smtp import Server, SmtpGateway
from shared.kernel.settings import Settings

PORT_FILE = "catcher.port"


def open_gateway(settings: Settings, now: Callable[[], datetime]) -> Gateway:
    """The gateway for these settings; nothing is connected before the first letter."""
    sender = Sender.parse(settings.sender, settings.secret_key)
    scheme = settings.mail_url.partition(":")[0]
    if scheme == "inbox":
        # Looked up when it is needed: the catcher may start later than we do, or again on another port.
        return SmtpGateway(lambda: Server(host="127.0.0.1", port=catcher_port(settings.home)), sender, now)
    if scheme in ("smtp", "smtps"):
        server = server_of(settings.mail_url)
        return SmtpGateway(lambda: server, sender, now)
    if scheme == "sendgrid":
        if not settings.sendgrid_api_key:
            raise MailUrlError("MAIL_URL is sendgrid: but SENDGRID_API_KEY is empty")
        return SendGridGateway(settings.sendgrid_api_key, settings.sendgrid_api_host, sender)
    raise MailUrlError("MAIL_URL is none of inbox:, smtp://user:pass@host:port, smtps://..., sendgrid:")


def server_of(mail_url: str) -> Server:
    """Read smtp://user:pass@host:port; `?verify=no` accepts a certificate that nobody vouches for."""
    parts = urlsplit(mail_url)
    try:
        port = parts.port
    except ValueError:
        port = None
        if parts.netloc.rpartition(":")[2]:
            raise MailUrlError("the port in MAIL_URL is no number between 1 and 65535") from None
    if not parts.hostname:
        raise MailUrlError("MAIL_URL names no host; write smtp://user:pass@host:port")
    implicit = parts.scheme == "smtps"
    user = unquote(parts.username or "")
    usual = 465 if implicit else 587 if user else 25
    return Server(
        host=parts.hostname,
        port=port or usual,
        user=user,
        password=unquote(parts.password or ""),
        tls_from_start=implicit,
        verify=parse_qs(parts.query).get("verify") != ["no"],
    )


def catcher_port(home: Path) -> int:
    """Where our own catcher listens; it writes its port when it is ready."""
    try:
        return int((home / PORT_FILE).read_text(encoding="ascii"))
    except (OSError, ValueError):
        raise GatewayDown("catcher_not_running") from None
