"""The report: written by who held the conversation, read and corrected by the person, released by HR to the board."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from services.exit_interviews.actions import seeing
from services.exit_interviews.actions.talking import TALKS
from services.exit_interviews.domain import reports as domain
from services.exit_interviews.domain.reports import (
    CORRECTED,
    DRAFT,
    FINAL,
    NONE,
    RELEASED,
    SHARED,
    Draft,
    Reaction,
)
from services.exit_interviews.errors import ReportUnfit
from services.exit_interviews.policy import PROMISE, PROMISES, REPORTS
from services.exit_interviews.store import reports as store
from shared.appointment import actions as talk_actions
from shared.appointment.choosing import who_of
from shared.appointment.model import HELD
from shared.appointment.store import a_link
from shared.calendar.window import start_of_day
from shared.contracts.exit_talk import (
    ReportCorrected,
    ReportFact,
    ReportFinal,
    ReportReleased,
    ReportShared,
    ReportSkipped,
)
from shared.db.transaction import Tx
from shared.invitation.link import address
from shared.kernel import clock
from shared.kernel.errors import Invalid
from shared.kernel.settings import settings
from shared.kernel.texts import marked
from shared.letterbox.put import Letter, put

PLACE = "report"
TOO_LONG = marked("Dit is te lang: hooguit 6.000 tekens.")
WHICH_LESSON = marked("Schrijf er de les bij: wat leren we hiervan?")
LESSON_TOO_LONG = marked("Dit is te lang: hooguit 500 tekens.")
NOTHING = marked("Schrijf eerst iets op.")
SAY_WHAT = marked("Schrijf wat er anders moet of bij moet, of kies ‘Zo klopt het’.")
NAMES_THEM = marked(
    "Hier staat een naam van deze collega, en het bestuur leest dit zonder naam. Schrijf ‘deze collega’."
)
NAMES_YOU = marked("Hier staat je naam, en wie dit later leest krijgt het zonder je naam. Haal hem weg.")
READ_FIRST = marked("Kruis eerst aan dat je het hebt gelezen.")


def write(tx: Tx, talk_id: UUID, draft: Draft) -> None:
    """Keep what is being written; only the writer reads it. That it is written says that the conversation has been."""
    talk = held(tx, talk_id)
    row = store.one(tx.conn, talk.id, lock=True)
    if row is not None and row.state not in (DRAFT, NONE):
        raise ReportUnfit
    store.begin(tx.conn, talk.id, talk.subject_id, PROMISE, tx.now)
    _keep(tx, talk.id, draft, state=DRAFT, written_at=tx.now)


def share(tx: Tx, talk_id: UUID) -> None:
    """Let the person read it, for a week; twice is once."""
    talk = held(tx, talk_id)
    row = store.one(tx.conn, talk.id, lock=True)
    if row is None:
        raise Invalid({"went": [NOTHING]})
    if row.state not in (DRAFT, NONE):
        return
    draft = Draft(
        parts={part: getattr(row, part) for part in domain.PARTS}, lessons=store.lessons(tx.conn, talk.id)
    )
    if not draft.says_something:
        raise Invalid({"went": [NOTHING]})
    _nameless(tx, talk, draft, row.promise)
    until, agree_by = _until(tx, talk, REPORTS.read_days)
    store.change(tx.conn, talk.id, state=SHARED, shared_at=tx.now, agree_by=agree_by)
    tell(tx, talk, "shared", until=until.isoformat())
    tx.record(fact(ReportShared, talk))


def skip(tx: Tx, talk_id: UUID) -> None:
    """There will be no report: that is the person's to ask, and who held the conversation says so."""
    talk = held(tx, talk_id)
    row = store.one(tx.conn, talk.id, lock=True)
    if row is not None and row.state == NONE:
        return
    if row is not None and row.state != DRAFT:
        raise ReportUnfit
    store.begin(tx.conn, talk.id, talk.subject_id, PROMISE, tx.now)
    _keep(tx, talk.id, Draft(parts=dict.fromkeys(domain.PARTS, "")), state=NONE)
    tx.record(fact(ReportSkipped, talk))


def agree(tx: Tx, talk: Any, reaction: Reaction, *, read: bool) -> None:
    """The person has read it, and it is right: it stands, with what they add. Where something is not, that counts."""
    if reaction.said:
        correct(tx, talk, reaction)
        return
    row = _open_to_reader(tx, talk, reaction)
    if not read:
        raise Invalid({"read": [READ_FIRST]})
    store.change(tx.conn, talk.id, added=reaction.added)
    if row.state == SHARED or row.how != domain.AGREED:
        _final(tx, talk, domain.AGREED)


def correct(tx: Tx, talk: Any, reaction: Reaction) -> None:
    """The person says what should be otherwise; who wrote it hears so."""
    _open_to_reader(tx, talk, reaction)
    if not reaction.said:
        raise Invalid({"said": [SAY_WHAT]})
    store.change(
        tx.conn,
        talk.id,
        state=CORRECTED,
        said=reaction.said,
        said_at=tx.now,
        added=reaction.added,
        final_at=None,
        how=None,
    )
    _tell_writer(tx, talk)
    tx.record(fact(ReportCorrected, talk))


