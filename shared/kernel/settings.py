"""The environment, read once in one place."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

DEFAULT_PORT = 8080
_YES = {"1", "yes", "true", "on"}
_NO = {"", "0", "no", "none", "false", "off"}


class SettingsError(Exception):
    """A variable of the environment cannot be read; the message names it and says how to mend it."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the house is told from outside. Secrets do not show in its ``repr``."""

    home: Path
    port: int
    base_url: str
    secret_key: str = field(repr=False)
    sample: bool
    time_travel: bool
    admin_email: str
    admin_password: str = field(repr=False)
    api_token: str = field(repr=False)
    database_url: str = field(repr=False)
    redis_url: str = field(repr=False)
    mail_url: str = field(repr=False)
    sendgrid_api_key: str = field(repr=False)
    sendgrid_api_host: str
    sendgrid_webhook_public_key: str
    organisation: str
    sender: str
    zone: str
    language: str
    country: str | None
    trusted_proxies: int
    # How many people an outcome speaks of at least; the house never goes below the numbers here.
    minimum_group: int = 5
    minimum_words: int = 10

    def country_of(self, country: str | None, zone: str | None) -> str | None:
        """Return in which country somebody works: their own; the organisation's for who has none and is in its zone."""
        return country or (self.country if not zone or zone == self.zone else None)


# Whose public holidays an organisation keeps that says no more than in which zone it is.
COUNTRY_OF_ZONE = {"Europe/Amsterdam": "NL", "Europe/Brussels": "BE"}


def read(environ: Mapping[str, str]) -> Settings:
    """Read all settings from ``environ``; raise SettingsError with one clear line where one is wrong."""
    port = _number(environ, "WEERZIEN_PORT", DEFAULT_PORT, highest=65535)
    zone = environ.get("WEERZIEN_ZONE") or "Europe/Amsterdam"
    group = _number(environ, "WEERZIEN_MINIMUM_GROUP", 5, lowest=5, highest=1000)
    return Settings(
        home=Path(environ.get("WEERZIEN_HOME") or ".weerzien").expanduser().absolute(),
        port=port,
        base_url=_url(environ, "WEERZIEN_BASE_URL", f"http://127.0.0.1:{port}"),
        secret_key=environ.get("WEERZIEN_SECRET_KEY", ""),
        sample=_choice(environ, "WEERZIEN_SAMPLE", default=True),
        time_travel=_choice(environ, "WEERZIEN_TIME_TRAVEL", default=False),
        admin_email=environ.get("WEERZIEN_ADMIN_EMAIL", ""),
        admin_password=environ.get("WEERZIEN_ADMIN_PASSWORD", ""),
        api_token=environ.get("WEERZIEN_API_TOKEN", ""),
        database_url=environ.get("DATABASE_URL", ""),
        redis_url=environ.get("REDIS_URL", ""),
        mail_url=environ.get("MAIL_URL") or "inbox:",
        sendgrid_api_key=environ.get("SENDGRID_API_KEY", ""),
        sendgrid_api_host=environ.get("SENDGRID_API_HOST", ""),
        sendgrid_webhook_public_key=environ.get("SENDGRID_WEBHOOK_PUBLIC_KEY", ""),
        organisation=environ.get("WEERZIEN_ORGANISATION") or "Weerzien",
        sender=environ.get("WEERZIEN_SENDER") or "Weerzien <hr@weerzien.example>",
        zone=zone,
        language=_language(environ),
        country=_country(environ, zone),
        trusted_proxies=_number(environ, "WEERZIEN_TRUSTED_PROXIES", 0, lowest=0, highest=5),
        minimum_group=group,
        minimum_words=_number(
            environ, "WEERZIEN_MINIMUM_WORDS", max(10, group), lowest=max(10, group), highest=1000
        ),
    )


_current: Settings | None = None


def settings() -> Settings:
    """Return the settings of this process, read from the environment on first use."""
    global _current  # noqa: PLW0603  one process, one set of settings
    if _current is None:
        _current = read(os.environ)
    return _current


@contextmanager
def use(chosen: Settings) -> Iterator[Settings]:
    """Let this process run under ``chosen`` for a while (tests, the sample, the house's own start)."""
    global _current  # noqa: PLW0603
    before, _current = _current, chosen
    try:
        yield chosen
    finally:
        _current = before


def _number(environ: Mapping[str, str], name: str, default: int, *, lowest: int = 1, highest: int) -> int:
    raw = environ.get(name, "").strip()
    if not raw:
        return default
    if not raw.isascii() or not raw.isdigit() or not lowest <= int(raw) <= highest:
        message = f"{name} is {raw!r}; write a whole number from {lowest} to {highest}"
        raise SettingsError(message)
    return int(raw)


def _choice(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    if name not in environ:
        return default
    raw = environ[name].strip().lower()
    if raw in _YES:
        return True
    if raw in _NO:
        return False
    message = f"{name} is {raw!r}; write yes or none"
    raise SettingsError(message)


def _url(environ: Mapping[str, str], name: str, default: str) -> str:
    raw = (environ.get(name) or default).rstrip("/")
    if not raw.startswith(("http://", "https://")):
        message = f"{name} is {raw!r}; write a full address such as https://weerzien.example.org"
        raise SettingsError(message)
    return raw


def _country(environ: Mapping[str, str], zone: str) -> str | None:
    raw = environ.get("WEERZIEN_COUNTRY", "").strip().upper()
    if raw and not (raw.isascii() and raw.isalpha() and len(raw) == 2):
        message = f"WEERZIEN_COUNTRY is {raw!r}; write two letters such as NL or BE"
        raise SettingsError(message)
    return raw or COUNTRY_OF_ZONE.get(zone)


def _language(environ: Mapping[str, str]) -> str:
    raw = environ.get("WEERZIEN_LANGUAGE") or "nl"
    if raw not in {"nl", "en", "fr"}:
        message = f"WEERZIEN_LANGUAGE is {raw!r}; write nl, en or fr"
        raise SettingsError(message)
    return raw
