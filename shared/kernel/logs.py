"""Structured logs: one JSON line an event, on standard error, without personal data."""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from typing import TextIO, cast

import structlog
from structlog.typing import Processor


class Unfailing:
    """Standard error, for which a full disk or a closed terminal is no reason to fail a request."""

    def write(self, line: str) -> int:
        """Write what can be written."""
        with suppress(OSError):
            sys.stderr.write(line)
        return len(line)

    def flush(self) -> None:
        """Hand on what can be handed on."""
        with suppress(OSError):
            sys.stderr.flush()


def configure(level: int = logging.INFO) -> None:
    """Let structlog and the standard library's loggers of others write the same kind of lines."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            *shared,
            structlog.processors.dict_tracebacks,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", Unfailing())),
        cache_logger_on_first_use=True,
    )
    others = logging.StreamHandler(sys.stderr)
    others.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
        )
    )
    logging.basicConfig(handlers=[others], level=logging.WARNING, force=True)
