"""Whatever a stranger sends, the house answers it and never with a 500."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Request, request

from shared.web.auth import public

HEADERS: list[dict[str, str]] = [
    {"Accept": "*/*;q=nonsense, ,;;"},
    {"Accept-Language": "xx-YY-zz;q=9, \u00e9, ;q="},
    {"Accept-Encoding": "gzip;q=nan, *;q=0"},
    {"Cookie": "weerzien_8080=.\x01.; =; a=b=c; weerzien_8080=" + "x" * 5000},
    {"Authorization": "Bearer " + "a" * 9000},
    {"Host": "evil.example:99999"},
    {"Content-Type": "multipart/form-data", "Content-Length": "7"},
    {"Content-Type": "application/x-www-form-urlencoded; charset=nonsense"},
    {"Content-Type": "application/json; charset=utf-7"},
    {"If-None-Match": '"', "Range": "bytes=9-1"},
]
PATHS = [
    "/",
    "/trial/a/x",
    "/trial/form",
    "/trial/desk/x",
    "/trial/api/v1/x",
    "/%ff%fe",
    "/a\x00b",
    "//",
    "/static/x/%2e%2e",
]


@public
def echo() -> dict[str, Any]:
    found: Request = request
    return {"form": len(found.form), "files": len(found.files), "args": len(found.args)}


@pytest.mark.parametrize(
    "headers", HEADERS, ids=[next(iter(one)) + str(at) for at, one in enumerate(HEADERS)]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE", "BREW"])
def test_nonsense_is_answered_without_an_accident(browse: Any, method: str, headers: dict[str, str]) -> None:
    client = browse({f"{verb} {path}": echo for verb in ("GET", "POST") for path in PATHS[1:5]})
    for path in PATHS:
        for query in ("", "?lang=%ff&cursor=%00&lang=nl", "?" + "a=1&" * 1500):
            answer = client.open(path + query, method=method, headers=headers, data=b"a=\xff\x00&lang=%ff&b")
            assert answer.status_code < 500, (method, path, query[:20], answer.status_code)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--b",
        b"--b\r\n\r\n",
        b'--b\r\nContent-Disposition: form-data; name="\xff"\r\n\r\nx\r\n--b--',
        b"\x00" * 50,
    ],
)
def test_broken_parts_are_answered_without_an_accident(browse: Any, body: bytes) -> None:
    client = browse({"POST /trial/a/x": echo})
    answer = client.post("/trial/a/x", data=body, content_type="multipart/form-data; boundary=b")
    assert answer.status_code < 500
