"""Over a line that is sealed: the certificate is looked at, and a password is said to nobody else."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from infra.listening import listening
from services.mail import jobs
from shared.kernel import settings as kernel_settings
from tests.house import House
from tests.integration.mail.post import logged_in, post, state_of, types, welcome

# The server over smtps:// is sealed before it speaks, which aiosmtpd does not count as TLS.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

USER, PASSWORD = "weerzien@brug.example", "p@ss:wo/rd é"
GOOD = "weerzien%40brug.example:p%40ss%3Awo%2Frd%20%C3%A9"
WRONG = "weerzien%40brug.example:guess"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine that nobody vouches for, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


class Doorkeeper:
    """Lets in who knows the password, and remembers over which line it was said."""

    def __init__(self) -> None:
        self.sealed: list[bool] = []

    def __call__(self, _server: Any, session: Any, _envelope: Any, _mechanism: str, told: Any) -> AuthResult:
        self.sealed.append(session.ssl is not None)
        known = isinstance(told, LoginPassword) and told.login == USER.encode()
        return AuthResult(success=known and told.password == PASSWORD.encode(), handled=False)


@contextmanager
def mail_server(
    house: House, certificate: Path, *, from_start: bool = False
) -> Iterator[tuple[int, Doorkeeper]]:
    """A mail server that takes nothing without TLS and a login; what it takes is in the postbox of the house."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    keeper = Doorkeeper()
    sealed: dict[str, Any] = (
        {"auth_require_tls": False} if from_start else {"tls_context": context, "require_starttls": True}
    )

    def speak() -> SMTP:
        return SMTP(house.postbox, enable_SMTPUTF8=True, authenticator=keeper, auth_required=True, **sealed)

    with listening(speak, sealed=context if from_start else None) as port:
        yield port, keeper


@contextmanager
def mail_url(house: House, url: str) -> Iterator[None]:
    with kernel_settings.use(replace(house.settings, mail_url=url)):
        yield


def test_a_certificate_that_nobody_vouches_for_is_refused_in_words_and_no_password_is_said(
    house: House, certificate: Path
) -> None:
    post(house, welcome("a"))
    for scheme, from_start in (("smtp", False), ("smtps", True)):
        with mail_server(house, certificate, from_start=from_start) as (port, keeper):
            with mail_url(house, f"{scheme}://{GOOD}@127.0.0.1:{port}"):
                house.deliver()
                house.set_time(jobs.next_due() or house.now)
            assert keeper.sealed == []
        row = state_of(house, "a")
        assert (row.state, row.attempts, row.reason) == ("queued", 0, "certificate_not_trusted")
    assert house.postbox.envelopes == []
    page = logged_in(house).get("/mail/desk/?state=queued").text
    assert "Het certificaat van de mailserver wordt niet vertrouwd" in page


def test_a_certificate_that_this_machine_trusts_is_accepted(
    house: House, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    post(house, welcome("a"))
    with (
        mail_server(house, certificate) as (port, keeper),
        mail_url(house, f"smtp://{GOOD}@127.0.0.1:{port}"),
    ):
        house.deliver()
    assert (state_of(house, "a").state, keeper.sealed) == ("sent", [True])


@pytest.mark.parametrize(("scheme", "from_start"), [("smtp", False), ("smtps", True)])
def test_verify_no_accepts_any_certificate_and_logs_in(
    house: House, certificate: Path, scheme: str, from_start: bool
) -> None:
    post(house, welcome("a"), welcome("b", to="bob@brug.example"))
    with mail_server(house, certificate, from_start=from_start) as (port, keeper):
        with mail_url(house, f"{scheme}://{GOOD}@127.0.0.1:{port}?verify=no"):
            house.deliver()
        assert len(keeper.sealed) == 1, "one login for the batch"
    assert (state_of(house, "a").state, state_of(house, "b").state) == ("sent", "sent")
    assert len(house.postbox.letters_to("ada@brug.example")) == 1


def test_a_wrong_password_costs_no_letter_an_attempt_and_the_desk_says_why(
    house: House, certificate: Path
) -> None:
    post(house, welcome("a"))
    with mail_server(house, certificate) as (port, keeper):
        with mail_url(house, f"smtp://{WRONG}@127.0.0.1:{port}?verify=no"):
            house.deliver()
        assert keeper.sealed
        row = state_of(house, "a")
        assert (row.state, row.attempts, row.reason) == ("queued", 0, "login_refused_535_5.7.8")
        page = logged_in(house).get("/mail/desk/?state=queued").text
        assert "De mailserver neemt onze naam of ons wachtwoord niet aan (535 5.7.8)" in page
        assert types(house) == []
        house.set_time(jobs.next_due() or house.now)
        with mail_url(house, f"smtp://{GOOD}@127.0.0.1:{port}?verify=no"):
            house.deliver()
    assert state_of(house, "a").state == "sent", "mended, and the letter leaves by itself"
