"""The queues, one a service: a worker serves its service's queue, or in the small house all of them."""

QUEUES = ("people", "journey", "onboarding", "stay", "exit", "alumni", "insights", "mail", "console", "clock")

# Which followers wake up for the facts of which service. Each service's reactions.py says the same in code;
# tests/architecture holds the two together.
FOLLOWERS: dict[str, tuple[str, ...]] = {
    "people": ("journey", "onboarding", "stay", "exit", "alumni", "insights", "mail"),
    "journey": ("onboarding", "stay", "exit", "alumni"),
    "onboarding": ("journey",),
    "stay": ("journey",),
    "exit": ("people", "journey", "alumni"),
    "alumni": ("people", "journey", "mail"),
    "insights": (),
    "mail": ("journey", "onboarding", "stay", "exit"),
    "console": (),
}
