"""This service's transaction, made once, on first use."""

from __future__ import annotations

from shared.eventlog.unit import transactions_for

transaction = transactions_for("people")
