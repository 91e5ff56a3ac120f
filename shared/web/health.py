"""Is the process alive, and can it do its work: two questions, and only the second looks around."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import structlog
from flask import Blueprint, Response, jsonify
from limits.storage import storage_from_string
from sqlalchemy import text

from shared.kernel.settings import settings
from shared.web.auth import public
from shared.web.limits import storage_uri
from shared.web.logs import outline

log = structlog.get_logger()

SHARED = Path(__file__).resolve().parent.parent
_REVISION = re.compile(r"^revision(?:\s*:\s*\w+)?\s*=\s*[\"'](\w+)[\"']", re.MULTILINE)
_BEFORE = re.compile(r"^down_revision(?:\s*:[^=]+)?\s*=\s*[\"'](\w+)[\"']", re.MULTILINE)

# The letterbox belongs to mail, and its migrations lie where its code is.
_ELSEWHERE = {"mail": (SHARED / "letterbox" / "migrations",)}


def make_blueprint(service: str, folder: Path, transaction: Callable[[], Any]) -> Blueprint:
    """Return ``/healthz`` and ``/readyz`` for ``service``, whose package lies in ``folder``."""
    blueprint = Blueprint("health", __name__)
    expected = heads((folder / "migrations", *_ELSEWHERE.get(service, ())))

    @blueprint.get("/healthz")
    @public
    def healthz() -> Response:
        """Say that the process answers."""
        return jsonify(status="ok", service=service)

    @blueprint.get("/readyz")
    @public
    def readyz() -> tuple[Response, int]:
        """Say whether database, migrations and Redis let the service work, with a reason for each that does not."""
        reasons = _look(service, expected, transaction)
        status = "ready" if not reasons else "not ready"
        return jsonify(status=status, service=service, reasons=reasons), 200 if not reasons else 503

    return blueprint


def heads(folders: tuple[Path, ...]) -> frozenset[str]:
    """Return the newest revisions in ``folders``, read from the files without importing them."""
    known: set[str] = set()
    passed: set[str] = set()
    for folder in folders:
        for path in sorted(folder.glob("[0-9]*.py")) if folder.is_dir() else ():
            source = path.read_text(encoding="utf-8")
            known.update(_REVISION.findall(source))
            passed.update(_BEFORE.findall(source))
    return frozenset(known - passed)


def _look(service: str, expected: frozenset[str], transaction: Callable[[], Any]) -> dict[str, str]:
    reasons: dict[str, str] = {}
    try:
        with transaction() as tx:
            tx.conn.execute(text("SELECT 1"))
            if expected:
                found = tx.conn.execute(text(f"SELECT version_num FROM {service}.alembic_version")).scalars()  # noqa: S608  our own name
                missing = expected - set(found)
                if missing:
                    reasons["migrations"] = f"not at {', '.join(sorted(missing))}: run the migrations"
    except Exception as error:  # noqa: BLE001  whatever it is, it is the answer
        log.warning("not_ready", part="database", **outline(error))
        reasons["database"] = f"does not answer ({type(error).__name__})"
    if not _redis_answers():
        reasons["redis"] = "does not answer: work waits for the clock's sweep"
    return reasons


@cache
def _storage(uri: str) -> Any:
    # The limits library is the only client of Redis in this room; shared/queue has the others.
    waits: dict[str, Any] = {} if uri == "memory://" else {"socket_connect_timeout": 1, "socket_timeout": 1}
    return storage_from_string(uri, **waits)


def _redis_answers() -> bool:
    uri = storage_uri(settings().redis_url)
    try:
        return bool(_storage(uri).check())
    except Exception as error:  # noqa: BLE001  the storage's own check may raise what its client raises
        log.warning("not_ready", part="redis", **outline(error))
        return False
