"""The published facts of every service, one page each."""

from shared.contracts import console, journey, mail, onboarding, people, stay

__all__ = ["console", "journey", "mail", "onboarding", "people", "stay"]
