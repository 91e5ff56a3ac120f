from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import structlog.testing

from shared.web import metrics
from shared.web.auth import public
from shared.web.health import heads
from shared.web.logs import mask
from shared.web.metrics import begin_afresh


def test_the_process_answers_even_when_nothing_else_does(browse: Any) -> None:
    client = browse()
    assert client.get("/healthz").json == {"status": "ok", "service": "trial"}
    ready = client.get("/readyz")
    assert ready.status_code == 503
    assert ready.json["reasons"]["database"].startswith("does not answer")


def test_the_newest_revision_is_read_from_the_files(tmp_path: Path) -> None:
    (tmp_path / "0001_a.py").write_text('revision = "trial_0001"\ndown_revision = None\n', encoding="utf-8")
    (tmp_path / "0002_b.py").write_text(
        'revision: str = "trial_0002"\ndown_revision: str | None = "trial_0001"\n', encoding="utf-8"
    )
    assert heads((tmp_path, tmp_path / "absent")) == {"trial_0002"}


def test_requests_are_counted_by_route_and_never_by_address(browse: Any) -> None:
    client = browse({"GET /trial/a/<token>": lambda token: token})
    client.get("/trial/a/s3cret?q=jan@voorbeeld.example")
    client.get("/not/s3cret/either")
    client.open("/trial/a/x", method="INVENTED")
    counted = client.get("/metrics").text
    assert 'route="/trial/a/<token>"' in counted
    assert "weerzien_request_seconds_bucket" in counted
    assert "s3cret" not in counted
    assert "INVENTED" not in counted


def test_counts_of_the_dead_are_dropped_when_the_house_starts(tmp_path: Path) -> None:
    (tmp_path / "metrics").mkdir()
    (tmp_path / "metrics" / "counter_1.db").write_bytes(b"")
    begin_afresh(tmp_path)
    begin_afresh(tmp_path / "absent")
    assert list((tmp_path / "metrics").iterdir()) == []


def test_a_request_leaves_one_line_without_anything_personal(browse: Any) -> None:
    client = browse({"GET /trial/a/<token>": lambda token: token, "GET /trial/page": public(lambda: "x")})
    with structlog.testing.capture_logs() as lines:
        answer = client.get("/trial/a/s3cret?name=Jan", headers={"User-Agent": "Jan's phone"})
    assert [line["event"] for line in lines] == ["request"]
    assert lines[0]["request_id"] == answer.headers["X-Request-ID"]
    for secret in ("s3cret", "Jan", "127.0.0.1"):
        assert secret not in json.dumps(lines)


def test_health_is_asked_too_often_to_be_noted(browse: Any) -> None:
    with structlog.testing.capture_logs() as lines:
        browse().get("/healthz")
    assert lines == []


def test_tokens_and_addresses_are_struck_out() -> None:
    assert mask("GET /onboarding/a/abc-123/answer for jan@x.example") == "GET /onboarding/a/…/answer for …@…"
    assert mask("nothing to hide") == "nothing to hide"


def test_a_folder_that_cannot_be_written_does_not_stop_the_counting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("a file, not a folder", encoding="utf-8")
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path / "taken"))
    assert metrics._folder().is_dir()
