"""Which services there are, and their apps, for tests that walk over all of them."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from flask import Flask

from shared.kernel.settings import read, use

ROOT = Path(__file__).resolve().parents[2]
SERVICES = tuple(sorted(path.parent.name for path in ROOT.glob("services/*/app.py")))


@contextmanager
def app_of(service: str, home: Path) -> Iterator[Flask]:
    """Make the app of ``service`` without any server."""
    plain = replace(
        read({"WEERZIEN_HOME": str(home), "WEERZIEN_TIME_TRAVEL": "1"}),
        secret_key="a" * 40,
        api_token="b" * 40,
    )
    with use(plain):
        app = importlib.import_module(f"services.{service}.app").create_app()
        for limiter in app.extensions["limiter"]:
            limiter.enabled = False
        yield app
