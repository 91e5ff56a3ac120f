"""Calendars that other programs read: made, revoked, read."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from services.journey.domain.rule import Rule
from services.journey.errors import FeedUnknown, InterviewerUnknown
from services.journey.store import feeds, people, rulings
from services.journey.store.feeds import DayCount, Event, Feed, Span
from shared.contracts.programmes import BY_CODE
from shared.db.transaction import Tx
from shared.kernel.errors import Invalid
from shared.kernel.ids import new_id
from shared.kernel.settings import settings
from shared.kernel.texts import marked

BYTES = 32
BACK, AHEAD = timedelta(days=30), timedelta(days=180)
# More than a calendar program likes to show; beyond it a day has one event a moment, with how many there are.
MOST_EVENTS = 2_000
NO_PROGRAMME = marked("Kies een programma uit de lijst.")


@dataclass(frozen=True)
class Reading:
    """What a calendar shows now: each event by name, or how many a day where there are too many."""

    feed: Feed
    events: list[Event]
    names: dict[UUID, str]
    days: list[DayCount]
    rules: dict[tuple[str, str, int | None], Rule | None]


def make(
    tx: Tx, by: UUID, *, programme: str | None = None, interviewer: UUID | None = None
) -> tuple[Feed, str]:
    """Make a calendar; return it with its secret, which nobody can look up later."""
    if programme is not None and programme not in BY_CODE:
        raise Invalid({"programme": [NO_PROGRAMME]})
    if interviewer is not None and all(one.account_id != interviewer for one in people.candidates(tx.conn)):
        raise InterviewerUnknown
    secret = secrets.token_urlsafe(BYTES)
    made = Feed(
        id=new_id(),
        account_id=by,
        interviewer=interviewer,
        programme=programme,
        made_at=tx.now,
        read_at=None,
        revoked_at=None,
    )
    feeds.add(tx.conn, made, hash_of(secret))
    return made, secret


def revoke(tx: Tx, feed_id: UUID, *, only_of: UUID | None = None) -> None:
    """Close a calendar for good; ``only_of`` is the interviewer that it has to be of."""
    if not feeds.revoke(tx.conn, feed_id, tx.now, interviewer=only_of):
        raise FeedUnknown


def read(tx: Tx, secret: str, *, api: UUID) -> Reading | None:
    """Return what the calendar behind a secret shows, None where there is no such calendar."""
    feed = feeds.opened_by(tx.conn, hash_of(secret), tx.now, api=api)
    if feed is None:
        return None
    zone = settings().zone
    # Whole days: what is asked twice on one day is the same.
    midnight = tx.now.replace(hour=0, minute=0, second=0, microsecond=0)
    span = Span(midnight - BACK, midnight + AHEAD)
    crowded = feed.interviewer is None and is_crowded(tx, feed)
    events = [] if crowded else feeds.events(tx.conn, feed, span, zone=zone)
    days = feeds.days(tx.conn, feed, span, zone=zone) if crowded else []
    names = people.short_names_of(tx.conn, {one.touchpoint.person_id for one in events})
    return Reading(feed, events, names, days, _rules(tx, events, days))


def is_crowded(tx: Tx, feed: Feed) -> bool:
    """Return whether a calendar has too many events to show each."""
    midnight = tx.now.replace(hour=0, minute=0, second=0, microsecond=0)
    span = Span(midnight - BACK, midnight + AHEAD)
    return feeds.count(tx.conn, feed, span, most=MOST_EVENTS + 1) > MOST_EVENTS


def address(secret: str) -> str:
    """Return the full address of a calendar."""
    return f"{settings().base_url}/journey/calendar/{secret}.ics"


def hash_of(secret: str) -> bytes:
    """Return what is stored of a secret; whatever came in, it is hashed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def _rules(
    tx: Tx, events: list[Event], days: list[DayCount]
) -> dict[tuple[str, str, int | None], Rule | None]:
    wanted = {
        (one.touchpoint.programme, one.touchpoint.rule, one.touchpoint.plan_version) for one in events
    } | {(one.programme, one.rule, one.version) for one in days}
    plans = rulings.versions(tx.conn, {(code, version) for code, _, version in wanted if version is not None})
    found: dict[tuple[str, str, int | None], Rule | None] = {}
    for code, name, version in wanted:
        plan = plans.get((code, version)) if version is not None else None
        found[code, name, version] = plan.rule(name) if plan else None
    return found
