"""Whether a webhook call truly comes from the provider: ECDSA over the timestamp and the raw bytes."""

import base64
import binascii
from datetime import datetime, timedelta
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key

SIGNATURE_HEADER = "X-Twilio-Email-Event-Webhook-Signature"
TIMESTAMP_HEADER = "X-Twilio-Email-Event-Webhook-Timestamp"


def verified(public_key: str, signature: str, timestamp: str, body: bytes) -> bool:
    """Say whether the provider signed exactly these bytes.

    The sendgrid package can do this for text only; here a body that is no UTF-8 is a refusal and not a crash.
    """
    key = _key(public_key)
    if key is None or not timestamp.isascii():
        return False
    try:
        key.verify(
            base64.b64decode(signature, validate=True),
            timestamp.encode() + body,
            ec.ECDSA(hashes.SHA256()),
        )
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def fresh(timestamp: str, now: datetime, tolerance: timedelta) -> bool:
    """Whether a signed call was signed about now, and is not an old one played again."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    return abs(now.timestamp() - int(timestamp)) <= tolerance.total_seconds()


@lru_cache(maxsize=4)
def _key(public_key: str) -> ec.EllipticCurvePublicKey | None:
    try:
        key = load_der_public_key(base64.b64decode("".join(public_key.split()), validate=True))
    except (ValueError, binascii.Error):
        return None
    return key if isinstance(key, ec.EllipticCurvePublicKey) else None
