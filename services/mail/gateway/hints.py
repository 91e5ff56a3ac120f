"""How long a provider asks us to wait."""

from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime

from services.mail.policy import LONGEST_HINT

_EPOCH_RATHER_THAN_PAUSE = 1_000_000_000


def asked_pause(headers: Mapping[str, str] | None) -> timedelta | None:
    """The pause that Retry-After or X-RateLimit-Reset asks for; None when neither says anything sensible.

    An instant is compared with the answer's own Date: it is the provider's clock, whatever ours may say.
    """
    if not headers:
        return None
    then = _instant(headers.get("Date", ""))
    for seconds in (
        _retry_after(headers.get("Retry-After", ""), then),
        _reset(headers.get("X-RateLimit-Reset", ""), then),
    ):
        if seconds is not None:
            return timedelta(seconds=min(max(1.0, seconds), LONGEST_HINT.total_seconds()))
    return None


def _retry_after(value: str, then: float | None) -> float | None:
    if _is_number(value):
        return float(value)
    moment = _instant(value)
    return moment - then if moment is not None and then is not None else None


def _reset(value: str, then: float | None) -> float | None:
    if not _is_number(value):
        return None
    moment = float(value)
    if moment < _EPOCH_RATHER_THAN_PAUSE:
        return moment
    return moment - then if then is not None else None


def _is_number(value: str) -> bool:
    return value.strip().isascii() and value.strip().isdigit()


def _instant(value: str) -> float | None:
    try:
        return parsedate_to_datetime(value).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None
