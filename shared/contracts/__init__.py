"""The published facts of every service, one page each."""

from shared.contracts import console, exit, insights, journey, mail, onboarding, people, stay  # noqa: A004  the service is called so

__all__ = ["console", "exit", "insights", "journey", "mail", "onboarding", "people", "stay"]
