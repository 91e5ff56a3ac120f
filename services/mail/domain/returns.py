"""What came back about a letter, from whichever door, in one vocabulary."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

ReturnKind = Literal["accepted", "delivered", "hard", "soft", "delayed", "complaint"]

# Permanent, but not because the address is wrong: full, too large, or somebody's policy about us.
_NOT_THE_ADDRESS = ("5.7.", "5.2.2", "5.2.3", "5.3.", "5.1.7", "5.1.8", "5.4.5", "5.6.")


@dataclass(frozen=True, kw_only=True)
class Return:
    """One word about one letter. `event_id` makes it the same word when it is said twice."""

    letter_id: UUID
    kind: ReturnKind
    event_id: str
    at: datetime
    status: str | None = None

    @property
    def blames_address(self) -> bool:
        """Whether nothing more should go to this address."""
        return self.kind == "hard" and not (self.status or "").startswith(_NOT_THE_ADDRESS)
