"""Fixtures for everybody: the servers once a test process, a house for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.house import House, Servers, make_house, running_servers

# Others may be busy on this machine: how fast an example is made or tried says nothing about us.
hypothesis_settings.register_profile(
    "unhurried", hypothesis_settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("unhurried")
DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """PostgreSQL and Redis, real ones, for this test process."""
    with running_servers(tmp_path_factory.mktemp("servers")) as running:
        yield running


@pytest.fixture
def house(servers: Servers, tmp_path: Path) -> Iterator[House]:
    """A whole house with an empty database, on a Monday morning."""
    with make_house(servers, tmp_path / "home") as made:
        yield made


@pytest.fixture
def data() -> Path:
    """The folder of real data beside the checkout; skips, saying so, where it is absent."""
    if not DATA.is_dir():
        pytest.skip(f"no real data at {DATA}")
    return DATA
