"""This service's transaction, for app and jobs."""

from __future__ import annotations

from shared.eventlog.unit import transactions_for

transaction = transactions_for("exit")
