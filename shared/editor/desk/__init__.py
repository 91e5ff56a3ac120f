"""The pages of the editor."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from shared.editor import words
from shared.editor.desk import about, files, publishing, question, shelf, writing
from shared.editor.room import Room
from shared.web.texts import Texts

HERE = Path(__file__).parent.parent


def make_blueprint(room: Room) -> Blueprint:
    """Return the editor of one service, at ``/<service>/desk/questionnaires``."""
    desk = Blueprint("questionnaires", __name__, url_prefix=room.root, template_folder=HERE / "templates")
    desk.record(_add_translations)
    desk.context_processor(lambda: {"words": words, "root": room.root})
    for pages in (shelf, files, about, writing, question, publishing):
        pages.register(desk, room)
    return desk


def _add_translations(state: BlueprintSetupState) -> None:
    """Let the app speak the editor's words too; those of the service go before ours."""
    babel = state.app.extensions["babel"].instance
    look, *others = babel.domain_instance.folders
    babel.domain_instance = Texts((look, HERE / "translations", *others))
