"""`python -m infra.sample load|remove`: put the sample organisation into this house, or take it out."""

from __future__ import annotations

import argparse
import logging
import sys
import time
from importlib import import_module

import structlog

from infra.sample.life import Plan
from infra.sample.load import load
from infra.sample.organisation import SMALLEST
from shared.kernel import clock
from shared.kernel.settings import SettingsError, settings


def main(arguments: list[str]) -> int:
    """Do what is asked; one line for each step."""
    chosen = _read(arguments)
    # The house logs every step it takes; here a person reads along.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    if not settings().database_url or not settings().secret_key:
        sys.stderr.write(
            "weerzien: DATABASE_URL and WEERZIEN_SECRET_KEY say which house is meant; set both\n"
        )
        return 1
    begin = time.monotonic()
    if chosen.deed == "remove":
        removed = import_module("services.people.jobs").remove_sample()
        print(
            f"The sample organisation is gone: {removed} people."
            if removed
            else "There is no sample organisation here."
        )
        return 0
    plan = Plan(clock.today(settings().zone), chosen.people, chosen.seed)
    if load(plan, lambda line: print(line, flush=True)):
        print(f"Done in {time.monotonic() - begin:.1f} s.")
    return 0


def _read(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.sample", description=__doc__)
    parser.add_argument("deed", choices=("load", "remove"))
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args(arguments)
    if chosen.people < SMALLEST:
        parser.error(f"--people: at least {SMALLEST}")
    return chosen


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except SettingsError as error:
        sys.stderr.write(f"weerzien: {error}\n")
        raise SystemExit(1) from None
