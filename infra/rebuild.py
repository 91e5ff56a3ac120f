"""Build the figures of insights anew, beside those that are read: ``python -m infra.inside infra.rebuild``."""

from __future__ import annotations

import logging
import sys
from importlib import import_module

import structlog

from shared.kernel.errors import DomainError
from shared.kernel.settings import SettingsError


def main() -> int:
    """Build, and say how far it is."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    jobs = import_module("services.insights.jobs")
    try:
        try:
            jobs.begin_rebuild()
        except DomainError:
            print("A rebuilding was under way; going on with it.")
        while (progress := jobs.rebuild()) and not progress.done:
            print(f"{progress.position:,} of {progress.head:,} facts", flush=True)
    except SettingsError as error:
        sys.stderr.write(f"weerzien: {error}\n")
        return 1
    print("The new figures are read from now on.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
