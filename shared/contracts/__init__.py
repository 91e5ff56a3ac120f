"""The published facts of every service, one page each."""

from shared.contracts import console, insights, journey, mail, onboarding, people, stay

__all__ = ["console", "insights", "journey", "mail", "onboarding", "people", "stay"]
