"""Years that are over and are counted otherwise than before: said wherever their figures stand."""

from __future__ import annotations

from collections.abc import Iterable

from services.insights import policy
from services.insights.actions import noting
from services.insights.desk import lately_words
from services.insights.desk.asked import Asked
from shared.db.transaction import Tx


def sentences(tx: Tx, what: Asked, years: Iterable[int]) -> list[str]:
    """Say which of these years changed lately: of the whole alone, for that is what is noted, where it may be seen."""
    if what.scope.within is not None:
        return []
    seen = [
        one
        for one in noting.moved(tx, list(years))
        if what.scope.every_size or one.smallest >= policy.SMALLEST_GROUP
    ]
    return [lately_words.moved(one) for one in seen]
