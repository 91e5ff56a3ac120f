"""Pictures of newsletters: taken in, given out, and away when nothing shows them any more."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import UUID

from services.alumni import gateway
from services.alumni.domain.pictures import Picture, path_of
from services.alumni.errors.newsletters import PictureUnknown
from services.alumni.policy import PICTURE_KEPT
from services.alumni.store import pictures
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.ids import new_id

# Its row is written within the same request; after so long it never was.
_ON_ITS_WAY = timedelta(days=1)


def keep(tx: Tx, picture: Picture, *, by: UUID | None) -> str:
    """Keep a picture; return where it is."""
    picture_id = new_id()
    # Before the commit: a file without a row is swept, a row without its file would be a hole in a letter.
    gateway.keep(picture_id, picture.content, gateway.PICTURES)
    pictures.add(
        tx.conn,
        {"id": picture_id, "kind": picture.kind, "width": picture.width, "height": picture.height,
         "size": len(picture.content), "added_at": tx.now, "added_by": by},
    )  # fmt: skip
    return path_of(picture_id, picture.kind)


def read(tx: Tx, picture_id: UUID, kind: str) -> bytes:
    """Return what a picture is."""
    known = pictures.kind_of(tx.conn, picture_id)
    content = gateway.read(picture_id, gateway.PICTURES) if known == kind else None
    if content is None:
        raise PictureUnknown
    return content


def tidy(tx: Tx) -> int:
    """Take away what nothing shows any more, and files of which nobody knows; return how many."""
    old = pictures.unused(tx.conn, tx.now - PICTURE_KEPT)
    lost = gateway.lying_since(clock.wall() - _ON_ITS_WAY, gateway.PICTURES) - pictures.all_known(tx.conn)
    pictures.remove(tx.conn, old)
    for one in old | lost:
        tx.after_commit(partial(gateway.remove, one, gateway.PICTURES))
    return len(old | lost)
