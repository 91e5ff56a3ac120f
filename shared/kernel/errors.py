"""What can go wrong, said once: each error knows its code, its status and its words.

``text`` is the Dutch sentence, with ``%(name)s`` places; it is the message id that the edge translates.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar


class DomainError(Exception):
    """Base of everything that the house refuses for a reason a person can understand."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad_request"
    text: ClassVar[str] = "Dit verzoek begrijpen we niet."

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.text % params if params else self.text)


class NotFound(DomainError):
    """It is not here, or not for you."""

    status = 404
    code = "not_found"
    text = "Dit hebben we niet gevonden."


class Forbidden(DomainError):
    """You may not."""

    status = 403
    code = "forbidden"
    text = "Dit is niet voor jou bedoeld."


class Conflict(DomainError):
    """It does not fit with what is there."""

    status = 409
    code = "conflict"
    text = "Dit past niet bij wat er al staat."


class Gone(DomainError):
    """It was here once."""

    status = 410
    code = "gone"
    text = "Dit is er niet meer."


class TooMany(DomainError):
    """Too much at once."""

    status = 429
    code = "too_many"
    text = "Dit ging te snel achter elkaar. Probeer het over een minuut opnieuw."


class Unavailable(DomainError):
    """Something we lean on does not answer."""

    status = 503
    code = "unavailable"
    text = "Dit lukt nu even niet. Probeer het over een minuut opnieuw."


class Invalid(DomainError):
    """What came in is not right; ``fields`` says where, in sentences."""

    status = 422
    code = "invalid"
    text = "Niet alles is goed ingevuld."

    def __init__(self, fields: Mapping[str, list[str]] | None = None, **params: object) -> None:
        super().__init__(**params)
        self.fields: dict[str, list[str]] = dict(fields or {})
