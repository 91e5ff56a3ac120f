"""Everything that is named by a string is really there: queues, jobs, followers, letters."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest

from infra.migrate import SERVICES
from services.clock.timetable import TIMETABLE
from shared.contracts.base import Fact
from shared.eventlog.follow import Follower
from shared.kernel.services import job_of, package_of
from shared.queue.names import FOLLOWERS, QUEUES

ROOT = Path(__file__).resolve().parent.parent.parent


def followers() -> dict[str, Follower]:
    found = {}
    for service in SERVICES:
        package = package_of(service)
        if (ROOT / "services" / package / "reactions.py").exists():
            found[service] = importlib.import_module(f"services.{package}.reactions").FOLLOWER
    return found


def test_the_bell_rings_exactly_those_who_listen() -> None:
    listening: dict[str, set[str]] = {}
    for name, follower in followers().items():
        assert follower.name == name
        for kind in follower.reactions:
            listening.setdefault(kind.type.partition(".")[0], set()).add(name)
    rung = {source: set(names) for source, names in FOLLOWERS.items() if names}
    assert rung == listening


def test_every_follower_can_be_told_to_catch_up() -> None:
    for name in followers():
        job = importlib.import_module(f"services.{package_of(name)}.jobs").catch_up
        assert not inspect.signature(job).parameters


def test_every_service_has_a_queue() -> None:
    assert set(QUEUES) == set(SERVICES)


@pytest.mark.parametrize("tick", TIMETABLE, ids=lambda tick: tick.name)
def test_every_entry_of_the_timetable_can_be_run(tick: object) -> None:
    module, _, name = tick.job.rpartition(".")  # type: ignore[attr-defined]
    assert callable(getattr(importlib.import_module(module), name))
    assert tick.queue in QUEUES  # type: ignore[attr-defined]


def test_every_follower_is_swept_by_the_clock() -> None:
    swept = {tick.job for tick in TIMETABLE}
    assert {job_of(name, "catch_up") for name in followers()} <= swept


def test_every_letter_that_is_put_in_has_its_text_in_three_languages() -> None:
    asked = set()
    for source in [*(ROOT / "services").rglob("*.py"), *(ROOT / "shared").rglob("*.py")]:
        asked |= set(re.findall(r'template="([a-z_]+/[a-z0-9_]+)"', source.read_text(encoding="utf-8")))
    assert asked, "somebody writes letters"
    for template in asked:
        for language in ("nl", "en", "fr"):
            assert (ROOT / "services/mail/letters" / template / f"{language}.md").is_file(), (
                template,
                language,
            )


def test_every_service_says_in_its_readme_which_facts_it_publishes_and_follows() -> None:
    published = Fact.__subclasses__()
    assert published
    for service in SERVICES:
        readme = (ROOT / "services" / package_of(service) / "README.md").read_text(encoding="utf-8")
        for kind in followers().get(service, Follower(service, {})).reactions:
            assert kind.type in readme, f"{service} follows {kind.type}, its README does not say so"


def test_nothing_lies_at_the_top_level_but_what_the_readme_maps() -> None:
    # Dot-files are for tools; build is what commands leave behind.
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    known = {
        "services",
        "shared",
        "infra",
        "tests",
        "requirements",
        "docker-compose.yml",
        "Makefile",
        "README.md",
    }
    assert found - {"build"} == known | {"pyproject.toml"}
