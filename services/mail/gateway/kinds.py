"""What every door has in common."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from types import TracebackType
from typing import Protocol, Self

from services.mail.domain.letters import Outcome, Outgoing
from services.mail.domain.names import tidy
from services.mail.policy import Load


class GatewayDown(Exception):
    """Nothing can leave now, whatever letter it is; the text is a code without personal data."""


class MailUrlError(Exception):
    """MAIL_URL cannot be read; one clear line."""


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who writes: name and address on the letter, and the secret that signs the return address."""

    name: str
    email: str
    secret_key: str

    @property
    def domain(self) -> str:
        """The part behind the @: ours."""
        return self.email.rpartition("@")[2]

    @classmethod
    def parse(cls, sender: str, secret_key: str) -> "Sender":
        """Read `Name <address>`."""
        name, email = parseaddr(sender)
        if "@" not in email:
            raise MailUrlError(f"WEERZIEN_SENDER is {sender!r}; write it as Name <address@example.org>")
        return cls(name=tidy(name), email=email, secret_key=secret_key)


class Gateway(Protocol):
    """Takes rendered letters and tells of each what became of it, in any order, one outcome a letter."""

    @property
    def load(self) -> Load:
        """How much to claim at once, over how many connections."""
        ...

    @property
    def gaps(self) -> str | None:
        """How a personal value is left out of a skeleton; None where each letter travels whole."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def deliver(self, letters: Sequence[Outgoing]) -> Iterator[Outcome]:
        """Hand letters over. Raises GatewayDown before the first word when nothing can leave at all."""
        ...
