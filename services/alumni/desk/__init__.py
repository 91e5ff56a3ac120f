"""The pages of the network behind the login."""

from __future__ import annotations

from flask import Blueprint

from services.alumni.desk import (
    afterwards,
    directory,
    door,
    invitees,
    list_columns,
    lists,
    members,
    news,
    proposals,
    returning,
    reunion_texts,
    reunions,
    sending,
    sources,
    work,
    writing,
)
from shared.eventlog.unit import Transactions


def make_blueprints(transaction: Transactions) -> list[Blueprint]:
    """Return the desk pages."""
    desk = Blueprint("desk", __name__, url_prefix="/alumni/desk")
    for room in (
        members,
        lists,
        list_columns,
        news,
        writing,
        sending,
        reunions,
        invitees,
        reunion_texts,
        door,
        afterwards,
        proposals,
        directory,
        work,
        sources,
        returning,
    ):
        room.register(desk, transaction)
    return [desk]
