"""What was counted over a whole table is kept until something in it moves.

The tables that a count rests on note each move in a small table of their schema, ``moved``: a row with a number drawn
by lot for each statement that changed something (triggers do, see ``exit_0013``). Rows are only added, so nobody waits
for anybody; and as each reader sees just the rows of what is done for it, their number and sum say which state of the
tables it looks at: what was counted in that state holds, to the unit, and in no other.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy import Connection, text

Found = TypeVar("Found")

# So many moves are read at each look before they are swept into one.
MOST_MOVES = 500


class Kept:
    """What this process counted last, for the tables that note their moves in ``{schema}.moved``."""

    def __init__(self, schema: str, size: int = 64) -> None:
        """``size`` is how many answers are kept."""
        self._size = size
        self._known: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()
        self._state = text(f"SELECT count(*), sum(lot) FROM {schema}.moved")  # noqa: S608  a name of ours
        # One new number stands for all that were swept: no state is ever named like an earlier one.
        self._sweep = text(
            f"WITH swept AS (DELETE FROM {schema}.moved) INSERT INTO {schema}.moved DEFAULT VALUES"  # noqa: S608  idem
        )

    def get(self, conn: Connection, what: Hashable, count: Callable[[], Found]) -> Found:
        """Return what ``count`` finds, or found before in the state that ``conn`` sees now.

        ``what`` names the question, with all that the answer depends on beside the tables.
        """
        moves, lots = conn.execute(self._state).one()
        if moves > MOST_MOVES:
            conn.execute(self._sweep)
        key = (moves, lots, what)
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                known: Found = self._known[key]
                return known
        found = count()
        with self._lock:
            self._known[key] = found
            while len(self._known) > self._size:
                self._known.popitem(last=False)
        return found
