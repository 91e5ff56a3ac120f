"""How gunicorn serves the web, in the small house and in a container."""

import os
from pathlib import Path

from shared.db.engine import dispose_all
from shared.kernel.logs import configure
from shared.kernel.settings import settings
from shared.web.metrics import begin_afresh

bind = os.environ.get(
    "WEERZIEN_BIND", "0.0.0.0:8000"
)  # a container's own network; the small house hands a socket
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 8
# Loaded once and then forked: two workers share most of their memory.
preload_app = True
timeout = 60
graceful_timeout = 2
keepalive = 5
backlog = 512
limit_request_line = 8190
accesslog = None  # the applications write their own lines, without addresses or tokens
errorlog = "-"
loglevel = "warning"
control_socket_disable = True  # one for each user, not each house
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108


def on_starting(_server: object) -> None:
    """Counts of workers that are gone do not count again."""
    begin_afresh(settings().home)


def pre_fork(_server: object, _worker: object) -> None:
    """No connection of the first process may live on in two workers."""
    dispose_all()


def post_fork(_server: object, _worker: object) -> None:
    """The workers' log lines look like everybody's."""
    configure()
