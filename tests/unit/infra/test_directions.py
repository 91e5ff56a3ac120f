"""What the house says when it is ready: where to look, and no secret that somebody else gave."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.local import House
from infra.place import claim_home
from shared.kernel.settings import read


def directions(home: Path, **environ: str) -> str:
    claim = claim_home(home)
    house = House(read({"WEERZIEN_HOME": str(home), **environ}), claim, 0)
    house.environ = house._environment()
    try:
        return house.directions()
    finally:
        claim.leave()
        claim.lock.close()


def test_what_the_house_made_itself_is_printed(tmp_path: Path) -> None:
    said = directions(tmp_path / "home")
    assert (tmp_path / "home" / "hr.password").read_text().strip() in said
    assert (tmp_path / "home" / "api.token").read_text().strip() in said
    assert "hr@weerzien.example" in said


@pytest.mark.parametrize(
    ("name", "secret", "kept"),
    [
        ("WEERZIEN_ADMIN_PASSWORD", "a-password-of-ours", "hr.password"),
        ("WEERZIEN_API_TOKEN", "t" * 43, "api.token"),
    ],
)
def test_what_was_given_is_named_and_never_printed(tmp_path: Path, name: str, secret: str, kept: str) -> None:
    said = directions(tmp_path / "home", **{name: secret})
    assert secret not in said
    assert f"in {name}" in said
    assert not (tmp_path / "home" / kept).exists()
