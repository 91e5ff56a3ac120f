"""The pages of the editor."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint

from shared.editor import words
from shared.editor.desk import about, files, publishing, question, shelf, writing
from shared.editor.room import Room

HERE = Path(__file__).parent.parent


def make_blueprint(room: Room) -> Blueprint:
    """Return the editor of one service, at ``/<service>/desk/questionnaires``."""
    desk = Blueprint("questionnaires", __name__, url_prefix=room.root, template_folder=HERE / "templates")
    desk.context_processor(lambda: {"words": words, "root": room.root, "comes_along": room.comes_along})
    for pages in (shelf, files, about, writing, question, publishing):
        pages.register(desk, room)
    return desk
