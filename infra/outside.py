"""Look at servers that are not ours before leaning on them: reachable, new enough, with the rights we need."""

from __future__ import annotations

import psycopg
import redis

from infra.place import HouseError

POSTGRES_AT_LEAST = 15
REDIS_AT_LEAST = (6, 2)


def check_postgres(url: str) -> str:
    """Return the version of the PostgreSQL behind ``url``; raise HouseError with one line where it will not do."""
    scheme, colon, rest = url.partition("://")
    if not colon or scheme.split("+")[0] not in {"postgresql", "postgres"}:
        raise HouseError("DATABASE_URL must begin with postgresql://")
    try:
        with psycopg.connect(f"postgresql://{rest}", connect_timeout=5) as conn:
            found = conn.execute(
                """SELECT current_setting('server_version'), current_setting('server_version_num')::int / 10000,
                          current_setting('server_encoding'),
                          (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user)"""
            ).fetchone()
    except psycopg.Error as error:
        raise HouseError(f"the server of DATABASE_URL cannot be used: {_line(error)}") from error
    assert found is not None
    version, major, encoding, makes_roles = found
    if major < POSTGRES_AT_LEAST:
        raise HouseError(f"DATABASE_URL is PostgreSQL {version}; {POSTGRES_AT_LEAST} or newer is needed")
    if encoding != "UTF8":
        raise HouseError(f"the database of DATABASE_URL is encoded in {encoding}; make one in UTF8")
    if not makes_roles:
        raise HouseError(
            "the user of DATABASE_URL may not make roles; give it CREATEROLE, each service has one"
        )
    return str(version).split(" ", 1)[0]


def check_redis(url: str) -> str:
    """Return the version of the Redis behind ``url``; raise HouseError with one line where it will not do."""
    try:
        # Protocol 2: an old server does not know the greeting of 3, and would hide how old it is.
        with redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5, protocol=2) as client:
            version = str(client.info("server")["redis_version"])
    except (redis.RedisError, ValueError, LookupError, OSError) as error:
        raise HouseError(f"the server of REDIS_URL cannot be used: {_line(error)}") from error
    numbers = tuple(int(part) for part in version.split(".")[:2])
    if numbers < REDIS_AT_LEAST:
        raise HouseError(
            f"REDIS_URL is Redis {version}; {'.'.join(map(str, REDIS_AT_LEAST))} or newer is needed"
        )
    return version


def _line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__
