"""Put claimed letters into words."""

from services.mail.actions.claiming import Ready
from services.mail.domain import standing
from services.mail.domain.letters import Invite, Outcome, Outgoing
from services.mail.rendering import House, Renderer, RenderError
from services.mail.rendering.invites import Attendee, invite
from shared.kernel import clock
from shared.letterbox.event import Event


def write(ready: Ready, renderer: Renderer, *, gaps: bool) -> Outgoing | Outcome:
    """Put a letter into words; a letter that cannot be is parked alone, with what is missing."""
    letter, contact = ready.letter, ready.contact
    ways = standing.links(letter.params)
    variables = {**letter.params, **letter.secrets, **ways}
    variables.setdefault("given_name", contact.given_name if contact else ready.name)
    try:
        rendered = renderer.render(
            letter.template, ready.language, variables, gaps=gaps, written=ready.written
        )
    except RenderError as error:
        return Outcome(letter_id=letter.id, verdict="parked", reason=f"render: {error}"[:300])
    return Outgoing(
        letter_id=letter.id,
        template=letter.template,
        to_name=ready.name,
        to_email=ready.address.email,
        rendered=rendered,
        headers=standing.headers(letter.params, ways),
        invite=_invitation(letter.event, ready, renderer.house, rendered.language) if letter.event else None,
    )


def _invitation(event: Event, ready: Ready, house: House, language: str) -> Invite:
    """Put the appointment of a letter into the words of calendars."""
    return invite(
        event,
        house=house,
        attendee=Attendee(name=ready.name, email=ready.address.email),
        language=language,
        stamped=clock.now(),
    )
