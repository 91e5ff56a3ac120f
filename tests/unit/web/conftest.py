from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient

from shared.db.transaction import Tx
from shared.kernel.settings import Settings, read, use
from shared.web.factory import make_app

TOKEN = "a-token-with-hr-rights"


def no_database() -> AbstractContextManager[Tx]:
    raise RuntimeError("no database in a unit test")


@pytest.fixture
def chosen(tmp_path: Path) -> Iterator[Settings]:
    """Settings of a house without servers."""
    plain = replace(read({"WEERZIEN_HOME": str(tmp_path)}), secret_key="s" * 40, api_token=TOKEN)
    with use(plain) as running:
        yield running


@pytest.fixture
def make(chosen: Settings, tmp_path: Path) -> Callable[..., Flask]:
    """Make an app called ``trial`` from views: ``make({"GET /trial/desk/": view}, apis=[...])``."""

    def build(views: dict[str, Callable[..., Any]] | None = None, **options: Any) -> Flask:
        blueprint = Blueprint("trial", __name__)
        for number, (what, view) in enumerate((views or {}).items()):
            method, path = what.split(" ")
            blueprint.add_url_rule(path, f"view{number}", view, methods=[method])
        app = make_app(
            "trial", transaction=no_database, blueprints=[blueprint], folder=tmp_path / "trial", **options
        )
        app.testing = False
        return app

    return build


@pytest.fixture
def app(make: Callable[..., Flask]) -> Flask:
    """Make an app without views of its own."""
    return make()


@pytest.fixture
def browse(make: Callable[..., Flask]) -> Callable[..., FlaskClient]:
    """Make an app as ``make`` does, and return a browser for it."""

    def build(views: dict[str, Callable[..., Any]] | None = None, **options: Any) -> FlaskClient:
        return make(views, **options).test_client()

    return build


@pytest.fixture
def bearer() -> dict[str, str]:
    return {"Authorization": f"Bearer {TOKEN}"}
