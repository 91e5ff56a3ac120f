from __future__ import annotations

import gzip
import re
from typing import Any

from flask import render_template_string

from shared.web.auth import public

PAGE = '{% extends "layout/answer.html" %}{% block heading %}Hoi{% endblock %}'


@public
def page() -> str:
    return render_template_string(PAGE)


def test_the_stylesheet_is_named_by_its_content_and_kept_for_a_year(browse: Any) -> None:
    client = browse({"GET /trial/a/x": page})
    address = re.search(r'href="(/static/\w+/weerzien\.css)"', client.get("/trial/a/x").text)
    assert address is not None
    answer = client.get(address[1])
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.get(address[1], headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_yesterday_s_page_still_gets_a_stylesheet_but_does_not_keep_it(browse: Any) -> None:
    answer = browse().get("/static/0123456789ab/weerzien.css")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


def test_only_what_is_in_the_folder_is_served(browse: Any) -> None:
    client = browse()
    for name in ("../factory.py", "..%2ffactory.py", "nothing.css", "/etc/passwd", "%00"):
        assert client.get(f"/static/x/{name}", follow_redirects=True).status_code == 404


def test_pages_are_packed_for_who_can_unpack_them(browse: Any) -> None:
    client = browse({"GET /trial/a/x": page})
    packed = client.get("/trial/a/x", headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Hoi" in gzip.decompress(packed.data).decode()
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    for refusing in ("", "br", "gzip;q=0"):
        plain = client.get("/trial/a/x", headers={"Accept-Encoding": refusing})
        assert "Content-Encoding" not in plain.headers


def test_the_length_of_a_packed_page_tells_nothing_exactly(browse: Any) -> None:
    client = browse({"GET /trial/a/x": page})
    lengths = {len(client.get("/trial/a/x", headers={"Accept-Encoding": "gzip"}).data) for _ in range(30)}
    assert len(lengths) > 5


def test_a_page_with_all_its_parts_weighs_at_most_thirty_kilobytes(browse: Any) -> None:
    client = browse({"GET /trial/a/x": page})
    packs = {"Accept-Encoding": "gzip"}
    text = client.get("/trial/a/x").text
    parts = ["/trial/a/x", *re.findall(r'(?:href|src)="(/static/[^"]+)"', text)]
    assert len(parts) == 4
    assert sum(len(client.get(part, headers=packs).data) for part in parts) <= 30_000
