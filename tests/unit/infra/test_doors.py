"""The same doors in the small house, at the gateway and in the containers."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from infra import migrate, web
from shared.queue.names import QUEUES

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> web.Application:
    """A house whose services say their own name and the path that they saw."""

    def module(name: str) -> SimpleNamespace:
        def app(environ: dict[str, Any], _start: web.StartResponse) -> Iterable[bytes]:
            return [f"{name.split('.')[1]} {environ['PATH_INFO']}".encode()]

        return SimpleNamespace(create_app=lambda: app)

    monkeypatch.setattr(web, "import_module", module)
    return web.house()


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/people/desk/", "people"),
        ("/people", "people"),
        ("/journey/api/v1/touchpoints", "journey"),
        ("/onboarding/a/token", "onboarding"),
        ("/stay/a/token", "stay_interviews"),
        ("/exit/a/token", "exit_interviews"),
        ("/inbox/7", "mail"),
        ("/mail/api/v1/webhooks/sendgrid", "mail"),
        ("/console/login", "console"),
        ("/", "console"),
        ("", "console"),
        ("/static/weerzien.css", "console"),
        ("/healthz", "console"),
        ("/peoples/desk", "console"),
        ("//people/desk", "people"),
        ("/People", "console"),
    ],
)
def test_the_first_part_of_the_path_chooses_and_the_path_is_handed_on_whole(
    house: web.Application, path: str, service: str
) -> None:
    said = b"".join(house({"PATH_INFO": path}, lambda *_: None)).decode()
    assert said == f"{service} {path}"


def test_an_unknown_service_is_no_door() -> None:
    with pytest.raises(SystemExit, match="there is no service 'peple'"):
        web.alone("peple")


def test_the_gateway_knows_the_same_doors() -> None:
    lines = (ROOT / "infra/gateway/nginx.conf").read_text()
    doors = dict(re.findall(r"~\^/(\w+)\(/\|\$\) (\w+);", lines))
    assert doors == web.DOORS
    assert f"default {web.FRONT};" in lines


def test_every_service_has_a_web_and_every_queue_a_worker_in_the_containers() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    commands = [tuple(service["command"]) for service in services.values() if "build" in service]
    assert {name for door, *rest in commands if door == "web" for name in rest} == set(web.SERVICES)
    assert {name for door, *rest in commands if door == "worker" for name in rest} == set(QUEUES)
    assert [door for door, *_ in commands].count("clock") == 1


def test_every_container_runs_with_the_least_rights() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    for name, service in services.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["user"].split(":")[0] != "0", name
        assert "healthcheck" in service, name
        assert "privileged" not in service, name


def test_only_the_gateway_can_be_reached_and_only_from_this_machine() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    ports = {name: service["ports"] for name, service in services.items() if "ports" in service}
    assert list(ports) == ["gateway"]
    assert all(port.startswith("127.0.0.1:") for port in ports["gateway"])


def test_the_database_owners_password_goes_to_the_migration_alone() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    told = {
        name for name, service in services.items() if "POSTGRES_PASSWORD" in str(service.get("environment"))
    }
    assert told == {"postgres", "migrate"}


@pytest.mark.parametrize("arguments", [[], ["web"], ["web", "clock"], ["worker", "'; ls"], ["shell"]])
def test_the_entrypoint_refuses_what_is_no_door(arguments: list[str]) -> None:
    command = ["sh", "infra/entrypoint.sh", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 64
    assert done.stderr.startswith("weerzien: ")


def test_every_service_with_a_queue_has_a_role_in_the_database() -> None:
    assert set(QUEUES) <= set(migrate.SERVICES)
    assert set(web.SERVICES) <= set(migrate.SERVICES)
