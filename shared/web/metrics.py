"""``/metrics`` for Prometheus: how often each route is asked, how long it takes, how it ends.

Labels are the route's template, never an address. Several workers of one house add up through files under
``WEERZIEN_HOME/metrics``; ``begin_afresh`` empties that folder when the house starts.
"""

from __future__ import annotations

import atexit
import os
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import prometheus_client.values
from flask import Blueprint, Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from shared.kernel.settings import settings
from shared.web.auth import public

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_FOLDER = "PROMETHEUS_MULTIPROC_DIR"


@dataclass(frozen=True)
class Meters:
    """What is measured."""

    requests: Counter
    seconds: Histogram


def begin_afresh(home: Path) -> None:
    """Drop the counts of processes that are gone: called once, by whoever starts the house, before its workers."""
    for path in (home / "metrics").glob("*.db"):
        path.unlink(missing_ok=True)


def make_blueprint() -> Blueprint:
    """Return ``/metrics``."""
    blueprint = Blueprint("metrics", __name__)

    @blueprint.get("/metrics")
    @public
    def metrics() -> Response:
        """Return the counts of all workers of this house in Prometheus' text format."""
        registry = CollectorRegistry()
        MultiProcessCollector(registry, path=os.environ[_FOLDER])  # type: ignore[no-untyped-call]
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    return blueprint


def install(app: Flask, service: str) -> None:
    """Measure the requests of ``app``."""
    meters = _meters()

    def begin() -> None:
        g.measured_from = time.perf_counter()

    def measure(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "unknown"
        method = request.method if request.method in _METHODS else "OTHER"
        meters.requests.labels(service, method, route, str(response.status_code)).inc()
        began = g.get("measured_from")
        if began is not None:
            meters.seconds.labels(service, method, route).observe(time.perf_counter() - began)
        return response

    app.before_request(begin)
    app.after_request(measure)


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def _folder() -> Path:
    folder = Path(os.environ.get(_FOLDER) or settings().home / "metrics")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        # A container with a read-only root: counting is no reason not to serve.
        return Path(tempfile.mkdtemp(prefix="weerzien-metrics-"))


@cache
def _meters() -> Meters:
    """The meters of this process, in files that its siblings can read."""
    os.environ[_FOLDER] = str(_folder())
    # The library decides at import whether to write files, by the variable set just now: decide again.
    prometheus_client.values.ValueClass = prometheus_client.values.get_value_class()  # type: ignore[no-untyped-call]
    atexit.register(prometheus_client.values.close_all_multiprocess_files)
    registry = CollectorRegistry()
    labels = ("service", "method", "route")
    return Meters(
        requests=Counter(
            "weerzien_requests", "Requests by route and status", (*labels, "status"), registry=registry
        ),
        seconds=Histogram(
            "weerzien_request_seconds", "Seconds a request took", labels, buckets=BUCKETS, registry=registry
        ),
    )
