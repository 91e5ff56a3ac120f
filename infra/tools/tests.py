"""Run every test: ``python -m infra.tools.tests [--unless-passed] [pytest's own arguments]``.

A whole run that passes leaves a mark of the tree it passed on. With ``--unless-passed`` (``make check`` after
``make test``) the same tests are not run again on exactly the same files.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MARK = ROOT / "build" / "tests-passed"
UNLESS = "--unless-passed"
# One more than a small machine has processors, as tests wait for others; two more only stood in each other's way.
WORKERS = "3"


def main(arguments: list[str]) -> int:
    """Run pytest, or say that there is no need to."""
    tree = tree_mark(ROOT)
    if UNLESS in arguments and tree and passed() == tree:
        when = time.strftime("%H:%M", time.localtime(MARK.stat().st_mtime))
        print(f"Every test passed on exactly these files at {when}; not run again")
        return 0
    chosen = [argument for argument in arguments if argument != UNLESS]
    code = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pytest", "-n", WORKERS, "--dist", "worksteal", *chosen], cwd=ROOT, check=False
    ).returncode
    if code == 0 and not chosen and tree and tree == tree_mark(ROOT):
        MARK.parent.mkdir(exist_ok=True)
        MARK.write_text(tree)
    return code


def passed() -> str:
    """The tree on which the tests last passed."""
    return MARK.read_text() if MARK.exists() else ""


def tree_mark(root: Path) -> str:
    """A hash of all files that git would keep, and of what the tests depend on beside them; empty without git."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
            cwd=root,
            capture_output=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""
    digest = hashlib.sha256(repr((sys.version, shutil.which("chromium"), os.environ.get("CI"))).encode())
    for name in sorted(listed.split(b"\0")):
        path = root / os.fsdecode(name)
        if name and path.is_file():
            digest.update(name + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