def settle(tx: Tx, talk_id: UUID, draft: Draft) -> None:
    """What the person said is settled in the text; they hear how it stands, and have some days to say it is not so."""
    talk = held(tx, talk_id)
    row = store.one(tx.conn, talk.id, lock=True)
    if row is None or row.state != CORRECTED:
        raise ReportUnfit
    if not draft.says_something:
        raise Invalid({"went": [NOTHING]})
    _nameless(tx, talk, draft, row.promise)
    agree_by = max(row.agree_by, _until(tx, talk, REPORTS.settled_days)[1])
    _keep(tx, talk.id, draft, agree_by=agree_by)
    _final(tx, talk, domain.SETTLED)
    until = domain.last_day(agree_by, who_of(tx, talk).zone)
    tell(tx, talk, "settled", key=f":{row.said_at.isoformat()}", until=until.isoformat())


def release(tx: Tx, case_id: UUID, by: UUID, person_id: UUID | None) -> None:
    """HR lets the board read what the person was told it would; twice is once."""
    row, case = seeing.of_case(tx, case_id, person_id, lock=True)
    if row.state == RELEASED:
        return
    if not domain.may_release(row, tx.now):
        raise ReportUnfit
    store.change(tx.conn, row.talk_id, state=RELEASED, released_at=tx.now, released_by=by)
    tx.record(ReportReleased(person_id=case.person_id, talk_id=row.talk_id, case_id=case_id, account_id=by))


def let_stand(tx: Tx) -> int:
    """Let reports stand of which the reader had the time to say otherwise; return how many."""
    due = store.to_be_final(tx.conn, tx.now)
    for talk in due:
        _final(tx, talk, domain.SILENT)
    return len(due)


def next_due(tx: Tx) -> datetime | None:
    """Return when the next report stands by itself."""
    return store.next_due(tx.conn)


def held(tx: Tx, talk_id: UUID) -> Any:
    """Return a conversation that has been, locked; to write something down is to say that it has been."""
    talk = talk_actions.held(tx, TALKS, talk_id)
    if talk.state != HELD or talk.person_id is None:
        raise ReportUnfit
    return talk


def fact(kind: type[ReportFact], talk: Any, **more: Any) -> ReportFact:
    """Return a fact about the report of a conversation."""
    return kind(person_id=talk.person_id, talk_id=talk.id, case_id=talk.subject_id, **more)


def tell(tx: Tx, talk: Any, what: str, *, key: str = "", **params: Any) -> None:
    """Write to the person that there is something to read behind the link; who is gone is written at home."""
    link = a_link(tx, TALKS.tables, talk)
    if link is None or talk.person_id is None:
        return
    put(
        tx,
        Letter(
            key=f"exit:report:{talk.id}:{what}{key}",
            template="exit/report",
            person_id=talk.person_id,
            language=who_of(tx, talk).language,
            params={"what": what, **params},
            secrets={"link": address(TALKS.service, link.token, PLACE)},
        ),
    )


def _keep(tx: Tx, talk_id: UUID, draft: Draft, **more: Any) -> None:
    wrong = {part: [TOO_LONG] for part, words in draft.parts.items() if len(words) > domain.LONGEST}
    for each in draft.lessons:
        for name, words in (("lesson", each.lesson), ("action", each.action)):
            if len(words) > domain.LONGEST_LESSON:
                wrong[f"{name}-{each.place}"] = [LESSON_TOO_LONG]
        if not each.lesson:
            wrong[f"lesson-{each.place}"] = [WHICH_LESSON]
    if wrong:
        raise Invalid(wrong)
    store.change(tx.conn, talk_id, **draft.parts, **more)
    store.learn(tx.conn, talk_id, draft.lessons)


def _nameless(tx: Tx, talk: Any, draft: Draft, promise: int) -> None:
    """What goes on without a name has none in it: the board was promised so, and so was the person."""
    names = store.names_of(tx.conn, talk.person_id)
    onward = {part: words for part, words in draft.parts.items() if part in PROMISES[promise].board}
    for each in draft.lessons:
        onward |= {f"lesson-{each.place}": each.lesson, f"action-{each.place}": each.action}
    wrong = {name: [NAMES_THEM] for name, words in onward.items() if domain.names_somebody(words, *names)}
    if wrong:
        raise Invalid(wrong)


def _open_to_reader(tx: Tx, talk: Any, reaction: Reaction) -> Any:
    """Return the report, locked, where the person may (still) say something about it; note what may not go on."""
    row = store.one(tx.conn, talk.id, lock=True)
    if row is None or not domain.may_say(row, tx.now):
        raise ReportUnfit
    wrong = {name: [TOO_LONG] for name in ("said", "added") if len(getattr(reaction, name)) > domain.LONGEST}
    if domain.names_somebody(reaction.added, *store.names_of(tx.conn, talk.person_id)):
        wrong.setdefault("added", [NAMES_YOU])
    if wrong:
        raise Invalid(wrong)
    store.withhold(tx.conn, talk.id, reaction.withheld)
    return row


def _until(tx: Tx, talk: Any, days: int) -> tuple[date, datetime]:
    """Return the last of so many days where the person is, and the instant at which it is over."""
    zone = who_of(tx, talk).zone
    until = clock.today(zone) + timedelta(days=days)
    return until, start_of_day(until + timedelta(days=1), zone)


def _final(tx: Tx, talk: Any, how: str) -> None:
    store.change(tx.conn, talk.id, state=FINAL, final_at=tx.now, how=how)
    tx.record(fact(ReportFinal, talk, how=how))


def _tell_writer(tx: Tx, talk: Any) -> None:
    put(
        tx,
        Letter(
            key=f"exit:report:{talk.id}:corrected:{tx.now.isoformat()}",
            template="exit/corrected",
            account_id=talk.account_id,
            secrets={"link": f"{settings().base_url}/exit/desk/talks/{talk.id}/{PLACE}"},
        ),
    )
