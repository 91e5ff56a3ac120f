"""A house that was lived in before plans needed contracts, places and leave goes on with all its people."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from infra import migrate as migrating
from shared.db.engine import driver_url
from tests.house import SECRET, Servers

PEOPLE = """
    INSERT INTO people.department (id, parent_id, name, path) VALUES
        ('00000000-0000-0000-0000-00000000000a', NULL, 'Zorg', 'Zorg'),
        ('00000000-0000-0000-0000-00000000000b', '00000000-0000-0000-0000-00000000000a', 'Noord', 'Zorg > Noord');
    INSERT INTO people.person (id, given_name, country, created_at, changed_at) VALUES
        ('00000000-0000-0000-0000-000000000001', 'Jan', 'NL', now(), now()),
        ('00000000-0000-0000-0000-000000000002', 'An', NULL, now(), now());
    INSERT INTO people.spell (id, person_id, no, latest, state, hire_date, last_day, leave_by, department_id) VALUES
        ('00000000-0000-0000-0000-000000000011', '00000000-0000-0000-0000-000000000001', 1, true, 'leaving',
         '2020-02-01', '2026-12-31', 'desk', '00000000-0000-0000-0000-00000000000b'),
        ('00000000-0000-0000-0000-000000000012', '00000000-0000-0000-0000-000000000002', 1, true, 'active',
         '2020-02-01', NULL, NULL, NULL);
    SELECT eventlog.append(jsonb_build_array(jsonb_build_array('people.leaving_announced.v1',
        '00000000-0000-0000-0000-000000000001',
        jsonb_build_object('spell_id', '00000000-0000-0000-0000-000000000011'))), '2026-02-20T09:00:00Z');
"""


@pytest.fixture
def before(servers: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A database as it was before, with people in it; and what brings it up to date."""
    old = tmp_path / "migrations"
    old.mkdir()
    for part in migrating.PARTS:
        if part.schema == "people":
            for number in ("0001", "0002", "0003"):
                (found,) = part.folder.glob(f"{number}_*.py")
                shutil.copy(found, old)
    name = f"before_{secrets.token_hex(6)}"
    servers._admin(f"CREATE DATABASE {name}")
    url = driver_url(servers.admin_url).set(database=name)
    address = url.render_as_string(hide_password=False)
    parts = tuple(replace(one, folder=old) if one.schema == "people" else one for one in migrating.PARTS)
    engine = create_engine(url)
    try:
        with monkeypatch.context() as then:
            then.setattr(
                migrating,
                "PARTS",
                tuple(one for one in parts if one.schema in {"eventlog", "console", "people", "mail"}),
            )
            then.setattr(migrating, "_grant_what_is_shared", lambda _conn: None)
            migrating.migrate(address, SECRET)
        with engine.begin() as conn:
            conn.execute(text(PEOPLE))
        yield engine, address
    finally:
        engine.dispose()
        servers._admin(f"DROP DATABASE {name} WITH (FORCE)")


def test_lines_of_departments_and_days_of_leavings_are_filled_in(before: Any) -> None:
    engine, address = before
    migrating.migrate(address, SECRET)
    with engine.connect() as conn:
        rows = conn.execute(text("SELECT * FROM people.career_v1 ORDER BY spell_id")).all()
    jan, an = rows
    assert [str(one)[-1] for one in jan.department_ids] == ["a", "b"]
    assert (str(jan.known_leaving_on), jan.country) == ("2026-02-20", "NL")
    assert (an.department_ids, an.known_leaving_on, an.contract, an.place) == ([], None, None, None)
