"""Promises: made with the note, kept by who promised, and judged by the person to whom it was promised."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from services.stay_interviews.actions import noting
from services.stay_interviews.actions.talking import TALKS
from services.stay_interviews.errors import PromiseUnknown
from services.stay_interviews.policy import PROMISE_REMIND_DAYS
from services.stay_interviews.store import promises as store
from services.stay_interviews.store.promises import DROPPED, KEPT, OPEN, WAITING
from shared.appointment import actions as talk_actions
from shared.calendar.window import start_of_day
from shared.calendar.working import WorkCalendar, next_working_day
from shared.contracts.stay import PromiseDropped, PromiseJudged, PromiseKept, PromiseMade
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.errors import Invalid
from shared.kernel.ids import new_id
from shared.kernel.settings import settings
from shared.kernel.texts import marked
from shared.letterbox.put import Letter, put

LONGEST = 500
MORNING = timedelta(hours=9)
HELPED = ("yes", "some", "no")
WHAT = marked("Schrijf in een paar woorden wat er is toegezegd: hooguit 500 tekens.")
WHO = marked("Kies wie dit doet.")
WHEN = marked("Kies een dag, vandaag of later.")
SAY_IT = marked("Schrijf in een zin wat er is gedaan, of waarom het niet doorgaat: hooguit 500 tekens.")
CHOOSE = marked("Kies wat het meest klopt.")


def any_of(tx: Tx, talk_id: UUID) -> bool:
    """Return whether anything was promised in a conversation."""
    return bool(store.of(tx.conn, talk_id))


def note_down(tx: Tx, talk_id: UUID, *, what: str, keeper_id: UUID | None, due_on: date | None) -> UUID:
    """Write a promise down with the note that is being written; it counts once the person has seen it."""
    wrong: dict[str, list[str]] = {}
    if not 0 < len(what.strip()) <= LONGEST:
        wrong["what"] = [WHAT]
    if keeper_id not in store.accounts(tx.conn):
        wrong["keeper"] = [WHO]
    if due_on is None or due_on < clock.today(settings().zone):
        wrong["due_on"] = [WHEN]
    if wrong:
        raise Invalid(wrong)
    noting.still_draft(tx, talk_id)
    made = new_id()
    row = {"id": made, "talk_id": talk_id, "what": what.strip(), "keeper_id": keeper_id, "due_on": due_on}
    store.add(tx.conn, row)
    return made


def strike(tx: Tx, talk_id: UUID, promise_id: UUID) -> None:
    """Take it out again, as long as the person has not seen it."""
    found = store.one(tx.conn, promise_id)
    if found is None or found.talk_id != talk_id or found.state != WAITING:
        raise PromiseUnknown
    noting.still_draft(tx, talk_id)
    store.strike(tx.conn, promise_id)


def begin(tx: Tx, talk: Any) -> None:
    """The person has seen them: from here on they count, and who keeps them hears so."""
    for one in store.of(tx.conn, talk.id):
        if one.state == WAITING:
            tomorrow = tx.now.date() + timedelta(days=1)
            soon = max(one.due_on - timedelta(days=PROMISE_REMIND_DAYS), tomorrow)
            store.change(tx.conn, one.id, state=OPEN, remind_on=_working(soon))
            _tell_keeper(tx, one, "made")
            tx.record(
                PromiseMade(person_id=talk.person_id, promise_id=one.id, talk_id=talk.id, due_on=one.due_on)
            )


def end(tx: Tx, promise_id: UUID, *, by: UUID, kept: bool, done: str) -> None:
    """Who promised it, or held the conversation, says what was done, or why it will not be; the person reads it."""
    found = store.one(tx.conn, promise_id)
    if found is None or by not in (found.keeper_id, found.account_id):
        raise PromiseUnknown
    if found.state in (KEPT, DROPPED):
        return
    if found.state != OPEN:
        raise PromiseUnknown
    if not 0 < len(done.strip()) <= LONGEST:
        raise Invalid({"done": [SAY_IT]})
    state = KEPT if kept else DROPPED
    store.change(tx.conn, found.id, state=state, done=done.strip(), ended_at=tx.now, remind_on=None)
    talk = talk_actions.locked(tx, TALKS, found.talk_id)
    noting.tell(tx, talk, state, key=f":{found.id}")
    kind = PromiseKept if kept else PromiseDropped
    tx.record(kind(person_id=found.person_id, promise_id=found.id, talk_id=found.talk_id))


def judge(tx: Tx, talk: Any, promise_id: UUID, helped: str) -> None:
    """The person says whether it helped; the last word counts."""
    found = store.one(tx.conn, promise_id)
    if found is None or found.talk_id != talk.id or found.state != KEPT:
        raise PromiseUnknown
    if helped not in HELPED:
        raise Invalid({"helped": [CHOOSE]})
    if found.helped == helped:
        return
    store.change(tx.conn, found.id, helped=helped)
    if found.helped is None:
        tx.record(PromiseJudged(person_id=found.person_id, promise_id=found.id, talk_id=found.talk_id))


def remind_due(tx: Tx) -> int:
    """Remind keepers some days before, and once it is late; return of how many promises."""
    today = clock.today(settings().zone)
    due = store.to_remind(tx.conn, today)
    for promise_id in due:
        one = store.one(tx.conn, promise_id)
        assert one is not None
        late = one.due_on < today
        _tell_keeper(tx, one, "late" if late else "soon")
        # Once before it and once after it: more is nagging, and the desk shows it anyway.
        store.change(
            tx.conn, promise_id, remind_on=None if late else _working(one.due_on + timedelta(days=1))
        )
    return len(due)


def next_due(tx: Tx) -> datetime | None:
    """Return when to remind somebody next: in the morning of that day."""
    day = store.next_reminder(tx.conn)
    return start_of_day(day, settings().zone) + MORNING if day else None


def _working(day: date) -> date:
    """Return the day itself, or the first after it on which the house works."""
    return next_working_day(day, WorkCalendar(country=settings().country))


def _tell_keeper(tx: Tx, one: Any, what: str) -> None:
    put(
        tx,
        Letter(
            key=f"stay:promise:{one.id}:{what}",
            template="stay/promise",
            account_id=one.keeper_id,
            params={"what": what, "due_on": one.due_on.isoformat()},
            secrets={"link": f"{settings().base_url}/stay/desk/promises", "promise": one.what},
        ),
    )
