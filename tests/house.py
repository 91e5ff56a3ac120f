"""A whole house for a test: real PostgreSQL, Redis and SMTP, its own fresh database, and a time that can be set."""

from __future__ import annotations

import email
import email.policy
import importlib
import re
import secrets
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

import redis
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine, text

from infra.embedded.postgres import EmbeddedPostgres
from infra.embedded.redis import EmbeddedRedis
from infra.listening import post_office
from infra.migrate import migrate
from shared.db.engine import dispose_all, driver_url
from shared.eventlog.unit import Transactions, transactions_for
from shared.kernel import clock
from shared.kernel.ids import new_id
from shared.kernel.services import job_of
from shared.kernel.settings import Settings, read, use
from shared.queue.enqueue import call
from shared.queue.names import FOLLOWERS
from shared.web.auth import sid_hash
from tests.spare import Fresh, look_at, make_fresh

# A Monday morning in the sending window, far from summer time and holidays.
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TEMPLATE = "weerzien_template"
SECRET = "a secret of the tests alone, long enough for every signature"
TOKEN = "test-token-with-hr-rights"


@dataclass
class Servers:
    """The servers of one test process, a migrated database to copy from, and copies that wait to be used again."""

    admin_url: str
    redis_url: str
    spare: list[str] = field(default_factory=list)

    @contextmanager
    def database(self) -> Iterator[str]:
        """Give a fresh, migrated database that nobody else uses."""
        name = self._renamed(self.spare.pop()) if self.spare else self._copy()
        try:
            yield driver_url(self.admin_url).set(database=name).render_as_string(hide_password=False)
        finally:
            if make_fresh(self._plain(name), self._fresh):
                self.spare.append(name)
            else:
                self._admin(f"DROP DATABASE {name} WITH (FORCE)")

    def make_template(self) -> None:
        """Migrate once; every test copies."""
        self._admin(f"CREATE DATABASE {TEMPLATE}")
        url = driver_url(self.admin_url).set(database=TEMPLATE)
        migrate(url.render_as_string(hide_password=False), SECRET)

    @cached_property
    def _fresh(self) -> Fresh:
        name = self._copy()
        self.spare.append(name)
        return look_at(self._plain(name))

    def _copy(self) -> str:
        name = f"house_{secrets.token_hex(6)}"
        self._admin(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        return name

    def _renamed(self, old: str) -> str:
        """What never changes in a database is kept in mind by its name: another house, another name."""
        name = f"house_{secrets.token_hex(6)}"
        self._admin(f"ALTER DATABASE {old} RENAME TO {name}")
        return name

    def _plain(self, name: str) -> str:
        url = driver_url(self.admin_url).set(database=name, drivername="postgresql")
        return url.render_as_string(hide_password=False)

    def _admin(self, statement: str) -> None:
        engine = create_engine(driver_url(self.admin_url), isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as conn:
                conn.execute(text(statement))
        finally:
            engine.dispose()


@contextmanager
def running_servers(folder: Path) -> Iterator[Servers]:
    """Start both servers under ``folder``, quick and careless: tests need no durability."""
    with (
        EmbeddedPostgres(folder / "pg", durable=False) as postgres,
        EmbeddedRedis(folder / "redis", durable=False) as valkey,
    ):
        servers = Servers(postgres.url, valkey.url)
        servers.make_template()
        yield servers


@dataclass
class Postbox:
    """An SMTP server that takes everything, or refuses as it is told to."""

    refuse: dict[str, str] = field(default_factory=dict)
    envelopes: list[tuple[str, list[str], EmailMessage]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  aiosmtpd calls it so
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Take a reader's address, or answer as ``refuse`` says."""
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep the letter."""
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos), message))
        return "250 taken"

    def letters_to(self, address: str) -> list[EmailMessage]:
        """Return the letters that ``address`` got, oldest first."""
        return [message for _, readers, message in self.envelopes if address in readers]


def text_of(letter: EmailMessage) -> str:
    """Return the plain text of a letter."""
    part = letter.get_body(("plain",))
    assert part is not None, "a letter has a plain text"
    content: str = part.get_content()
    return content


def pressed(client: FlaskClient, page: str, path: str, **form: Any) -> Any:
    """Press a button of ``page``: post a form to ``path`` with the page's own token, and return the answer."""
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', client.get(page).text)
    assert token
    return client.post(path, data={"csrf_token": token[1], **form})


def links_in(letter: EmailMessage) -> list[str]:
    """Return the addresses in the plain text of a letter, in order."""
    return re.findall(r"https?://[^\s<>]+", text_of(letter))


class House:
    """What a test holds: clients, transactions, letters, time."""

    def __init__(self, chosen: Settings, servers: Servers, postbox: Postbox) -> None:
        self.settings = chosen
        self.servers = servers
        self.postbox = postbox
        self.api = {"Authorization": f"Bearer {TOKEN}"}

    @property
    def now(self) -> datetime:
        """The house's time."""
        return clock.now()

    def set_time(self, instant: datetime) -> None:
        """Set the time without letting anything happen in between."""
        clock.set_house_time(instant)

    def travel(self, instant: datetime) -> None:
        """Move the time, and let everything in between happen in order."""
        call("services.clock.travel.travel_to", instant)

    def transaction(self, service: str) -> Transactions:
        """Return the transaction of a service (its database role and all)."""
        return transactions_for(service)

    def app(self, service: str) -> Flask:
        """Return the Flask application of a service."""
        return _app(service)

    def client(self, service: str) -> FlaskClient:
        """Return a browser without cookies for a service."""
        return self.app(service).test_client()

    def logged_in(self, service: str, *roles: str, person_id: UUID | None = None) -> FlaskClient:
        """Return a browser of somebody with these roles (HR, by default) at the desk of ``service``."""
        account, sid = new_id(), secrets.token_hex(16)
        self.sql(
            "INSERT INTO console.account"
            " (id, email, email_key, name, password_hash, language, roles, state, created_at, person_id)"
            " VALUES (:id, :email, :email, 'Hanna', 'x', 'nl', :roles, 'active', now(), :person_id)",
            id=account,
            email=f"{account}@example.org",
            roles=list(roles or ("hr",)),
            person_id=person_id,
        )
        self.sql(
            "INSERT INTO console.session (sid_hash, account_id, browser, created_at, seen_at, expires_at)"
            " VALUES (:sid, :account, 'test', now(), now(), now() + interval '8 hours')",
            sid=sid_hash(sid),
            account=account,
        )
        client = self.client(service)
        with client.session_transaction() as session:
            session["sid"] = sid
        return client

    def drain(self) -> int:
        """Let every follower catch up until all is quiet; return how many facts they handled."""
        names = sorted({name for followers in FOLLOWERS.values() for name in followers})
        total = 0
        while handled := sum(call(job_of(name, "catch_up")) or 0 for name in names):
            total += handled
        return total

    def deliver(self) -> None:
        """Let mail deliver what is due."""
        call("services.mail.jobs.deliver")

    def sql(self, statement: str, **params: Any) -> list[Any]:
        """Look into the database as its owner: to see what no service may see."""
        with self._owner.begin() as conn:
            result = conn.execute(text(statement), params)
            return list(result) if result.returns_rows else []

    def close(self) -> None:
        """Let go of the owner's connections."""
        self._owner.dispose()

    @cached_property
    def _owner(self) -> Engine:
        return create_engine(driver_url(self.settings.database_url))

    def facts(self, kind: str | None = None, person_id: UUID | None = None) -> list[Any]:
        """Return the lines of the log (position, type, person_id, body), of one kind or person."""
        return self.sql(
            "SELECT position, type, person_id, body FROM eventlog.fact "
            "WHERE (cast(:kind AS text) IS NULL OR type LIKE :kind || '%') "
            "AND (cast(:person AS uuid) IS NULL OR person_id = :person) ORDER BY position",
            kind=kind,
            person=person_id,
        )


@contextmanager
def make_house(servers: Servers, home: Path, **changes: Any) -> Iterator[House]:
    """Set up a house in a fresh database; ``changes`` are settings that the test wants otherwise."""
    postbox = Postbox()
    with ExitStack() as stack:
        database_url = stack.enter_context(servers.database())
        port = stack.enter_context(post_office(postbox))
        chosen = replace(
            read({"WEERZIEN_HOME": str(home), "WEERZIEN_TIME_TRAVEL": "1"}),
            secret_key=SECRET,
            api_token=TOKEN,
            database_url=database_url,
            redis_url=servers.redis_url,
            mail_url=f"smtp://127.0.0.1:{port}",
        )
        stack.enter_context(use(replace(chosen, **changes)))
        stack.callback(dispose_all)
        redis.Redis.from_url(servers.redis_url).flushall()
        clock.set_house_time(MORNING)
        house = House(replace(chosen, **changes), servers, postbox)
        stack.callback(house.close)
        yield house


def free_port() -> int:
    """Return a port of the loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@cache
def _app(service: str) -> Flask:
    made: Flask = importlib.import_module(f"services.{service}.app").create_app()
    return made
