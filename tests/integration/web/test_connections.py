"""Connections to the database are kept for the next request, not made anew."""

from __future__ import annotations

import runpy
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from sqlalchemy import text

from tests.house import House

ROOT = Path(__file__).parents[3]


def test_a_busy_web_goes_on_with_the_connections_it_has(house: House) -> None:
    threads = int(runpy.run_path(str(ROOT / "infra/gunicorn.conf.py"))["threads"])
    together = Barrier(threads)

    def ask_often(_thread: int) -> set[int]:
        seen = set()
        for _ in range(5):
            with house.transaction("onboarding")() as tx:
                seen.add(tx.conn.execute(text("SELECT pg_backend_pid()")).scalar_one())
                together.wait(timeout=30)
            together.wait(timeout=30)
        return seen

    with ThreadPoolExecutor(threads) as pool:
        seen = set().union(*pool.map(ask_often, range(threads)))
    assert len(seen) == threads
