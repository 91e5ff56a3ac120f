"""The letters of a request: the one that invites, and those that remind of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from shared.asking.model import Colleague
from shared.asking.programme import Along, Programme
from shared.calendar.working import WEEKDAY_CODES
from shared.contracts.journey import TouchpointDue
from shared.invitation.link import address
from shared.invitation.model import Invited
from shared.letterbox.put import Letter, letter_id
from shared.questionnaire.model import Questionnaire


def invitation(
    programme: Programme,
    request: Any,
    who: Colleague | None,
    questionnaire: Questionnaire,
    link: Invited,
    along: Along | None = None,
) -> Letter:
    """Return the letter that asks; ``along`` is what it says of what goes along with the questions."""
    letter = _letter(
        programme,
        request,
        who,
        name="invitation",
        kind="request",
        link=link,
        questionnaire=questionnaire,
        params=_about(request, questionnaire),
    )
    return letter if along is None else with_along(programme, letter, link, along)


def with_along(programme: Programme, letter: Letter, link: Invited, along: Along) -> Letter:
    """Return a letter that also tells of what goes along with the questions."""
    talk = {"talk_link": address(programme.service, link.token, "talk")}
    return replace(
        letter, params={**letter.params, **along.params}, secrets={**letter.secrets, **talk, **along.secrets}
    )


def reminder(
    programme: Programme, request: Any, who: Colleague | None, questionnaire: Questionnaire, link: Invited
) -> Letter:
    """Return the letter that reminds; it knows whether it is the only one, as it says so."""
    return _letter(
        programme,
        request,
        who,
        name="reminder" if not request.reminders else f"reminder:{request.reminders + 1}",
        kind="reminder",
        link=link,
        questionnaire=questionnaire,
        params={**_about(request, questionnaire), "reminder": _which(request)},
    )


def invitation_id(programme: Programme, request_id: UUID) -> UUID:
    """Return the id of the letter that asks: what mail tells of letters names it."""
    return letter_id(_key(programme, request_id, "invitation"))


def hours_of(fact: TouchpointDue) -> dict[str, Any] | None:
    """Return the hours of the plan, where the moment has its own: its letter keeps to them when mail was away."""
    if fact.opens is None or fact.closes is None:
        return None
    days = [WEEKDAY_CODES.index(code) + 1 for code in fact.weekdays or () if code in WEEKDAY_CODES]
    return {"opens": fact.opens, "closes": fact.closes, "days": days or None}


def _letter(
    programme: Programme,
    request: Any,
    who: Colleague | None,
    *,
    name: str,
    kind: str,
    link: Invited,
    questionnaire: Questionnaire,
    params: dict[str, Any],
) -> Letter:
    own = programme.letters_of(request.moment, questionnaire.key)
    return Letter(
        key=_key(programme, request.id, name),
        template=programme.template(own.invitation if kind == "request" else own.reminder),
        address=own.address,
        kind=kind,
        person_id=request.person_id,
        language=who.language if who else None,
        params=params,
        secrets={
            "link": address(programme.service, link.token),
            "decline_link": address(programme.service, link.token, "decline"),
        },
        expires_at=request.closes_at,
    )


def _key(programme: Programme, request_id: UUID, name: str) -> str:
    return f"{programme.service}:{programme.subject}:{request_id}:{name}"


def _about(request: Any, questionnaire: Questionnaire) -> dict[str, Any]:
    return {
        "moment": request.moment,
        "closes_on": request.closes_on.isoformat(),
        "minutes": questionnaire.minutes,
        "level": questionnaire.level.value,
    }


def _which(request: Any) -> str:
    if request.remind_later:
        return "more"
    return "last" if request.reminders else "only"
