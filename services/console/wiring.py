"""Console's transaction, made once, on first use; for the app and the jobs."""

from shared.eventlog.unit import transactions_for

transaction = transactions_for("console")
