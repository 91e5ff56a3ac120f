"""Run a command of the house inside the one that is running: ``python -m infra.inside infra.sample remove``.

The running house keeps what its processes are told in a closed file; with DATABASE_URL and WEERZIEN_SECRET_KEY set
there is no need for it.
"""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path

from infra.place import HouseError
from shared.kernel.settings import SettingsError, read

TOLD = "told.json"


def note(home: Path, told: dict[str, str]) -> None:
    """Keep what the processes of this house are told, for nobody else to read."""
    fresh = home / f"{TOLD}.new"
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(told, file)
    fresh.replace(home / TOLD)


def told_in(home: Path) -> dict[str, str]:
    """Return what the processes of the house that runs in ``home`` are told."""
    kept = home / TOLD
    if kept.exists() and _runs(home):
        found: dict[str, str] = json.loads(kept.read_text())
        return found
    raise HouseError(f"no house is running in {home}; start it with make up, or set DATABASE_URL")


def _runs(home: Path) -> bool:
    with (home / "lock").open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def main(arguments: list[str]) -> int:
    """Run the command, told what the house is told."""
    if not arguments:
        print("weerzien: name a command, such as infra.sample remove", file=sys.stderr)
        return 64
    try:
        chosen = read(os.environ)
        told = {} if chosen.database_url and chosen.secret_key else told_in(chosen.home)
    except (HouseError, SettingsError, OSError) as error:
        print(f"weerzien: {error}", file=sys.stderr)
        return 1
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, env=os.environ | told, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
