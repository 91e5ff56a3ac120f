"""A page behind a link that goes out, or goes out again because what was sent could not be taken."""

from __future__ import annotations

from flask import Response, make_response

FORBIDDEN, UNPROCESSABLE = 403, 422


def told(page: str, *, wrong: object = None, too_old: bool = False) -> Response:
    """Return ``page``; 403 where the one that was sent was too old, 422 where something else is ``wrong`` with it."""
    response = make_response(page)
    if too_old or wrong:
        response.status_code = FORBIDDEN if too_old else UNPROCESSABLE
    return response
