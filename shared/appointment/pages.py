"""The person's page behind the link: pick a time, move, cancel, ask for somebody else, or rather not.

Opening it changes nothing, and a machine that presses every button cancels nothing: that asks a tick.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, render_template, request

from shared.appointment import actions
from shared.appointment.choosing import others
from shared.appointment.diary import Diary
from shared.appointment.errors import TalkOver, TalkUnknown, TimeTaken
from shared.appointment.looking import behind, look
from shared.appointment.model import PERSON
from shared.appointment.programme import Talks
from shared.appointment.words import Words, way_words
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.invitation.errors import DeadLink
from shared.kernel.errors import DomainError, Invalid
from shared.questionnaire.closing import dead_link
from shared.web.csrf import PageTokenWrong, require_page_token
from shared.web.texts import gettext, language, marked, speak, with_lang

HERE = Path(__file__).parent
TALK = "talk"
PICK_ONE = marked("Kies een moment.")
SURE_FIRST = marked("Kruis dit eerst aan.")


def make_blueprint(
    talks: Talks, transaction: Transactions, words: Words | Callable[[Tx, Any], Words]
) -> Blueprint:
    """Return the pages at ``/<service>/a/<token>/talk``; ``words`` may differ by the conversation."""
    pages = Blueprint(
        "talking", __name__, url_prefix=f"/{talks.service}/a", template_folder=HERE / "templates"
    )
    pages.register_error_handler(DeadLink, lambda _error: dead_link())
    shown = _Pages(talks, transaction, words if callable(words) else lambda _tx, _talk: words)
    _add_looking(pages, shown)
    _add_deciding(pages, shown)
    return pages


class _Pages:
    """The page of one service's conversations."""

    def __init__(self, talks: Talks, transaction: Transactions, words: Callable[[Tx, Any], Words]) -> None:
        self.talks, self.transaction, self.words_of = talks, transaction, words

    def show(self, token: str, *, error: DomainError | None = None, name: str = "talk") -> Response:
        """Show how it stands now, and what went wrong before."""
        with self.transaction() as tx:
            talk = behind(tx, self.talks, token)
            speak(talk.language)
            seen = look(tx, self.talks, talk)
            words = self.words_of(tx, talk)
            doors = list(words.more(tx, talk))
            whom = others(tx, self.talks, talk) if name == "other" and seen.open else ([], [])
        response = make_response(
            render_template(
                f"appointment/{name}.html",
                look=seen,
                talk=talk,
                token=token,
                root=f"/{self.talks.service}/a/{token}",
                day=day_of(seen.free),
                changing="change" in request.args or (error is not None and seen.ahead),
                words=words,
                doors=doors,
                ours=whom[0],
                above=whom[1],
                whom_rows=_whom_rows(*whom),
                way_rows=[(way, way_words(way).capitalize()) for way in seen.ways],
                theme_rows=[(code, text.said(language())) for code, text in words.themes.items()],
                asked=talk.asked == "open" and talk.expires_at > seen.now,
                error=said_of(error),
                errors=fields_of(error),
                way_words=way_words,
                said=lambda text: text.said(language()),
            )
        )
        response.status_code = error.status if error else 200
        return response

    def do(self, token: str, deed: Any, *, back: str = "talk") -> Response:
        """Do what a button asks, once; where it cannot be, show the page as it stands now, and why."""
        try:
            with self.transaction() as tx:
                talk = behind(tx, self.talks, token, lock=True)
                speak(talk.language)
                require_page_token(TALK, talk.id)
                deed(tx, talk.id)
        except (TimeTaken, TalkOver, TalkUnknown, PageTokenWrong, Invalid) as error:
            return self.show(token, error=error, name=back)
        return redirect(with_lang(f"/{self.talks.service}/a/{token}/talk"), code=303)  # type: ignore[return-value]


