"""A file from elsewhere becomes a draft: YAML of our own form, or a survey of LimeSurvey."""

from __future__ import annotations

from contextlib import closing
from pathlib import PurePath

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from shared.editor import actions
from shared.editor.complaints import said
from shared.editor.errors import DraftThere, FileUnreadable
from shared.editor.importing import limesurvey as lss
from shared.editor.importing import yaml_file
from shared.editor.importing.found import Found
from shared.editor.room import Room
from shared.kernel.errors import DomainError
from shared.questionnaire.load import BrokenQuestionnaire, Fault
from shared.questionnaire.model import Level
from shared.web.auth import account
from shared.web.sizes import MEBIBYTE, accepts_upload
from shared.web.texts import gettext, marked

LARGEST = 2
NO_FILE = marked("Kies eerst een bestand.")
TOO_LARGE = marked("Dit bestand is te groot: hoogstens %(mebibytes)s MB.")
SHOWN = 200


def register(desk: Blueprint, room: Room) -> None:
    """Add the page and its button."""

    @desk.get("/import")
    def choose_file() -> str:
        """Show the form for a file."""
        return _page(room)

    @desk.post("/import")
    @accepts_upload(mebibytes=LARGEST + 1)
    def import_file() -> Response | tuple[str, int]:
        """Read a file and begin a draft with it; what is wrong in it is told all at once."""
        given = request.files.get("file")
        if given is None or not given.filename:
            return _page(room, trouble=str(gettext(NO_FILE))), 422
        with closing(given):
            data = given.stream.read(LARGEST * MEBIBYTE + 1)
        if len(data) > LARGEST * MEBIBYTE:
            return _page(room, trouble=str(gettext(TOO_LARGE, mebibytes=LARGEST))), 413
        name = PurePath(given.filename).name[:100]
        level = request.form.get("level", "")
        try:
            found = _read(room, data, name, level)
            key = _begin(room, found)
        except BrokenQuestionnaire as error:
            return _page(room, faults=error.faults), 422
        except (FileUnreadable, DraftThere) as error:
            return _page(room, trouble=_said(error)), error.status
        return redirect(url_for(".draft", key=key), 303)


def _read(room: Room, data: bytes, name: str, level: str) -> Found:
    if lss.looks_like(data):
        with room.transaction() as tx:
            return lss.read(
                data,
                level=Level(level) if level in room.levels else Level.CONFIDENTIAL,
                free_key=lambda title: actions.free_key(tx, room, title),
            )
    if name.casefold().endswith((".yaml", ".yml")):
        return yaml_file.read(data, name)
    raise FileUnreadable


def _begin(room: Room, found: Found) -> str:
    with room.transaction() as tx:
        remarks = [each.as_plain() for each in found.remarks]
        return actions.take_up(tx, room, found.definition, account().id, remarks=remarks)


def _said(error: DomainError) -> str:
    return str(gettext(error.text, **error.params))


def _page(room: Room, *, trouble: str | None = None, faults: tuple[Fault, ...] = ()) -> str:
    return render_template(
        "editor/import.html",
        levels=room.levels,
        level=request.form.get("level", Level.CONFIDENTIAL.value),
        trouble=trouble,
        faults=[(fault, said(fault)) for fault in faults[:SHOWN]],
        more=max(0, len(faults) - SHOWN),
        mebibytes=LARGEST,
    )
