"""The published facts of every service, one page each."""

from shared.contracts import alumni, console, insights, journey, mail, onboarding, people, stay

__all__ = ["alumni", "console", "insights", "journey", "mail", "onboarding", "people", "stay"]
