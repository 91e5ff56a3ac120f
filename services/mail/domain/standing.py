"""Links that stay: written into a letter when it leaves, stored nowhere (shared/invitation/standing)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from shared.invitation.link import address
from shared.invitation.standing import Standing, standing_token

FIELD = "standing"


def links(params: Mapping[str, Any]) -> dict[str, str]:
    """Return the reader's own page and the way out, where a letter says whose they are."""
    known = params.get(FIELD)
    if not known:
        return {}
    service = str(known["service"])
    token = standing_token(service, Standing(UUID(str(known["subject"])), int(known["number"])))
    return {
        "own_base": address(service, token),
        "own_link": address(service, token, "me"),
        "leave_link": address(service, token, "leave"),
    }


def headers(params: Mapping[str, Any], ways: Mapping[str, str]) -> dict[str, str]:
    """Return the headers by which a mail program stops such letters in one step (RFC 2369, RFC 8058)."""
    about, out = params.get("about"), ways.get("leave_link")
    if not about or not out:
        return {}
    return {
        "List-Unsubscribe": f"<{out}?about={about}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
