"""PostgreSQL refuses to run as root, and as a user without a name: two ways to run it as somebody else.

One switches to the user nobody, who must then be able to reach the programs and the data; the other keeps the user but
maps it to nobody inside a user namespace, which works below a closed folder and needs no change of owner, where the
kernel allows such namespaces. Tried in this order.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from infra.embedded.process import ServerFailed

NOBODY = 65534


@dataclass(frozen=True)
class RunAs:
    """What to put before a command, and which user owns its files then."""

    prefix: tuple[str, ...]
    owner: int


def run_as(program: Path, data: Path) -> RunAs:
    """Return how to run ``program`` on ``data`` as somebody who is not root."""
    if os.geteuid() != 0 and _has_name(os.geteuid()):
        return RunAs((), os.geteuid())
    setpriv, unshare = shutil.which("setpriv"), shutil.which("unshare")
    if setpriv and os.geteuid() == 0:
        switch = RunAs((setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"), NOBODY)
        if _works(switch, program, data):
            return switch
    if unshare:
        mapped = RunAs((unshare, "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"), os.geteuid())
        if _works(mapped, program, data):
            return mapped
    raise ServerFailed(_why_not(program, data))


def _why_not(program: Path, data: Path) -> str:
    if os.geteuid() != 0:
        return f"PostgreSQL does not run as user {os.geteuid()}, who has no name here; give it a line in /etc/passwd"
    return (
        "PostgreSQL does not run as root, and neither the user nobody nor a user namespace can reach"
        f" {program} and {data}: run as an ordinary user, or put both below folders that everybody may enter"
    )


def _has_name(user: int) -> bool:
    try:
        return bool(pwd.getpwuid(user).pw_name)
    except KeyError:
        return False


def hand_over(folder: Path, owner: int) -> None:
    """Give ``folder`` and all in it to ``owner``, where they are not theirs yet."""
    if os.geteuid() != 0 or folder.stat().st_uid == owner:
        return
    # The folder itself last: it is what the next start looks at, should this one be cut off.
    for path in folder.rglob("*"):
        os.chown(path, owner, owner, follow_symlinks=False)
    os.chown(folder, owner, owner)


def _works(way: RunAs, program: Path, data: Path) -> bool:
    try:
        done = subprocess.run(  # noqa: S603
            [*way.prefix, "/bin/sh", "-c", 'test -x "$1" && exec "$0" --version', str(program), str(data)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=20,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
