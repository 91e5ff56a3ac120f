"""The embedded servers: real ones, that survive what happens to a folder and to a process."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import redis

from infra.embedded import EmbeddedPostgres, EmbeddedRedis, ServerFailed
from infra.embedded.process import socket_folder
from infra.outside import check_postgres, check_redis
from infra.place import HouseError


def test_the_database_asks_for_its_password_and_checks_its_pages(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "pg", durable=False) as server:
        with psycopg.connect(server.url) as conn:
            told = conn.execute(
                "SELECT current_setting('data_checksums'), current_setting('listen_addresses')"
            )
            assert told.fetchone() == ("on", "")
        wrong = f"host={socket_folder(tmp_path / 'pg')} user=weerzien dbname=weerzien password=guess"
        with pytest.raises(psycopg.OperationalError, match="authentication failed"):
            psycopg.connect(wrong)


def test_what_was_committed_survives_the_killing_of_the_server(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / "pg")
    with psycopg.connect(server.start(), autocommit=True) as conn:
        conn.execute("CREATE TABLE kept AS SELECT 1 AS one")
    assert server.process is not None
    server.process.kill()
    server.process.wait()
    with EmbeddedPostgres(tmp_path / "pg") as again, psycopg.connect(again.url) as conn:
        assert conn.execute("SELECT one FROM kept").fetchone() == (1,)


def test_a_first_start_that_was_cut_off_leaves_no_half_made_folder_in_the_way(tmp_path: Path) -> None:
    half = tmp_path / "pg" / "cluster.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with EmbeddedPostgres(tmp_path / "pg", durable=False) as server:
        assert check_postgres(server.url)


def test_a_pid_file_that_names_a_living_stranger_does_not_lock_the_house_out_for_ever(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / "pg", durable=False)
    server.start()
    owner = (tmp_path / "pg" / "cluster").stat().st_uid
    server.stop()
    # After a reboot the number in the file may be anybody's, of the same user too.
    stranger = subprocess.Popen(["sleep", "60"], user=owner)
    try:
        pid_file = tmp_path / "pg" / "cluster" / "postmaster.pid"
        pid_file.write_text(f"{stranger.pid}\n{tmp_path}\n1\n5432\n/tmp\n\n\nready\n")
        os.chown(pid_file, owner, owner)
        with EmbeddedPostgres(tmp_path / "pg", durable=False) as again:
            assert check_postgres(again.url)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_lost_password_is_said_in_one_line(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "pg", durable=False):
        pass
    (tmp_path / "pg" / "password").write_text("another\n")
    with pytest.raises(ServerFailed, match="is not the one of the database beside it"):
        EmbeddedPostgres(tmp_path / "pg", durable=False).start()


@pytest.mark.parametrize(
    "name", ["a folder with spaces", 'quo"te', "apostrophe's", "naïve-ß-名", "x" * 100, "a%20b"]
)
def test_any_name_of_a_folder_will_do(tmp_path: Path, name: str) -> None:
    home = tmp_path / name
    try:
        with EmbeddedPostgres(home / "pg", durable=False) as database, EmbeddedRedis(home / "redis") as bell:
            assert check_postgres(database.url)
            assert check_redis(bell.url)
    finally:
        for data in (home / "pg", home / "redis"):
            shutil.rmtree(socket_folder(data))


def test_what_redis_was_told_survives_the_killing_of_the_server(tmp_path: Path) -> None:
    server = EmbeddedRedis(tmp_path / "redis")
    with redis.Redis.from_url(server.start()) as client:
        client.set("kept", "yes")
        time.sleep(1.5)  # written out every second
    assert server.process is not None
    server.process.kill()
    server.process.wait()
    with EmbeddedRedis(tmp_path / "redis") as again, redis.Redis.from_url(again.url) as client:
        assert client.get("kept") == b"yes"


def test_redis_asks_for_its_password(tmp_path: Path) -> None:
    with EmbeddedRedis(tmp_path / "redis") as server:
        bare = f"unix://{server.url.partition('@')[2]}"
        with redis.Redis.from_url(bare) as client, pytest.raises(redis.AuthenticationError):
            client.ping()


def test_an_unreadable_append_only_file_is_put_aside_and_the_house_goes_on(tmp_path: Path) -> None:
    with EmbeddedRedis(tmp_path / "redis") as server, redis.Redis.from_url(server.url) as client:
        client.set("kept", "yes")
    for part in (tmp_path / "redis" / "kept").rglob("*.aof"):
        part.write_bytes(b"this is no append-only file\r\n" * 10)
    with EmbeddedRedis(tmp_path / "redis") as again, redis.Redis.from_url(again.url) as client:
        assert client.get("kept") is None
    assert list((tmp_path / "redis").glob("unreadable-*"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent has died")
def test_killing_whoever_started_them_ends_both_servers(tmp_path: Path) -> None:
    line = (
        "import sys, time; from pathlib import Path; from infra.embedded import *;"
        f"home = Path({str(tmp_path)!r}); one = EmbeddedPostgres(home / 'pg'); two = EmbeddedRedis(home / 'redis');"
        "one.start(); two.start(); print(one.process.pid, two.process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", line], stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        pids = [int(pid) for pid in starter.stdout.readline().split()]
        starter.send_signal(signal.SIGKILL)
    assert len(pids) == 2
    until = time.monotonic() + 10
    while any(b"pg" in _line(pid) or b"redis" in _line(pid) for pid in pids):
        assert time.monotonic() < until
        time.sleep(0.05)


def _line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_a_database_that_is_too_old_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with EmbeddedPostgres(tmp_path / "pg", durable=False) as server:
        monkeypatch.setattr("infra.outside.POSTGRES_AT_LEAST", 99)
        with pytest.raises(HouseError, match="99 or newer is needed"):
            check_postgres(server.url)


def test_a_database_user_without_the_right_to_make_roles_is_said(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "pg", durable=False) as server:
        with psycopg.connect(server.url) as conn:
            conn.execute("CREATE ROLE modest LOGIN PASSWORD 'modest'")
        modest = f"postgresql://modest:modest@/{'weerzien'}?{server.url.partition('?')[2]}"
        with pytest.raises(HouseError, match="may not make roles"):
            check_postgres(modest)
