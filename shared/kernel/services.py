"""What a service is called, and where its code lies.

One short word is its schema, its role, its queue, its follower and the first part of its paths. The folder under
``services/`` says a little more where the word alone would say too little.
"""

from __future__ import annotations

PACKAGES = {"stay": "stay_interviews", "exit": "exit_interviews"}


def package_of(service: str) -> str:
    """Return the package of ``service`` under ``services/``."""
    return PACKAGES.get(service, service)


def job_of(service: str, job: str) -> str:
    """Return the dotted name under which ``job`` of ``service`` is called."""
    return f"services.{package_of(service)}.jobs.{job}"
