"""The ``make`` that started the house: when it is told to stop, or is gone, so is the house."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path


class Starter:
    """Watches the process that started us, where that is ``make``."""

    def __init__(self) -> None:
        self._parent = os.getppid() if "MAKELEVEL" in os.environ else None
        self._listens = self._parent is not None and hears_interrupts(self._parent)

    def wants_us_to_stop(self) -> bool:
        """Whether ``make`` is gone, or has been interrupted.

        A terminal's Ctrl-C reaches us too, and SIGTERM make hands on. A SIGINT sent to make alone it keeps to itself,
        and waits for us: all that shows is that it no longer listens for another.
        """
        if self._parent is None:
            return False
        return os.getppid() != self._parent or (self._listens and not hears_interrupts(self._parent))


def hears_interrupts(pid: int) -> bool:
    """Whether process ``pid`` has a handler for SIGINT (Linux); on doubt, that nothing changed: True."""
    if sys.platform != "linux":
        return True
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        caught = next(line.split()[1] for line in status.splitlines() if line.startswith("SigCgt:"))
    except (OSError, StopIteration):
        return True
    return bool(int(caught, 16) >> (signal.SIGINT - 1) & 1)
