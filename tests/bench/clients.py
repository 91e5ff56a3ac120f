"""Many clients at once: processes with threads, each with a connection that it keeps."""

from __future__ import annotations

import http.client
import multiprocessing
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

CLIENTS = 50
PROCESSES = 2
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}

Item = TypeVar("Item")


@dataclass(frozen=True)
class Load:
    """How many pieces of work were done a second, and how long each took, in seconds."""

    rate: float
    times: list[float]

    def percentile(self, share: float) -> float:
        """Return the time within which ``share`` of the work was done, in milliseconds."""
        return sorted(self.times)[int(share * (len(self.times) - 1))] * 1000


class Phone:
    """One client with one connection, opened again when the server closes it."""

    def __init__(self, port: int) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str) -> str:
        """Open a page; return it."""
        return self._ask("GET", path)

    def post(self, path: str, fields: Sequence[tuple[str, str]]) -> str:
        """Send a form; return the page or nothing after a redirect."""
        return self._ask("POST", path, urlencode(fields))

    def _ask(self, method: str, path: str, body: str | None = None) -> str:
        for attempt in (1, 2):
            try:
                self._line.request(method, path, body, FORM)
                answer = self._line.getresponse()
                text = answer.read().decode()
            except (http.client.HTTPException, ConnectionError):
                self._line.close()
                if attempt == 2 or method == "POST":
                    raise
                continue
            if answer.status >= 400:
                raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]}")
            return text
        raise AssertionError


def run_clients(port: int, work: Callable[[Phone, Any], None], items: Sequence[Any]) -> Load:
    """Let fifty clients do ``work`` (a function of a module) on all ``items``."""
    context = multiprocessing.get_context("spawn")
    shares = [items[start::PROCESSES] for start in range(PROCESSES)]
    ready = context.Barrier(PROCESSES + 1)
    results: Any = context.Queue()
    processes = [
        context.Process(target=_process, args=(port, work, share, ready, results)) for share in shares
    ]
    for process in processes:
        process.start()
    ready.wait()
    begin = time.perf_counter()
    heard = [results.get() for _ in processes]
    spent = time.perf_counter() - begin
    for process in processes:
        process.join()
    for one in heard:
        if isinstance(one, Exception):
            raise one
    times = [seconds for one in heard for seconds in one]
    rate = len(times) / spent
    if len(times) != len(items):
        raise RuntimeError(f"{len(items) - len(times)} of {len(items)} pieces of work failed")
    return Load(rate, times)


def _process(
    port: int, work: Callable[[Phone, Any], None], share: Sequence[Any], ready: Any, results: Any
) -> None:
    count = CLIENTS // PROCESSES
    with ThreadPoolExecutor(count) as pool:
        ready.wait()
        threads = [pool.submit(_client, port, work, share[start::count]) for start in range(count)]
        try:
            results.put([seconds for thread in threads for seconds in thread.result()])
        except (RuntimeError, OSError, http.client.HTTPException) as error:
            # Whoever waits for all of us would wait for ever.
            results.put(error)


def _client(port: int, work: Callable[[Phone, Any], None], items: Sequence[Any]) -> list[float]:
    phone, times = Phone(port), []
    for item in items:
        begin = time.perf_counter()
        work(phone, item)
        times.append(time.perf_counter() - begin)
    return times
