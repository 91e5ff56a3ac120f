"""Several gunicorn workers of one house add their counts up."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from shared.kernel.settings import settings
from tests.house import House, free_port

APP = """
import os
from flask import Blueprint
from shared.web.auth import public
from shared.web.factory import make_app

blueprint = Blueprint("trial", __name__)


@blueprint.get("/trial/who")
@public
def who():
    return str(os.getpid())


app = make_app("trial", transaction=lambda: None, blueprints=[blueprint])
"""


@pytest.fixture
def served(house: House, tmp_path: Path) -> Iterator[str]:
    (house.settings.home / "metrics").mkdir(parents=True)
    stale = house.settings.home / "metrics" / "counter_1.db"
    stale.write_bytes(b"")
    (tmp_path / "trial_app.py").write_text(APP, encoding="utf-8")
    port = free_port()
    chosen = settings()
    environment = os.environ | {
        "WEERZIEN_HOME": str(chosen.home),
        "WEERZIEN_SECRET_KEY": chosen.secret_key,
        "REDIS_URL": chosen.redis_url,
        "WEERZIEN_BIND": f"127.0.0.1:{port}",
        "WEB_CONCURRENCY": "2",
        "PYTHONPATH": f"{Path.cwd()}:{tmp_path}",
    }
    environment.pop("PROMETHEUS_MULTIPROC_DIR", None)
    command = [sys.executable, "-m", "gunicorn", "--config", "infra/gunicorn.conf.py"]
    server = subprocess.Popen([*command, "trial_app:app"], env=environment, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        assert not stale.exists(), "counts of the dead are dropped"
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=10)


def test_two_workers_count_as_one(served: str) -> None:
    pids: set[str] = set()
    asked = 0
    while len(pids) < 2 and asked < 1000:
        pids.add(httpx.get(f"{served}/trial/who").text)
        asked += 1
    assert len(pids) == 2
    counted = httpx.get(f"{served}/metrics").text
    found = re.search(r'weerzien_requests_total\{[^}]*route="/trial/who"[^}]*\} ([\d.]+)', counted)
    assert found is not None
    assert float(found[1]) == asked


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            if httpx.get(f"{address}/healthz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail("gunicorn did not come up")
