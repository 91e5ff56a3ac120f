"""From a draft to a version: look at it, send it to oneself, see what is different, publish; or let it go."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from shared.editor import actions
from shared.editor.checking import versions_of
from shared.editor.desk.shelf import YAML
from shared.editor.desk.writing import draft_page, seen_revision
from shared.editor.differences import differences
from shared.editor.errors import ChangedMeanwhile, NothingNew, NotReady
from shared.editor.room import Room
from shared.editor.sending import send_to_oneself
from shared.questionnaire import trial
from shared.questionnaire.library.library import version_name
from shared.questionnaire.library.writing import as_yaml
from shared.web.auth import account
from shared.web.sheets import download
from shared.web.texts import gettext, marked

SENT = marked("De proefbrief is onderweg naar %(email)s. De link werkt zeven dagen.")
NO_ADDRESS = marked("Dit account heeft geen mailadres. Gebruik het voorbeeld op het scherm.")
NOT_SURE = marked("Kruis eerst aan dat deze versie klaar is.")


def register(desk: Blueprint, room: Room) -> None:
    """Add the pages."""
    _looking(desk, room)
    _publishing(desk, room)


def _looking(desk: Blueprint, room: Room) -> None:
    @desk.get("/drafts/<key>/try")
    def try_draft(key: str) -> AnyResponse:
        """Show the draft as a person sees it."""
        with room.transaction() as tx:
            actions.draft_of(tx, room, key)
        return redirect(trial.address(room.service, key, 0), 303)

    @desk.post("/drafts/<key>/send")
    def send(key: str) -> AnyResponse:
        """Send the draft to whoever asks, to try on a phone."""
        me = account()
        if not me.email:
            flash(gettext(NO_ADDRESS), "care")
        else:
            with room.transaction() as tx:
                send_to_oneself(tx, room, actions.draft_of(tx, room, key), me)
            flash(gettext(SENT, email=me.email), "good")
        return redirect(url_for(".draft", key=key), 303)

    @desk.get("/drafts/<key>/export.yaml")
    def export_draft(key: str) -> Response:
        """Give the draft as a file."""
        with room.transaction() as tx:
            found = actions.draft_of(tx, room, key)
        return download([as_yaml(found.definition).encode()], f"{key}.yaml", YAML)


def _publishing(desk: Blueprint, room: Room) -> None:
    @desk.get("/drafts/<key>/publish")
    def look(key: str) -> str:
        """Show what would be different, and what stands in the way."""
        return _publish_page(room, key)

    @desk.post("/drafts/<key>/publish")
    def publish(key: str) -> AnyResponse | tuple[str, int]:
        """Publish the draft as the next version."""
        if request.form.get("sure") != "yes":
            return _publish_page(room, key, errors={"sure": [str(gettext(NOT_SURE))]}), 422
        try:
            with room.transaction() as tx:
                number = actions.publish(tx, room, key, account().id, revision=seen_revision())
        except (ChangedMeanwhile, NotReady, NothingNew) as error:
            return _publish_page(room, key, trouble=str(gettext(error.text, **error.params))), error.status
        said = gettext(
            "Versie %(version)s is gepubliceerd. De volgende uitnodigingen vragen hiermee.",
            version=version_name(number),
        )
        flash(said, "good")
        return redirect(url_for(".questionnaire", key=key), 303)

    @desk.post("/drafts/<key>/discard")
    def discard(key: str) -> AnyResponse:
        """Throw the draft away."""
        with room.transaction() as tx:
            actions.discard(tx, room, key, account().id)
        flash(gettext("Het ontwerp is weg. Wat gepubliceerd is, is zoals het was."), "good")
        return redirect(url_for(".shelf"), 303)


def _publish_page(
    room: Room, key: str, *, errors: dict[str, list[str]] | None = None, trouble: str | None = None
) -> str:
    with room.transaction() as tx:
        found = actions.draft_of(tx, room, key)
    known = room.library.now()
    result = room.checked(found.definition, known)
    before = versions_of(known, key)
    if result.whole is None or result.number:
        return draft_page(room, key, trouble or str(gettext(NotReady.text)))
    last = before[-1] if before else None
    return render_template(
        "editor/publish.html",
        draft=found,
        whole=result.whole,
        last=last,
        differences=differences(result.whole, last),
        errors=errors or {},
        trouble=trouble,
    )
