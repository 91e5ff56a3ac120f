"""A seed gives the same ids, where the house draws them: who is looked at first, and when a letter leaves, follow them.

An import draws those of people and employments in PostgreSQL (``gen_random_uuid``): they differ from run to run, so a
run is alike, not the same.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from types import SimpleNamespace
from unittest.mock import patch
from uuid import UUID

from shared.kernel import ids

A_MILLISECOND = 1_000_000
# 5 January 2026: later than nothing that is there, and in order as ids are.
FIRST = 1_767_571_200_000 * A_MILLISECOND


@contextmanager
def same_ids(seed: int) -> Iterator[None]:
    """Let ``shared.kernel.ids`` draw from a source that begins alike for this seed."""
    luck, ticks = random.Random(f"ids {seed}"), count(FIRST, A_MILLISECOND)
    with (
        patch.object(ids, "os", SimpleNamespace(urandom=luck.randbytes)),
        patch.object(ids, "time", SimpleNamespace(time_ns=lambda: next(ticks))),
        patch.object(ids, "uuid4", lambda: UUID(int=luck.getrandbits(128), version=4)),
    ):
        yield
