"""Letters over SMTP: one connection for a batch, each recipient judged alone."""

import base64
import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from types import TracebackType
from typing import Self

from services.mail.domain.letters import Outcome, Outgoing, Verdict
from services.mail.gateway.kinds import GatewayDown, Sender
from services.mail.gateway.message import build
from services.mail.gateway.replies import code_of, refusal
from services.mail.gateway.verp import return_address
from services.mail.policy import SMTP_LOAD

CONNECT_TIMEOUT = 15.0
REPLY_TIMEOUT = 60.0
_CLOSING = 421
_LET_IN = frozenset({235, 503})
_YES = frozenset({250, 251, 354})


@dataclass(frozen=True, kw_only=True)
class Server:
    """An SMTP server as MAIL_URL names it."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls_from_start: bool = False
    verify: bool = True

    @property
    def is_here(self) -> bool:
        """Whether the way there never leaves this machine."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


class _Lost(Exception):
    """The connection broke; `after_data` when the server may have taken the letter all the same."""

    def __init__(self, *, after_data: bool) -> None:
        super().__init__()
        self.after_data = after_data


class SmtpGateway:
    """A conversation with one SMTP server, opened when first needed and kept for the batch."""

    load = SMTP_LOAD
    gaps = None

    def __init__(self, find: Callable[[], Server], sender: Sender, now: Callable[[], datetime]) -> None:
        self._find = find
        self._sender = sender
        self._now = now
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._smtp is not None and error is None:
            try:
                self._smtp.quit()
            except (smtplib.SMTPException, OSError):
                self._hang_up()
        self._hang_up()

    def deliver(self, letters: Sequence[Outgoing]) -> Iterator[Outcome]:
        """One outcome a letter. When the line breaks, letters not yet begun are `untouched`."""
        for place, letter in enumerate(letters):
            try:
                smtp = self._connected()
            except GatewayDown as down:
                if place == 0:
                    raise
                for rest in letters[place:]:
                    yield Outcome(letter_id=rest.letter_id, verdict="untouched", reason=str(down))
                return
            yield self._hand_over(smtp, letter)

    def _hand_over(self, smtp: smtplib.SMTP, letter: Outgoing) -> Outcome:
        if not letter.to_email.isascii() and not smtp.has_extn("smtputf8"):
            return Outcome(letter_id=letter.letter_id, verdict="parked", reason="smtputf8_unsupported")
        eight_bit = smtp.has_extn("8bitmime")
        payload = build(letter, self._sender, self._now(), eight_bit=eight_bit)
        try:
            return self._converse(smtp, letter, payload)
        except _Lost as lost:
            self._hang_up()
            verdict: Verdict = "uncertain" if lost.after_data else "later"
            return Outcome(letter_id=letter.letter_id, verdict=verdict, reason="connection_lost")

    def _converse(self, smtp: smtplib.SMTP, letter: Outgoing, payload: bytes) -> Outcome:
        """MAIL, RCPT, DATA: in one breath where the server allows it, one by one elsewhere."""
        extra = " BODY=8BITMIME" if smtp.has_extn("8bitmime") else ""
        if not letter.to_email.isascii():
            extra += " SMTPUTF8"
        envelope = return_address(letter.letter_id, self._sender.domain, self._sender.secret_key)
        commands = (f"MAIL FROM:<{envelope}>{extra}", f"RCPT TO:<{letter.to_email}>", "DATA")
        answers = self._asked(smtp, commands)
        for place, (reply, text) in enumerate(answers):
            good = 354 if place == 2 else 250
            if reply != good and not (place == 1 and reply == 251):
                self._back_out(smtp, answers, reply)
                return refusal(letter.letter_id, reply, text, of_recipient=place == 1)
        reply, text = _sent_payload(smtp, payload)
        if reply == _CLOSING:
            self._hang_up()
        if reply == 250:
            return Outcome(letter_id=letter.letter_id, verdict="sent")
        return refusal(letter.letter_id, reply, text, of_recipient=False)

    def _asked(self, smtp: smtplib.SMTP, commands: Sequence[str]) -> list[tuple[int, bytes]]:
        """The answers to these commands, up to the first that is not a yes."""
        at_once = ["".join(f"{command}\r\n" for command in commands)]
        breaths = at_once if smtp.has_extn("pipelining") else [f"{command}\r\n" for command in commands]
        answers: list[tuple[int, bytes]] = []
        try:
            for breath in breaths:
                smtp.send(breath.encode())
                answers.extend(smtp.getreply() for _ in range(len(commands) // len(breaths)))
                if answers[-1][0] not in _YES:
                    break
        except (smtplib.SMTPException, OSError) as error:
            raise _Lost(after_data=False) from error
        return answers

    def _back_out(self, smtp: smtplib.SMTP, answers: Sequence[tuple[int, bytes]], reply: int) -> None:
        """Leave the conversation clean for the next letter."""
        if reply == _CLOSING:
            self._hang_up()
            return
        try:
            if len(answers) == 3 and answers[2][0] == 354:
                # A pipelining server that opened DATA without a recipient: an empty message ends it, RFC 2920.
                smtp.send(b".\r\n")
                smtp.getreply()
            smtp.rset()
        except (smtplib.SMTPException, OSError):
            self._hang_up()

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is None:
            self._smtp = _connect(self._find(), self._sender.domain)
        return self._smtp

    def _hang_up(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def _sent_payload(smtp: smtplib.SMTP, payload: bytes) -> tuple[int, bytes]:
    stuffed = payload.replace(b"\r\n.", b"\r\n..")
    try:
        smtp.send(stuffed + (b".\r\n" if stuffed.endswith(b"\r\n") else b"\r\n.\r\n"))
        return smtp.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise _Lost(after_data=True) from error


def _connect(server: Server, own_domain: str) -> smtplib.SMTP:
    opened: list[smtplib.SMTP] = []
    try:
        return _introduced(server, own_domain, opened)
    except BaseException as error:
        for smtp in opened:
            smtp.close()
        if isinstance(error, smtplib.SMTPException | OSError):
            raise GatewayDown(_why(error)) from error
        raise


def _introduced(server: Server, own_domain: str, opened: list[smtplib.SMTP]) -> smtplib.SMTP:
    """A connection that is encrypted where it can be and logged in where it must be."""
    encrypted = server.tls_from_start
    if encrypted:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, own_domain, timeout=CONNECT_TIMEOUT, context=_tls(server)
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, own_domain, timeout=CONNECT_TIMEOUT)
    opened.append(smtp)
    smtp.ehlo_or_helo_if_needed()
    if not encrypted and smtp.has_extn("starttls"):
        smtp.starttls(context=_tls(server))
        smtp.ehlo()
        encrypted = True
    if server.user:
        if not encrypted and not server.is_here:
            raise GatewayDown("no_tls_for_password")
        _log_in(smtp, server)
    if smtp.sock is not None:
        smtp.sock.settimeout(REPLY_TIMEOUT)
    return smtp


def _log_in(smtp: smtplib.SMTP, server: Server) -> None:
    if server.user.isascii() and server.password.isascii():
        smtp.login(server.user, server.password)
        return
    # The library says ASCII only, and breaks on anything else; RFC 4616 says UTF-8.
    told = base64.b64encode(f"\0{server.user}\0{server.password}".encode()).decode()
    reply, text = smtp.docmd("AUTH", f"PLAIN {told}")
    if reply not in _LET_IN:
        raise smtplib.SMTPAuthenticationError(reply, text)


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        code = code_of(error.smtp_code, text if isinstance(text, bytes) else str(text).encode())
        refused = isinstance(error, smtplib.SMTPAuthenticationError) and error.smtp_code >= 500
        return code.replace("smtp_", "login_refused_", 1) if refused else code
    if isinstance(error, ssl.SSLCertVerificationError):
        return "certificate_not_trusted"
    if isinstance(error, ssl.SSLError):
        return "tls_failed"
    if isinstance(error, ConnectionRefusedError):
        return "connection_refused"
    if isinstance(error, TimeoutError):
        return "timeout"
    return type(error).__name__


def _tls(server: Server) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not server.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
