from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from shared.kernel.settings import Settings, use
from shared.web.auth import public
from shared.web.headers import found_by_all, framed_letter, holds_frame


@public
def hello() -> str:
    return "hello"


@pytest.mark.parametrize(
    "path", ["/trial/page", "/nowhere", "/healthz", "/trial/api/v1/x", "/static/x/weerzien.css"]
)
def test_every_answer_carries_the_headers_whatever_it_says(browse: Any, path: str) -> None:
    headers = browse({"GET /trial/page": hello}).get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "Strict-Transport-Security" not in headers


def test_pages_are_not_kept_and_the_look_is(browse: Any) -> None:
    client = browse({"GET /trial/page": hello})
    assert client.get("/trial/page").headers["Cache-Control"] == "no-store"


def test_an_https_house_asks_for_https_for_good(browse: Any, chosen: Settings) -> None:
    with use(replace(chosen, base_url="https://weerzien.example.org")):
        headers = browse({"GET /trial/page": hello}).get("/trial/page").headers
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_a_letter_may_be_framed_by_us_alone_and_runs_nothing(browse: Any) -> None:
    client = browse(
        {"GET /inbox/1": public(holds_frame(hello)), "GET /inbox/1/html": public(framed_letter(hello))}
    )
    page = client.get("/inbox/1").headers["Content-Security-Policy"]
    assert "frame-src 'self'" in page
    letter = client.get("/inbox/1/html").headers
    assert letter["Content-Security-Policy"].startswith("sandbox")
    assert "script-src" not in letter["Content-Security-Policy"]
    assert "allow-scripts" not in letter["Content-Security-Policy"]
    assert letter["X-Frame-Options"] == "SAMEORIGIN"


PERSON = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (compatible; bingbot/2.0) Chrome/116.0.0.0 Safari/537.36",
        "ia_archiver (+http://www.alexa.com)",
        "curl/8.5",
        "",
    ],
)
def test_no_page_goes_into_an_index_but_those_for_whoever_looks_for_them(browse: Any, agent: str) -> None:
    client = browse({"GET /trial/a/x": hello, "GET /trial/jobs": public(found_by_all(hello))})
    said = {"User-Agent": agent}
    assert client.get("/trial/a/x", headers=said).headers["X-Robots-Tag"] == "noindex, nofollow"
    assert client.get("/nowhere", headers=said).headers["X-Robots-Tag"] == "noindex, nofollow"
    assert client.get("/trial/jobs", headers=said).headers["X-Robots-Tag"] == "all"


def test_a_browser_with_somebody_before_it_is_told_nothing_about_indexes(browse: Any) -> None:
    headers = browse({"GET /trial/a/x": hello}).get("/trial/a/x", headers={"User-Agent": PERSON}).headers
    assert "X-Robots-Tag" not in headers