def _add_looking(pages: Blueprint, shown: _Pages) -> None:
    @pages.get("/<token>/talk")
    def talk(token: str) -> Response:
        """Show a conversation: the times to pick from, or what was picked."""
        return shown.show(token)

    @pages.get("/<token>/talk/other")
    def other(token: str) -> Response:
        """Show with whom else one can talk."""
        return shown.show(token, name="other")


def _add_deciding(pages: Blueprint, shown: _Pages) -> None:
    talks = shown.talks

    @pages.post("/<token>/talk/pick")
    def pick(token: str) -> Response:
        """Book a time, or move what was booked there."""

        def deed(tx: Tx, talk_id: UUID) -> None:
            starts, how = read_start(), request.form.get("how", "")
            actions.pick(tx, talks, talk_id, starts, how=how, by=PERSON)

        return shown.do(token, deed)

    @pages.post("/<token>/talk/themes")
    def themes(token: str) -> Response:
        """Let the interviewer know what one would like to talk about."""

        def deed(tx: Tx, talk_id: UUID) -> None:
            words = shown.words_of(tx, actions.locked(tx, talks, talk_id))
            ticked = [theme for theme in request.form.getlist("themes") if theme in words.themes]
            actions.release_themes(tx, talks, talk_id, ticked)

        return shown.do(token, deed)

    @pages.post("/<token>/talk/cancel")
    def cancel(token: str) -> Response:
        """Cancel what was booked."""
        return shown.do(token, lambda tx, talk_id: _surely(actions.cancel, tx, talks, talk_id, by=PERSON))

    @pages.post("/<token>/talk/decline")
    def decline(token: str) -> Response:
        """Rather not talk."""
        return shown.do(token, lambda tx, talk_id: _surely(actions.decline, tx, talks, talk_id))

    @pages.post("/<token>/talk/other")
    def ask_other(token: str) -> Response:
        """Ask for somebody else."""
        return shown.do(
            token, lambda tx, talk_id: actions.ask_other(tx, talks, talk_id, _whom()), back="other"
        )


def read_start() -> datetime:
    """Return the time that was picked; raise Invalid where none was."""
    try:
        found = datetime.fromisoformat(request.form.get("start", ""))
    except ValueError:
        raise Invalid({"start": [PICK_ONE]}) from None
    if found.tzinfo is None:
        raise Invalid({"start": [PICK_ONE]})
    return found.astimezone(UTC)


def _surely(deed: Any, *args: Any, **more: Any) -> None:
    if request.form.get("sure") != "yes":
        raise Invalid({"sure": [SURE_FIRST]})
    deed(*args, **more)


def _whom() -> UUID | None:
    raw = request.form.get("who", "")
    if not raw:
        raise Invalid({"who": [marked("Kies met wie je wilt praten.")]})
    if raw == "anybody":
        return None
    try:
        return UUID(raw)
    except ValueError:
        raise TalkUnknown from None


def _whom_rows(ours: Sequence[Diary], above: Sequence[Diary]) -> list[tuple[str, ...]]:
    """Return with whom one may choose to talk; of who stands above in the line the row says so."""
    anybody = [("anybody", str(gettext("Iemand anders, het maakt niet uit wie")))] if ours else []
    mine = [(str(one.account_id), one.name) for one in ours]
    over_me = [
        (str(one.account_id), one.name, str(gettext("Staat boven jou in de organisatie"))) for one in above
    ]
    return [*anybody, *mine, *over_me]


def day_of(free: Mapping[date, object]) -> date | None:
    """Return the day whose times are shown: the one that was asked for, else the first."""
    raw = request.args.get("day", "")
    return next((day for day in free if day.isoformat() == raw), next(iter(free), None))


def said_of(error: DomainError | None) -> str:
    """Return what went wrong, where it is not about a field."""
    return str(gettext(error.text, **error.params)) if error and not isinstance(error, Invalid) else ""


def fields_of(error: DomainError | None) -> dict[str, list[str]]:
    """Return what is wrong, by field."""
    if not isinstance(error, Invalid):
        return {}
    return {name: [str(gettext(one)) for one in reasons] for name, reasons in error.fields.items()}
