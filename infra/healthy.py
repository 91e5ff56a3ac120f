"""Whether a container does its work, for the engine: ``python -m infra.healthy web|worker|catcher|clock``."""

from __future__ import annotations

import http.client
import socket
import sys

from rq import Worker
from sqlalchemy import text

from shared.db.engine import engine_for
from shared.queue.connection import redis_connection

WEB_PORT = 8000
CATCHER_PORT = 1025


def web() -> bool:
    """The application answers and finds all that it leans on."""
    line = http.client.HTTPConnection("127.0.0.1", WEB_PORT, timeout=4)
    try:
        line.request("GET", "/readyz")
        return line.getresponse().status == http.HTTPStatus.OK
    finally:
        line.close()


def worker() -> bool:
    """A worker of this container has signed on, and its sign has not run out."""
    here = socket.gethostname()
    return any(found.hostname == here for found in Worker.all(connection=redis_connection()))


def catcher() -> bool:
    """The catcher greets as a mail server does."""
    with socket.create_connection(("127.0.0.1", CATCHER_PORT), timeout=4) as line:
        return line.recv(4).startswith(b"220")


def clock() -> bool:
    """A clock of this container holds its session with the database: it leads, or stands by."""
    with engine_for("clock").connect() as conn:
        found = conn.execute(
            text(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE application_name = 'weerzien clock' AND client_addr IS NOT DISTINCT FROM inet_client_addr()"
                " AND pid <> pg_backend_pid()"
            )
        )
        return bool(found.scalar_one())


def main(arguments: list[str]) -> int:
    """Look, and answer with an exit code."""
    looks = {"web": web, "worker": worker, "catcher": catcher, "clock": clock}
    if len(arguments) != 1 or arguments[0] not in looks:
        print(f"weerzien: choose one of {', '.join(looks)}", file=sys.stderr)
        return 64
    try:
        return 0 if looks[arguments[0]]() else 1
    except Exception as error:  # noqa: BLE001  whatever keeps it from answering, it is not healthy
        print(f"weerzien: {type(error).__name__}: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
