"""The stylesheet and the script: held in memory, named by their content, kept by browsers for a year."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request

from shared.web.auth import public

OWN = Path(__file__).parent / "static"
SMALLEST = 600
_PACKABLE = ("text/", "application/json", "application/problem+json", "image/svg+xml", "text/javascript")
_LONGEST_FILE_NAME = 64


@dataclass(frozen=True)
class Asset:
    """One file as it is sent."""

    body: bytes
    packed: bytes
    type: str
    fingerprint: str


def load(folders: Iterable[Path]) -> dict[str, Asset]:
    """Return every file in ``folders`` by its name below the folder; a later folder has the last word."""
    found: dict[str, Asset] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file():
                found[path.relative_to(folder).as_posix()] = _asset(path)
    return found


def make_blueprint(assets: dict[str, Asset]) -> Blueprint:
    """Return ``/static/<fingerprint>/<name>``; another fingerprint gets today's file, to be asked for again."""
    blueprint = Blueprint("assets", __name__)

    @blueprint.get("/static/<fingerprint>/<path:name>")
    @public
    def static(fingerprint: str, name: str) -> Response:
        """Return a file of the look."""
        asset = assets.get(name) or abort(404)
        packed = _unpacks()
        response = Response(asset.packed if packed else asset.body, content_type=asset.type)
        if packed:
            response.content_encoding = "gzip"
        response.set_etag(asset.fingerprint + ("-gz" if packed else ""))
        response.vary.add("Accept-Encoding")
        fresh = fingerprint == asset.fingerprint
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if fresh else "no-cache"
        response.make_conditional(request)
        return response

    @blueprint.get("/favicon.ico")
    @public
    def favicon() -> Response:
        """Return the symbol to those who ask for it at the old place."""
        # A letter that is shown by itself has no origin, and a browser asks for the symbol of its window all the same.
        headers = {"Cross-Origin-Resource-Policy": "cross-origin"}
        return Response(assets["favicon.svg"].body, content_type="image/svg+xml", headers=headers)

    return blueprint


def install(app: Flask, folders: Iterable[Path]) -> None:
    """Serve the files of ``folders``, and send every page packed."""
    assets = load(folders)
    app.register_blueprint(make_blueprint(assets))

    def asset(name: str) -> str:
        return f"/static/{assets[name].fingerprint}/{name}"

    app.jinja_env.globals["asset"] = asset
    app.after_request(_pack)


def _asset(path: Path) -> Asset:
    body = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if kind.startswith("text/"):
        kind += "; charset=utf-8"
    return Asset(body, gzip.compress(body, 9, mtime=0), kind, hashlib.sha256(body).hexdigest()[:12])


def _unpacks() -> bool:
    return request.accept_encodings["gzip"] > 0


def _pack(response: Response) -> Response:
    if (
        response.direct_passthrough
        or response.is_streamed
        or response.content_encoding
        or not _unpacks()
        or not (response.mimetype or "").startswith(_PACKABLE)
    ):
        return response
    body = response.get_data()
    if len(body) < SMALLEST:
        return response
    memory = BytesIO()
    # A name of random length in the gzip header blurs the length, from which a token could be guessed (BREACH).
    noise = "x" * (1 + secrets.randbelow(_LONGEST_FILE_NAME))
    with gzip.GzipFile(filename=noise, mode="wb", compresslevel=5, fileobj=memory, mtime=0) as packer:
        packer.write(body)
    response.set_data(memory.getvalue())
    response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    return response
