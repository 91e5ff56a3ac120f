from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.asked import Asked, asked_in
from tests.house import House


@pytest.fixture
def asked(house: House) -> Iterator[Asked]:
    with asked_in(house) as made:
        yield made
