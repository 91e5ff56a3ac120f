"""Connections to PostgreSQL: one engine a service and process, logged in as the service's own role."""

from __future__ import annotations

import hashlib
import hmac
import time
from functools import cache, lru_cache
from typing import Any

import psycopg
from sqlalchemy import URL, Engine, create_engine, event, exc, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from shared.kernel.settings import settings

ROLE_PREFIX = "weerzien_"
# As many as gunicorn has threads. Connections beyond it are closed at each return, and a new one costs both sides a
# password handshake and a cold start: at five, a busy web spent a fifth of its time on those.
POOL_SIZE = 8
POOL_OVERFLOW = 12
RESTED_SECONDS = 1.0
# The database is away or restarted: no fault of who asked. A COPY lets through what the driver says.
AWAY = (exc.OperationalError, exc.InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)


def engine_for(service: str) -> Engine:
    """Return this process's engine for ``service``, made on first use."""
    return _engine(_address(settings().database_url, service, settings().secret_key), service)


def owner_engine() -> Engine:
    """Return an engine that logs in as DATABASE_URL says: for migrations and the clock's look at the server."""
    url = driver_url(settings().database_url)
    return _engine(url.render_as_string(hide_password=False), "owner")


def driver_url(database_url: str) -> URL:
    """Return ``database_url`` with the driver that we use."""
    return make_url(database_url).set(drivername="postgresql+psycopg")


def service_url(database_url: str, service: str, secret_key: str) -> URL:
    """Return the address under which ``service`` logs in.

    A DATABASE_URL that names the service's own role already is used as it is; any other is taken for the owner's, and
    the role's password follows from the secret key (see ``role_password``).
    """
    url = driver_url(database_url)
    role = ROLE_PREFIX + service
    if url.username == role:
        return url
    return url.set(username=role, password=role_password(secret_key, role))


def role_password(secret_key: str, role: str) -> str:
    """Return the password of a service's role: derived, so that there is one secret to keep, not nine."""
    return hmac.new(secret_key.encode(), f"database role {role}".encode(), hashlib.sha256).hexdigest()


def dispose_all() -> None:
    """Close the connections of this process: after a fork, and between tests."""
    for engine in _engines:
        engine.dispose()
    _engines.clear()
    _engine.cache_clear()


_engines: list[Engine] = []


@lru_cache(maxsize=64)
def _address(database_url: str, service: str, secret_key: str) -> str:
    return service_url(database_url, service, secret_key).render_as_string(hide_password=False)


@cache
def _engine(url: str, application: str) -> Engine:
    engine = create_engine(
        url,
        pool_size=POOL_SIZE,
        max_overflow=POOL_OVERFLOW,
        # The one used last is warm: it knows its statements, and has not rested long enough to be asked how it is.
        pool_use_lifo=True,
        pool_recycle=1800,
        connect_args={"application_name": f"weerzien {application}", "connect_timeout": 5},
    )
    event.listen(engine, "checkin", _note_rest)
    event.listen(engine, "checkout", _look_after_rest)
    _engines.append(engine)
    return engine


def _note_rest(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info["rests_since"] = time.monotonic()


def _look_after_rest(connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
    """Ask a connection that has rested whether it still lives: a server may have restarted meanwhile.

    SQLAlchemy's own pre-ping asks every time, which costs a busy service a third of its commits.
    """
    if time.monotonic() - record.info.get("rests_since", time.monotonic()) < RESTED_SECONDS:
        return
    try:
        connection.execute("")
        connection.rollback()
    except psycopg.Error as error:
        raise DisconnectionError from error
