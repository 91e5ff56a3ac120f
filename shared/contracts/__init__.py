"""The published facts of every service, one page each."""

from shared.contracts import (
    alumni,
    console,
    exit,  # noqa: A004  a service is called so
    insights,
    journey,
    mail,
    onboarding,
    people,
    stay,
)

__all__ = ["alumni", "console", "exit", "insights", "journey", "mail", "onboarding", "people", "stay"]
