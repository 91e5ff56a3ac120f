"""The post room's transaction."""

from shared.eventlog.unit import transactions_for

transaction = transactions_for("mail")
