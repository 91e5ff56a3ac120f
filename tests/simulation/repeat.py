"""A seed repeats a run exactly: the same ids, wherever they are drawn, the same instants, one thing after the other.

What the house leaves to chance or to the machine's speed is taken over here, and only here: where ids come from (in
Python and in PostgreSQL), a clock that stands still between two stops, one connection to the post. Statistics are
made each month instead of when the server likes, and no query is shared by several of its processes: the order in
which rows come is the order in which they are given ids.
"""

from __future__ import annotations

import hashlib
import os
import random
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, product
from types import SimpleNamespace
from unittest.mock import patch
from uuid import UUID

from sqlalchemy import create_engine, text

from services.mail.gateway import smtp
from services.mail.policy import Load
from shared.db.engine import dispose_all, driver_url, owner_engine
from shared.kernel import clock, ids
from shared.kernel.settings import settings
from tests.house import Postbox, Servers

A_MILLISECOND = 1_000_000
# 5 January 2026: later than nothing that is there, and in order as ids are.
FIRST = 1_767_571_200_000 * A_MILLISECOND

# What the house asks for by name is found here first; defaults of columns are bound to the server's own by number.
_SAME_IDS = """
    CREATE SCHEMA simulated;
    GRANT USAGE ON SCHEMA simulated TO PUBLIC;
    CREATE SEQUENCE simulated.ids;
    CREATE FUNCTION simulated.gen_random_uuid() RETURNS uuid
        LANGUAGE sql VOLATILE PARALLEL UNSAFE SECURITY DEFINER AS $$
        SELECT overlay(overlay(md5('{seed} ' || nextval('simulated.ids')) PLACING '4' FROM 13)
                       PLACING '8' FROM 17)::uuid
    $$;
"""
_DEFAULTS = """
    SELECT format('ALTER TABLE %%I.%%I ALTER COLUMN %%I SET DEFAULT simulated.gen_random_uuid()',
                  table_schema, table_name, column_name)
    FROM information_schema.columns WHERE column_default LIKE '%%gen_random_uuid()'
"""
_SETTINGS = (
    "search_path = simulated, pg_catalog",
    "max_parallel_workers_per_gather = 0",
    "synchronize_seqscans = off",
)
_DIGEST = text("SELECT type, person_id, occurred_at, body FROM eventlog.fact ORDER BY position")


@contextmanager
def the_same_run(seed: int) -> Iterator[None]:
    """Let all that happens inside depend on this seed alone."""
    luck, ticks = random.Random(f"ids {seed}"), count(FIRST, A_MILLISECOND)
    still = _Still(clock.now())
    _prepare_database(seed)
    with ExitStack() as stack:
        for where, name, ours in (
            (ids, "os", SimpleNamespace(urandom=luck.randbytes)),
            (ids, "time", SimpleNamespace(time_ns=lambda: next(ticks))),
            (ids, "uuid4", lambda: UUID(int=luck.getrandbits(128), version=4)),
            (clock, "now", still.now),
            (clock, "set_house_time", still.set),
            (smtp.SmtpGateway, "load", Load(batch=1_000, connections=1)),
            (Postbox, "handle_DATA", _take),
        ):
            stack.enter_context(patch.object(where, name, ours))
        yield


@dataclass
class _Still:
    """The house's clock, which goes only when it is told to."""

    instant: datetime

    def now(self) -> datetime:
        return clock._pinned.get() or self.instant

    def set(self, instant: datetime) -> None:
        self.instant = instant


def a_moment_later() -> None:
    """Let a second pass, so that what follows is not at the very instant of what went before."""
    clock.set_house_time(clock.now() + timedelta(seconds=1))


def look_at_tables() -> None:
    """Tidy up and make statistics, as the server would have done by itself at some time."""
    with owner_engine().connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.execute(text("VACUUM (ANALYZE)"))


def digest() -> str:
    """Return what happened, all of it and in order, as one number."""
    found = hashlib.sha256()
    with owner_engine().connect() as conn:
        for row in conn.execution_options(stream_results=True).execute(_DIGEST):
            found.update(repr(tuple(row)).encode())
    return found.hexdigest()


def no_tidying_by_itself(servers: Servers) -> None:
    """Leave tidying up to ``look_at_tables``; for servers of our own."""
    engine = create_engine(driver_url(servers.admin_url), isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        conn.exec_driver_sql("ALTER SYSTEM SET autovacuum = off")
        conn.exec_driver_sql("SELECT pg_reload_conf()")
    engine.dispose()


def begin_again_with_steady_hashes() -> None:
    """Start this program anew where Python would go through sets of words in another order each time."""
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, "PYTHONHASHSEED": "0"})


async def _take(_postbox: Postbox, _server: object, _session: object, _envelope: object) -> str:
    return "250 taken"


def _prepare_database(seed: int) -> None:
    dispose_all()
    url = driver_url(settings().database_url)
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        conn.exec_driver_sql(_SAME_IDS.format(seed=seed))
        for altering in list(conn.exec_driver_sql(_DEFAULTS, ()).scalars()):
            conn.exec_driver_sql(altering)
        roles = list(conn.exec_driver_sql("SELECT rolname FROM pg_roles WHERE rolname LIKE 'weerzien%%'", ()))
        for setting, role in product(_SETTINGS, roles):
            conn.exec_driver_sql(f"ALTER ROLE {role[0]} IN DATABASE {url.database} SET {setting}")
    engine.dispose()
