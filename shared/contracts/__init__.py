"""The published facts of every service, one page each; exit has a second one for its conversations."""

from shared.contracts import (
    alumni,
    console,
    exit,  # noqa: A004  a service is called so
    exit_talk,
    insights,
    journey,
    mail,
    onboarding,
    people,
    stay,
)

__all__ = [
    "alumni",
    "console",
    "exit",
    "exit_talk",
    "insights",
    "journey",
    "mail",
    "onboarding",
    "people",
    "stay",
]
