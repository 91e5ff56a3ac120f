"""Who stands at the door, as far as the request tells: address, browser, and the cookie of a browser known before."""

import hashlib
import secrets

from flask import Response, request
from itsdangerous import BadData, URLSafeSerializer

from services.console import policy
from services.console.actions.login import Visitor, subject_of
from services.console.domain.browsers import label
from shared.kernel.settings import settings

MOST_ACCOUNTS = 8


def visitor(email: str = "") -> Visitor:
    """The visitor of this request; known where this browser logged in to the account of `email` before."""
    nonce, subjects = _known()
    known = bool(email) and subject_of(email)[:16] in subjects
    return Visitor(
        address=request.remote_addr or "",
        browser=label(request.user_agent.string),
        device=hashlib.sha256(nonce.encode()).hexdigest()[:32] if known else "",
    )


def remember(response: Response, email: str) -> Response:
    """Let this browser be known to the account of `email` from now on: guessing elsewhere does not lock it out."""
    nonce, subjects = _known()
    mine = subject_of(email)[:16]
    kept = [mine, *(one for one in subjects if one != mine)][:MOST_ACCOUNTS]
    response.set_cookie(
        _name(),
        str(_signer().dumps([nonce or secrets.token_urlsafe(16), *kept])),
        max_age=int(policy.DEVICE_KNOWN_FOR.total_seconds()),
        path="/console",
        httponly=True,
        samesite="Lax",
        secure=settings().base_url.startswith("https://"),
    )
    return response


def _known() -> tuple[str, list[str]]:
    try:
        nonce, *subjects = _signer().loads(request.cookies.get(_name(), ""))
    except (BadData, ValueError, TypeError):
        return "", []
    return str(nonce), [str(one) for one in subjects]


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key, salt="known browser")


def _name() -> str:
    return f"weerzien_known_{settings().port}"
