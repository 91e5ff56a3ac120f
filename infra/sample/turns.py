"""What the people of the sample do with what they are sent: answer, decline, stay silent, or have moved."""

from __future__ import annotations

import heapq
from datetime import datetime, timedelta
from uuid import UUID

from infra.sample import store
from infra.sample.answering import Turn, answers, turn
from infra.sample.life import Life, luck_of
from services.exit_interviews.actions import hearing
from services.exit_interviews.actions.programme import FORMS
from services.mail.actions.returns import hear
from services.mail.domain.returns import Return
from services.mail.wiring import transaction as mail
from services.onboarding.actions import CHECKINS
from services.stay_interviews.actions import INTERVIEWS
from shared.asking.actions import declined, group_of, submitted
from shared.eventlog.unit import transactions_for
from shared.invitation.model import State
from shared.invitation.store import close
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.questionnaire.store import as_stored, submit

BOUNCING = 2
PROGRAMMES = {programme.service: programme for programme in (CHECKINS, INTERVIEWS, FORMS)}
# Who leaves belongs to the group of when it became known.
GROUPS = {FORMS.service: hearing.group_of}


def take_turns(life: Life, instant: datetime) -> None:
    """Let people do what they were to do by ``instant``, each at their own minute."""
    while life.turns and life.turns[0][0] <= instant:
        minute, key = heapq.heappop(life.turns)
        with clock.travelling(minute):
            _take_turn(life, key)


def expect(life: Life) -> None:
    """Note for every open request what its person will do, and when."""
    for one in [one for programme in PROGRAMMES.values() for one in store.open_requests(programme)]:
        for word, since in (("opened", one.opened_at), ("reminded", one.reminded_at)):
            if since is None or (key := f"{one.id}:{word}") in life.seen:
                continue
            life.seen.add(key)
            what, when = turn(luck_of(life, one.number, one.moment), since)
            acts_on = "reminded" if what is Turn.WAITS_FOR_THE_REMINDER else "opened"
            if what is not Turn.STAYS_SILENT and word == acts_on and one.delivered:
                heapq.heappush(life.turns, (when, f"{one.service}:{one.id}:{one.number}:{one.moment}"))


def _take_turn(life: Life, key: str) -> None:
    """Answer or decline, by the actions behind the link in the letter."""
    service, request_id, number, moment = key.split(":")
    programme = PROGRAMMES[service]
    luck = luck_of(life, number, moment)
    what, _ = turn(luck, clock.now())
    with transactions_for(service)() as tx:
        invitation = store.invitation_about(tx.conn, programme, UUID(request_id))
        if invitation is None or invitation.state_at(tx.now) is not State.OPEN:
            return
        if what is Turn.DECLINES:
            close(tx, programme.tables.asked.invited, invitation.id, state=State.DECLINED)
            declined(tx, programme, invitation)
            return
        questionnaire = programme.catalogue().find(invitation.questionnaire, invitation.version)
        said = answers(questionnaire, invitation.language or settings().language, luck)
        stored = as_stored(questionnaire, said)
        group = GROUPS.get(service, group_of)(tx, invitation)
        submit(tx, programme.tables.asked, invitation, answers=stored, group=group)
        submitted(tx, programme, invitation)


def bounce(life: Life) -> None:
    """A few letters come back, as they do."""
    if life.bounced >= BOUNCING:
        return
    for letter_id, number in store.sent_since(clock.now() - timedelta(hours=2)):
        if life.bounced < BOUNCING and int(number) % 13 == 0:
            life.bounced += 1
            with mail() as tx:
                word = Return(
                    letter_id=letter_id,
                    kind="hard",
                    event_id=f"sample:{letter_id}",
                    at=tx.now,
                    status="5.1.1",
                )
                hear(tx, word)
