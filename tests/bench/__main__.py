"""Run the benchmarks: ``python -m tests.bench [name ...]``; each module ``bench_*`` gives figures by ``run``."""

from __future__ import annotations

import importlib
import pkgutil
import platform
import sys
import tempfile
from pathlib import Path

import psutil

import tests.bench
from tests.bench.figures import HEAD


def main(chosen: list[str]) -> int:
    """Run all benchmarks, or those whose names are given, and print a table."""
    names = sorted(
        found.name for found in pkgutil.iter_modules(tests.bench.__path__) if "bench_" in found.name
    )
    if chosen:
        names = [name for name in names if name.removeprefix("bench_") in chosen]
    if not names:
        sys.stderr.write(f"no such benchmark: {' '.join(chosen)}\n")
        return 2
    memory = psutil.virtual_memory().total / 2**30
    print(f"{platform.processor() or platform.machine()}, {psutil.cpu_count()} cores, {memory:.0f} GiB")  # noqa: T201
    print(f"Python {platform.python_version()}, {platform.system()}\n\n{HEAD}", flush=True)  # noqa: T201
    for name in names:
        with tempfile.TemporaryDirectory(prefix="weerzien-bench-") as folder:
            for figure in importlib.import_module(f"tests.bench.{name}").run(Path(folder)):
                print(figure.line(), flush=True)  # noqa: T201
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
