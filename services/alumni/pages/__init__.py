"""The pages of the network in front of the login: the public page, and what is behind a link."""

from __future__ import annotations

from flask import Blueprint

from services.alumni.pages import (
    archive,
    directory,
    linked,
    own,
    pictures,
    proposals,
    public,
    recommending,
    reunions,
    work,
)
from shared.eventlog.unit import Transactions


def make_blueprints(transaction: Transactions) -> list[Blueprint]:
    """Return the public pages and the pages behind a link."""
    front = Blueprint("front", __name__, url_prefix="/alumni")
    public.register(front, transaction)
    archive.register(front, transaction)
    pictures.register(front, transaction)
    work.register_public(front, transaction)
    link = Blueprint("link", __name__, url_prefix="/alumni/a")
    linked.register(link, transaction)
    own.register(link, transaction)
    recommending.register(link, transaction)
    archive.register_linked(link, transaction)
    work.register_linked(link, transaction)
    reunions.register(link, transaction)
    proposals.register(link, transaction)
    directory.register(link, transaction)
    return [front, link]
