"""The pages of themes: the list, reading texts, and what comes out."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint

from shared.asking.programme import Programme
from shared.eventlog.unit import Transactions
from shared.themes import words
from shared.themes.desk import coding, lists, outcomes, read
from shared.themes.room import Room
from shared.themes.tables import ThemeTables

HERE = Path(__file__).parent.parent


def make_blueprint(programme: Programme, tables: ThemeTables, transaction: Transactions) -> Blueprint:
    """Return the pages at ``/<service>/desk/themes``."""
    room = Room(programme=programme, tables=tables, transaction=transaction)
    desk = Blueprint("themes", __name__, url_prefix=room.root, template_folder=HERE / "templates")
    # Results lead here where there are themes.
    desk.record(lambda state: state.app.jinja_env.globals.update(themes_here=True))
    desk.context_processor(lambda: {"words": words, "root": room.root, "results": room.results})
    for pages in (lists, coding, read, outcomes):
        pages.register(desk, room)
    return desk
