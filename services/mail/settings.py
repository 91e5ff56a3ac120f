"""What only the catcher asks of the environment."""

import os
from dataclasses import dataclass

from shared.kernel.settings import SettingsError


@dataclass(frozen=True, kw_only=True)
class CatcherSettings:
    """Where the catcher listens; port 0 means any free one."""

    host: str
    port: int


def catcher_settings() -> CatcherSettings:
    """Read WEERZIEN_CATCHER_HOST and WEERZIEN_CATCHER_PORT."""
    raw = os.environ.get("WEERZIEN_CATCHER_PORT", "").strip() or "0"
    if not raw.isascii() or not raw.isdigit() or int(raw) > 65535:
        message = f"WEERZIEN_CATCHER_PORT is {raw!r}; write a whole number from 0 to 65535"
        raise SettingsError(message)
    return CatcherSettings(
        host=os.environ.get("WEERZIEN_CATCHER_HOST", "").strip() or "127.0.0.1", port=int(raw)
    )
