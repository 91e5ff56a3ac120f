"""The web: all services behind one door for the small house, or one alone for a container of its own.

The first part of the path names the service; the path is handed on unchanged, so links and cookies are the same in
both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from shared.kernel.services import package_of

# First part of the path -> service. Whatever else is asked for (/, /static, /healthz) is the console's.
DOORS = {
    "people": "people",
    "journey": "journey",
    "onboarding": "onboarding",
    "stay": "stay",
    "exit": "exit",
    "alumni": "alumni",
    "insights": "insights",
    "mail": "mail",
    "inbox": "mail",
    "console": "console",
}
FRONT = "console"
SERVICES = tuple(sorted(set(DOORS.values())))

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


def alone(service: str) -> Application:
    """Return one service's application: ``gunicorn "infra.web:alone('people')"``."""
    if service not in SERVICES:
        message = f"there is no service {service!r}; there are {', '.join(SERVICES)}"
        raise SystemExit(message)
    made: Application = import_module(f"services.{package_of(service)}.app").create_app()
    return made


def house() -> Application:
    """Return all services in one: ``gunicorn "infra.web:house()"``."""
    rooms = {service: alone(service) for service in SERVICES}

    def dispatch(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        first = str(environ.get("PATH_INFO", "")).lstrip("/").split("/", 1)[0]
        return rooms[DOORS.get(first, FRONT)](environ, start_response)

    return dispatch
