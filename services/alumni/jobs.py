"""Sweeps: each does all that is due now, and nothing where nothing is."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime

from services.alumni.actions import (
    afterwards,
    contacts,
    former,
    invitees,
    joining,
    looking,
    monthly,
    pictures,
    proposals,
    recommending,
    reunions,
    sources,
    trials,
    work,
)
from services.alumni.gateway import feeds, links
from services.alumni.reactions import FOLLOWER
from services.alumni.store import applications, looks
from services.alumni.wiring import transaction
from shared.eventlog import follow
from shared.kernel.errors import DomainError
from shared.queue.bell import heard, ring

# A job hands over to the next long before the queue would end it by force.
LONGEST_LOOK = 120.0
# So many feeds in one job; the next one goes on where it ended.
MOST_FEEDS = 20


def catch_up() -> int:
    """React to the facts that we have not seen."""
    return follow.catch_up(FOLLOWER, transaction)


def close_due() -> int:
    """End what was asked and not answered in time, and let go of lists about which nobody decided; return how many."""
    with transaction() as tx:
        total = former.drop_stale(tx)
    while True:
        with transaction() as tx:
            closed = joining.close_due(tx)
        total += closed
        if closed < joining.BATCH:
            return total


def open_due() -> int:
    """Tell whom it fits of the vacancies that open today, and HR of promises that run out; return how many."""
    with transaction() as tx:
        return work.alert_due(tx) + work.remind(tx)


def read_feeds() -> int:
    """Ask the feeds of vacancies whose hour has come: claimed, fetched outside any transaction, noted."""
    heard(sources.NAME)
    for asked in range(MOST_FEEDS):
        with transaction() as tx:
            claimed = sources.claim(tx)
        if claimed is None:
            return asked
        source_id, url = claimed
        try:
            content = feeds.fetch(url)
        except DomainError as error:
            with transaction() as tx:
                sources.failed(tx, source_id, error)
        else:
            with transaction() as tx:
                sources.fetched(tx, source_id, content)
    return MOST_FEEDS


def seat_due() -> int:
    """Give places on, remind who said nothing and who comes, thank who came; return at how many reunions."""
    with transaction() as tx:
        return reunions.end_offers(tx) + invitees.nudge(tx) + reunions.remind(tx) + afterwards.send_due(tx)


def digest() -> int:
    """Send the letters of the month, where its day has come; return how many."""
    with transaction() as tx:
        return monthly.send_due(tx)


def decide_due() -> int:
    """Send the rest of the readers the subject that did better; return how many newsletters."""
    with transaction() as tx:
        return trials.decide_due(tx)


def look_at_links() -> int:
    """Look whether the links that wait for it lead anywhere; return how many."""
    heard(looking.NAME)
    total, until = 0, time.monotonic() + LONGEST_LOOK
    with ThreadPoolExecutor(looking.AT_ONCE) as pool:
        while True:
            with transaction() as tx:
                taken = looking.take(tx)
            if not taken:
                return total
            asked = {pool.submit(links.look, url): (issue_id, url) for issue_id, url in taken}
            for done in as_completed(asked):
                with transaction() as tx:
                    looking.note(tx, asked[done], done.result())
            total += len(taken)
            if time.monotonic() > until:
                ring("alumni", looking.NAME)
                return total


def tidy_files() -> int:
    """Take CVs away whose time is over, pictures that nothing shows, lists that are decided on; return how many."""
    with transaction() as tx:
        return work.tidy_files(tx) + pictures.tidy(tx) + former.tidy(tx)


def tidy_words() -> int:
    """Take away what members told and its time is over: messages, proposals, what they eat, of whom they thought."""
    with transaction() as tx:
        return contacts.tidy(tx) + proposals.tidy(tx) + reunions.tidy(tx) + recommending.tidy(tx)


def next_due() -> datetime | None:
    """Return the instant at which one of these sweeps has work again."""
    with transaction() as tx:
        instants = [
            applications.next_expiry(tx.conn),
            former.next_due(tx),
            work.next_due(tx),
            reunions.next_due(tx),
            invitees.next_due(tx),
            afterwards.next_due(tx),
            looks.next_due(tx.conn, looking.LEASE),
            trials.next_due(tx),
            monthly.next_due(tx),
        ]
    return min((one for one in instants if one is not None), default=None)


def next_feed() -> datetime | None:
    """Return when a feed is to be asked again by a house that travels in time: once a day of its own is enough."""
    with transaction() as tx:
        return sources.next_due(tx)
