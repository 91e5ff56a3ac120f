"""What the embedded house cannot work with: one clear line each, and no traceback."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.ordinary import NAMED, NAMELESS, ordinary
from tests.faults.running import RunningHouse, free_port

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="uses Linux's own ways to be somebody else")


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        house = RunningHouse(tmp_path / "home", port=port)
        assert f"port {port} is taken" in house.refuses()
        assert house.processes() == []


# One after the other in one test: the house that runs takes a few seconds to start.
def test_a_second_start_in_the_same_folder_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    with RunningHouse(tmp_path / "home") as first:
        said = first.said.read_text()
        second = RunningHouse(tmp_path / "home")
        second.said = tmp_path / "second.said"
        line = second.refuses()
        assert "a house is running in" in line
        assert str(first.process.pid if first.process else 0) in line
        assert first.status("/healthz") == 200
        assert first.said.read_text() == said


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("")
    assert "is no folder" in RunningHouse(home).refuses()


def test_a_home_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    house = RunningHouse(tmp_path / "file" / "home")
    house.said = tmp_path / "said"
    assert "cannot be used: Not a directory" in house.refuses()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://nobody:secret@127.0.0.1:{port}/nowhere", "the server of DATABASE_URL cannot be used"),
        ("mysql://localhost/x", "DATABASE_URL must begin with postgresql://"),
        ("postgresql://[", "the server of DATABASE_URL cannot be used"),
    ],
)
def test_an_unreachable_database_is_named_without_its_password(tmp_path: Path, url: str, says: str) -> None:
    house = RunningHouse(tmp_path / "home", environ={"DATABASE_URL": url.format(port=free_port())})
    line = house.refuses()
    assert says in line
    assert "secret" not in line
    assert house.processes() == []


@pytest.mark.parametrize("url", ["redis://127.0.0.1:{port}/0", "nonsense", "redis://127.0.0.1:99999/0"])
def test_an_unreachable_redis_is_named_and_the_database_is_stopped_again(tmp_path: Path, url: str) -> None:
    house = RunningHouse(tmp_path / "home", environ={"REDIS_URL": url.format(port=free_port())})
    assert "the server of REDIS_URL cannot be used" in house.refuses()
    assert house.processes() == []


def test_a_redis_that_is_too_old_is_named(tmp_path: Path) -> None:
    with old_redis() as port:
        line = RunningHouse(tmp_path / "home", environ={"REDIS_URL": f"redis://127.0.0.1:{port}/0"}).refuses()
    assert "REDIS_URL is Redis 6.0.16; 6.2 or newer is needed" in line


@pytest.mark.parametrize(
    ("name", "value"),
    [("WEERZIEN_PORT", "eighty"), ("WEERZIEN_SAMPLE", "perhaps"), ("WEERZIEN_BASE_URL", "here")],
)
def test_a_setting_that_cannot_be_read_is_named(tmp_path: Path, name: str, value: str) -> None:
    assert name in RunningHouse(tmp_path / "home", environ={name: value}).refuses()


@contextmanager
def old_redis() -> Iterator[int]:
    """A server that speaks just enough to say how old it is."""

    class Old(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            while header := self.rfile.readline():
                words = [
                    self.rfile.readline() and self.rfile.readline().strip() for _ in range(int(header[1:]))
                ]
                told = b"# Server\r\nredis_version:6.0.16\r\n"
                info = b"$%d\r\n%s\r\n" % (len(told), told)
                answers = {b"INFO": info, b"HELLO": b"*0\r\n"}
                self.wfile.write(answers.get(words[0].upper(), b"+OK\r\n"))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Old) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


# As an ordinary user


@pytest.fixture
def theirs() -> Iterator[Path]:
    """A folder that the ordinary user owns. Not below pytest's own, which every session that starts closes again."""
    folder = Path(tempfile.mkdtemp(prefix="weerzien-theirs-"))
    if os.geteuid() == 0:
        os.chown(folder, NAMED, NAMED)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("user", [NAMED, NAMELESS])
def test_an_ordinary_user_has_a_house(theirs: Path, user: int) -> None:
    somebody = ordinary(user)
    if somebody.before:
        os.chown(theirs, user, user)
    with somebody.house(theirs / "home") as house:
        assert house.status("/healthz") == 200
        assert (theirs / "home").stat().st_mode & 0o077 == 0
        assert house.end() < 10
        assert house.processes() == []


def test_a_home_without_write_permission_is_named(theirs: Path) -> None:
    home = theirs / "home"
    home.mkdir()
    if os.geteuid() == 0:
        os.chown(home, NAMED, NAMED)
    home.chmod(0o500)
    assert "cannot be written to" in ordinary().house(home).refuses()


def test_a_home_that_cannot_be_made_is_named(theirs: Path, tmp_path: Path) -> None:
    house = ordinary().house(theirs / "home")
    theirs.chmod(0o555)
    house.said = tmp_path / "said"
    assert "cannot be used: Permission denied" in house.refuses()
    theirs.chmod(0o755)


def test_a_house_of_somebody_else_is_refused(theirs: Path) -> None:
    somebody = ordinary()
    if not somebody.before:
        pytest.skip("only root can make a house of somebody else")
    home = theirs / "home"
    home.mkdir(mode=0o755)
    (home / "lock").touch()
    house = somebody.house(home)
    assert f"belongs to {pwd.getpwuid(0).pw_name}" in house.refuses()


def test_a_disk_that_fills_up_does_not_bring_the_house_down(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=320m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may make a small disk")
    house = RunningHouse(disk / "home")
    house.said = tmp_path / "said"
    try:
        house.start()
        filling = disk / "filling"
        with pytest.raises(OSError, match="No space left"), filling.open("wb") as file:
            while True:
                file.write(bytes(2**20))
        for _ in range(5):
            assert house.status("/healthz") == 200
        assert "ended" not in house.words()
        assert house.end() < 10
        assert "nearly full" in house.refuses()
        filling.unlink()
        house.start()
        assert house.status("/readyz") == 200
        assert house.end() < 10
    finally:
        house.clear()
        subprocess.run(["umount", "--lazy", str(disk)], check=True)
