"""What every page's frame needs: who is here, where the doors are, what to be told about this house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import Flask, request

from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web.auth import account_or_none, sample_here, stopped_here
from shared.web.navigation import (
    ACCOUNT_PATH,
    HOME_PATH,
    LOGIN_PATH,
    LOGOUT_PATH,
    SAMPLE_PATH,
    STOP_PATH,
    Door,
    doors,
)


@dataclass(frozen=True, kw_only=True)
class House:
    """What the layouts say about this installation."""

    organisation: str
    service: str
    now: datetime | None
    home_path: str = HOME_PATH
    login_path: str = LOGIN_PATH
    logout_path: str = LOGOUT_PATH
    account_path: str = ACCOUNT_PATH
    sample_path: str = SAMPLE_PATH
    stop_path: str = STOP_PATH


def install(app: Flask, service: str) -> None:
    """Give the layouts of ``app`` their words."""

    def frame() -> dict[str, Any]:
        return {
            "house": _house(service),
            "current_account": account_or_none,
            "desk_doors": _doors,
            "sample_here": sample_here,
            "stopped_here": stopped_here,
        }

    app.context_processor(frame)
    app.jinja_env.globals.update(url_with=url_with, request_argument=request_argument)


def url_with(**changes: str | None) -> str:
    """Return this page's own address with ``changes`` to its query; None takes an argument away."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in changes]
    kept += [(name, value) for name, value in changes.items() if value is not None]
    return "?" + urlencode(kept)


def request_argument(name: str) -> str | None:
    """Return an argument of the query: macros see no request by themselves."""
    return request.args.get(name)


def _house(service: str) -> House:
    chosen = settings()
    return House(
        organisation=chosen.organisation,
        service=service,
        now=clock.now() if chosen.time_travel else None,
    )


def _doors() -> list[Door]:
    known = account_or_none()
    return doors(known.roles, request.path) if known else []
