"""Let HR in for the first time, after every migration: ``python -m infra.first``. Repeated, it does nothing."""

from __future__ import annotations

import sys

from services.console.jobs import ensure_first_account
from shared.kernel.settings import SettingsError


def main() -> int:
    """Make the account that WEERZIEN_ADMIN_EMAIL and WEERZIEN_ADMIN_PASSWORD name, where HR has none."""
    try:
        if ensure_first_account():
            print("the first account of HR is made")
    except SettingsError as error:
        print(f"weerzien: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
