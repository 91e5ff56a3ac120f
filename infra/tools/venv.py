"""Prepare .venv with the locked parts: ``venv.py app`` for the house, ``venv.py dev`` for tests and checks too.

Runs on a bare Python, before anything is installed. Does nothing where a stamp shows that nothing changed; a broken or
half-made .venv is made again.
"""

import fcntl
import hashlib
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
SETS = {"app": ["app"], "dev": ["app", "dev"]}


def main(wanted: str) -> int:
    """Prepare what ``wanted`` asks for; say one line where it cannot be done."""
    try:
        # Two that start at once in one checkout take turns.
        with (ROOT / "requirements" / "app.in").open() as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            prepare(wanted)
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        return fail(f"{error.filename or VENV}: {error.strerror}")
    except subprocess.CalledProcessError:
        return fail("the locked parts could not be installed; the lines above say why")
    return 0


def prepare(wanted: str) -> None:
    """Bring .venv to the state that requirements/*.txt describe."""
    if VENV.exists() and not runs("pass"):
        say("The folder .venv is broken; making it again")
        shutil.rmtree(VENV)
    marks = {name: mark(name) for name in SETS}
    stamp = VENV / f"{wanted}.stamp"
    if stamp.exists() and stamp.read_text() == marks[wanted]:
        return
    begin = time.monotonic()
    if VENV.exists() and not runs("import pip"):
        shutil.rmtree(VENV)
    if not VENV.exists():
        make()
    say("Installing the locked parts (once, a minute or two)")
    command: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--require-hashes",
        "--no-deps",
        "--no-input",
    ]
    command += ["--disable-pip-version-check", "--root-user-action=ignore"]
    for name in SETS[wanted]:
        command += ["-r", ROOT / "requirements" / f"{name}.txt"]
    subprocess.run(command, check=True, cwd=ROOT, stdin=subprocess.DEVNULL)  # noqa: S603
    for name in ("app", wanted):
        (VENV / f"{name}.stamp").write_text(marks[name])
    say(f"Installed in {time.monotonic() - begin:.0f} s")


def make() -> None:
    """Make an empty .venv; on failure leave none behind."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "venv", VENV],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    said = done.stdout + done.stderr
    if "ensurepip" in said or "No module named venv" in said:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        message = f"{sys.executable} cannot make virtual environments (Debian: apt-get install python{version}-venv)"
    else:
        message = (
            f"{VENV} cannot be made: {said.strip().splitlines()[-1] if said.strip() else 'no reason given'}"
        )
    raise SystemExit(fail(message))


def runs(line: str) -> bool:
    """Whether .venv's Python can run ``line``."""
    try:
        return subprocess.run([PYTHON, "-c", line], capture_output=True, check=False).returncode == 0  # noqa: S603
    except OSError:
        return False


def mark(name: str) -> str:
    """What must be unchanged for the stamp to hold: the locks and the Python."""
    digest = hashlib.sha256(sys.version.encode())
    for part in SETS[name]:
        digest.update((ROOT / "requirements" / f"{part}.txt").read_bytes())
    return digest.hexdigest()


def say(line: str) -> None:
    """Tell a person."""
    print(line, flush=True)


def fail(line: str) -> int:
    """Tell a person what went wrong, in one line."""
    print(f"weerzien: {line}", file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
