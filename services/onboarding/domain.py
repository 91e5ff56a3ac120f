"""Signals: what stands out in a group of newcomers, never about a person. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shared.disclosure.figures import NOBODY, Figure

EXPECTATION, SILENCE, WORKPLACE = "expectation", "silence", "workplace"
KINDS = (EXPECTATION, SILENCE, WORKPLACE)
NEW, SEEN, BACK = "new", "seen", "back"

Path = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What stands out: ``told`` of so many ``people`` of a department (all of it) or a place.

    ``subject`` is the question or the moment that it is about.
    """

    kind: str
    subject: str
    path: Path = ()
    place: str = ""
    people: int
    told: int

    @property
    def share(self) -> float:
        """Return which share it is true of."""
        return self.told / self.people


def standing_out(nodes: Mapping[Path, Figure], *, value: str, share: float) -> dict[Path, Figure]:
    """Return the departments that stand out by how often ``value`` was said, as deep in the tree as can be told.

    One that lies above others that stand out does so itself only where it still would without them.
    """
    found: dict[Path, Figure] = {}
    for path in sorted(nodes, key=lambda one: (-len(one), one)):
        inside = [nodes[one] for one in _topmost(found, path)]
        people = nodes[path].people - sum(one.people for one in inside)
        told = nodes[path].tally.get(value, 0) - sum(one.tally.get(value, 0) for one in inside)
        if people > 0 and told >= share * people:
            found[path] = nodes[path]
    return found


def _topmost(found: Iterable[Path], above: Path) -> list[Path]:
    below = [one for one in found if one[: len(above)] == above and one != above]
    return [one for one in below if not any(one != other and one[: len(other)] == other for other in below)]


def added_up(parts: Iterable[tuple[Path, Figure]]) -> dict[Path, Figure]:
    """Return the figure of each department with all that lies below it."""
    found: dict[Path, Figure] = {}
    for path, figure in parts:
        for depth in range(len(path) + 1):
            found[path[:depth]] = found.get(path[:depth], NOBODY) + figure
    return found


def comes_back(
    now: Finding, *, seen_share: float, seen_on: date, today: date, worse_by: float, lasts: timedelta
) -> bool:
    """Whether what HR has seen is to be looked at again: it is worse, or it is about other people by now."""
    return now.share >= seen_share + worse_by or today - seen_on > lasts
