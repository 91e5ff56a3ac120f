"""The supervisor on small programs of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infra.logs import rotate, tail
from infra.starter import hears_interrupts
from infra.supervise import LONGEST_PAUSE, Program, Supervisor, ending, pause_after


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(said: list[str]) -> Iterator[Supervisor]:
    made = Supervisor(said.append)
    yield made
    for post in made.posts:
        post.kept.stop(patience=0.1)


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], Program]:
    return lambda line: Program(
        ["/bin/sh", "-c", line], log=tmp_path / "program.log", environ={"PATH": os.environ["PATH"]}
    )


def look_until(supervisor: Supervisor, done: Callable[[], bool]) -> None:
    until = time.monotonic() + 5
    while not done():
        assert time.monotonic() < until
        supervisor.look()
        time.sleep(0.01)


def test_what_dies_is_started_again_and_said(
    supervisor: Supervisor, program: Callable[[str], Program], said: list[str]
) -> None:
    kept = program("sleep 60")
    supervisor.keep("sleeper", kept)
    assert kept.process is not None
    first = kept.process.pid
    os.kill(first, signal.SIGKILL)
    look_until(supervisor, lambda: kept.process is not None and kept.process.pid != first)
    assert said == ["sleeper was ended by signal 9; starting again"]


def test_what_dies_again_and_again_waits_longer_each_time(
    supervisor: Supervisor, program: Callable[[str], Program], said: list[str]
) -> None:
    supervisor.keep("failing", program("exit 3"))
    look_until(supervisor, lambda: len(said) == 2)
    assert said == [
        "failing ended with code 3; starting again",
        "failing ended with code 3; starting again in 1 s",
    ]
    assert [pause_after(failures) for failures in (1, 2, 3, 4, 40)] == [0, 1, 2, 4, LONGEST_PAUSE]


def test_a_program_that_ignores_the_request_is_killed_with_what_it_started(
    program: Callable[[str], Program], tmp_path: Path
) -> None:
    stubborn = program(f"trap '' TERM; sleep 60 & echo $! > {tmp_path}/child; wait; sleep 60")
    stubborn.start()
    until = time.monotonic() + 5
    while not (tmp_path / "child").exists() or not (tmp_path / "child").read_text().strip():
        assert time.monotonic() < until
        time.sleep(0.01)
    begin = time.monotonic()
    stubborn.stop(patience=0.2)
    assert time.monotonic() - begin < 2
    child = int((tmp_path / "child").read_text())
    until = time.monotonic() + 2
    while Path(f"/proc/{child}/stat").exists() and " Z " not in Path(f"/proc/{child}/stat").read_text():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_program_run_once_returns_its_code_and_the_rest_is_looked_after(
    supervisor: Supervisor, program: Callable[[str], Program]
) -> None:
    looks = []

    def meanwhile() -> None:
        looks.append(1)
        supervisor.look()
        time.sleep(0.01)

    assert supervisor.once(program("sleep 0.1; exit 7"), meanwhile) == 7
    assert looks


def test_what_a_program_says_goes_to_a_log_that_others_cannot_read(
    program: Callable[[str], Program], supervisor: Supervisor
) -> None:
    speaking = program("echo one; echo two >&2")
    supervisor.once(speaking, lambda: time.sleep(0.01))
    assert tail(speaking.log) == "two"
    assert speaking.log.stat().st_mode & 0o077 == 0


def test_a_large_log_is_put_aside_while_its_writer_goes_on(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    with log.open("ab") as writer:
        for round_ in range(1, 6):
            writer.write(b"%d" % round_ * 100)
            writer.flush()
            rotate(tmp_path, largest=50)
        writer.write(b"new")
    assert log.read_bytes() == b"new"
    assert [log.with_name(f"web.log.{number}").read_bytes()[:1] for number in (1, 2, 3)] == [b"5", b"4", b"3"]
    assert not log.with_name("web.log.4").exists()


@pytest.mark.parametrize(
    ("code", "words"), [(None, "is gone"), (0, "ended with code 0"), (-9, "was ended by signal 9")]
)
def test_an_end_is_told_in_words(code: int | None, words: str) -> None:
    assert ending(code) == words


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_process_that_no_longer_listens_for_interrupts_is_noticed() -> None:
    line = (
        "import signal, sys; signal.signal(signal.SIGINT, {}); print('ready', flush=True); sys.stdin.read()"
    )
    for handler, hears in (("lambda *_: None", True), ("signal.SIG_DFL", False)):
        with subprocess.Popen(
            [sys.executable, "-c", line.format(handler)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as other:
            assert other.stdout is not None
            other.stdout.readline()
            assert hears_interrupts(other.pid) is hears
            other.communicate()
