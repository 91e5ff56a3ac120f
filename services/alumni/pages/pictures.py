"""The pictures of newsletters, for whoever reads one: an image, and never anything else."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response

from services.alumni.actions import pictures
from services.alumni.domain.pictures import KINDS
from services.alumni.errors.newsletters import PictureUnknown
from shared.eventlog.unit import Transactions
from shared.web.auth import public

_YEAR = 31_536_000


def register(front: Blueprint, transaction: Transactions) -> None:
    """Add the way to a picture."""

    @front.get("/pictures/<uuid:picture_id>.<kind>")
    @public
    def picture(picture_id: UUID, kind: str) -> Response:
        """Give a picture that a newsletter shows; it never changes."""
        if kind not in KINDS:
            raise PictureUnknown
        with transaction() as tx:
            content = pictures.read(tx, picture_id, kind)
        return Response(
            content,
            mimetype=KINDS[kind],
            headers={
                "Content-Security-Policy": "default-src 'none'; sandbox",
                # Mail programs show it on pages that are not ours.
                "Cross-Origin-Resource-Policy": "cross-origin",
                "Cache-Control": f"public, max-age={_YEAR}, immutable",
            },
        )
