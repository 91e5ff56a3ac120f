"""Whatever people read is there in English and French too."""

from __future__ import annotations

import pytest

from shared.web.catalogs import missing_translations
from tests.architecture.services import ROOT

# Words of rooms without pages are translated beside the pages that show them.
BESIDE = {"shared/web": ("shared/kernel",), "services/console": ("services/clock",)}
PLACES = sorted(
    (
        {path.parent.relative_to(ROOT).as_posix() for path in ROOT.glob("services/*/__init__.py")}
        | {"shared/web", "shared/questionnaire", "shared/invitation", "shared/asking"}
    )
    - {"services/clock"}
)


@pytest.mark.parametrize("place", PLACES)
def test_every_text_is_translated(place: str) -> None:
    beside = tuple(ROOT / other for other in BESIDE.get(place, ()))
    assert missing_translations(ROOT / place, texts_in=beside) == []
