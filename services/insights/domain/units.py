"""Which departments are laid beside one another: those just below the one that somebody looks into. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from shared.disclosure.model import PATH_SEPARATOR, path_of

Path = tuple[str, ...]


@dataclass(frozen=True)
class Units:
    """What lies just below ``top``; the whole organisation where that is empty."""

    top: Path = ()

    def of(self, path: Path) -> str | None:
        """Return the name of the unit in which ``path`` lies; who works in ``top`` itself is there. None: elsewhere."""
        if path[: len(self.top)] != self.top or not path:
            return None
        return PATH_SEPARATOR.join(path[: len(self.top) + 1])

    def told(self, path: Path) -> str | None:
        """Return the same for who is told apart no further than ``path``: who is not told below ``top`` has none."""
        return self.of(path) if len(path) > len(self.top) else None


def looked_into(paths: Iterable[str], top: str | None) -> Units:
    """Return the units below ``top``; without one, below the last department in which all of ``paths`` lie."""
    if top is not None:
        return Units(path_of(top))
    known = [path_of(path) for path in paths]
    shared = tuple(
        parts[0] for parts in takewhile(lambda parts: len(set(parts)) == 1, zip(*known, strict=False))
    )
    deeper = any(len(path) > len(shared) for path in known)
    return Units(shared if deeper else shared[:-1])
