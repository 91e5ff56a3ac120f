"""Nobody is, through others, above themselves."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def find_circles(above: Mapping[Node, Node]) -> list[list[Node]]:
    """Return every circle in ``above`` (person to manager), each once."""
    done: set[Node] = set()
    circles: list[list[Node]] = []
    for start in above:
        path: dict[Node, int] = {}
        node: Node | None = start
        while node is not None and node not in done and node not in path:
            path[node] = len(path)
            node = above.get(node)
        if node is not None and node in path:
            circles.append([member for member, place in path.items() if place >= path[node]])
        done.update(path)
    return circles
