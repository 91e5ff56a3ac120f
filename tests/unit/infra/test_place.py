"""A house's folder, lock and secrets."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from infra.embedded.process import (
    ServerFailed,
    command_line,
    end_leftover,
    kept_secret,
    reason,
    socket_folder,
)
from infra.place import HouseError, claim_home, claim_port, counting_folder, kept_password


def test_a_secret_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    made = kept_secret(tmp_path / "key")
    assert len(made) >= 40
    assert kept_secret(tmp_path / "key") == made
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_an_empty_secret_left_by_a_full_disk_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "key").touch()
    assert kept_secret(tmp_path / "key")


def test_a_generated_password_can_be_read_out(tmp_path: Path) -> None:
    made = kept_password(tmp_path / "password")
    assert len(made) == 19
    assert not set(made) & set("01ilo")
    assert kept_password(tmp_path / "password") == made


def test_a_claimed_home_cannot_be_claimed_again_until_it_is_left(tmp_path: Path) -> None:
    first = claim_home(tmp_path / "home")
    with pytest.raises(HouseError, match=f"process {os.getpid()}"):
        claim_home(tmp_path / "home")
    first.lock.close()
    second = claim_home(tmp_path / "home")
    assert second.left_hastily
    second.leave()
    second.lock.close()
    third = claim_home(tmp_path / "home")
    assert not third.left_hastily
    third.lock.close()


def test_a_nearly_full_disk_is_said_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infra.place.NEEDED_FIRST_MB", 10**9)
    with pytest.raises(HouseError, match="nearly full"):
        claim_home(tmp_path / "home")


def test_a_port_that_is_held_is_refused() -> None:
    with claim_port(0, patience=0) as held, pytest.raises(HouseError, match="is taken"):
        claim_port(held.getsockname()[1], patience=0.2)


def test_sockets_of_a_deep_home_get_a_short_folder_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: "/tmp")
    deep, deeper = tmp_path / ("x" * 90), tmp_path / ("y" * 90)
    for folder in (deep, deeper):
        folder.mkdir()
    one, other = socket_folder(deep), socket_folder(deeper)
    try:
        assert one != other
        assert len(os.fsencode(one)) < 40
        assert one.stat().st_mode & 0o777 == 0o700
        assert socket_folder(deep) == one
    finally:
        one.rmdir()
        other.rmdir()


def test_a_planted_socket_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: "/tmp")
    deep = tmp_path / ("z" * 90)
    deep.mkdir()
    one = socket_folder(deep)
    one.rmdir()
    one.symlink_to(tmp_path)
    try:
        with pytest.raises(ServerFailed, match="belongs to somebody else"):
            socket_folder(deep)
    finally:
        one.unlink()


def test_a_strangers_process_with_an_old_number_is_left_alone(tmp_path: Path) -> None:
    pid_file = tmp_path / "server.pid"
    pid_file.write_text(f"{os.getpid()}\n")
    end_leftover(pid_file, "/a/folder/that/we/do/not/serve", 15)
    assert command_line(os.getpid())


@pytest.mark.parametrize("text", ["", "no number", "\n\n"])
def test_a_broken_pid_file_is_no_obstacle(tmp_path: Path, text: str) -> None:
    (tmp_path / "server.pid").write_text(text)
    end_leftover(tmp_path / "server.pid", "x", 15)


def test_the_reason_is_the_line_that_tells() -> None:
    said = "LOG: starting\nFATAL: could not write: No space left on device\nLOG: shut down\n"
    assert reason(said) == "FATAL: could not write: No space left on device"
    assert reason("ERROR: No space left on device\nPANIC: cannot abort") == "ERROR: No space left on device"
    assert reason("") == "it said nothing"


def test_the_counters_of_the_last_start_are_forgotten(tmp_path: Path) -> None:
    folder = counting_folder(tmp_path)
    try:
        (folder / "counter_1.db").touch()
        assert counting_folder(tmp_path) == folder
        assert list(folder.iterdir()) == []
        assert folder.stat().st_mode & 0o077 == 0
    finally:
        folder.rmdir()
