"""What stands in a newsletter and lives elsewhere: vacancies and reunions, pictures, links; as it is at that moment."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from services.alumni.domain import offers, pictures
from services.alumni.domain.news import Issue, Known, Words, addresses_in, letter_of
from services.alumni.domain.offers import Offer
from services.alumni.store import issues, looks
from services.alumni.store import offers as offer_store
from services.alumni.store import pictures as picture_store
from shared.db.transaction import Tx
from shared.kernel.settings import settings

Told = Callable[[str, UUID], str]


def known(tx: Tx, issue: Issue, at: datetime) -> Known:
    """Return what an issue leans on, as it will be when it leaves."""
    texts = [words.body for words in issue.texts.values()]
    told_of = {about for body in texts for _kind, about in offers.asked_for(body)}
    found = looks.of_issue(tx.conn, issue.id)
    urls = outside(issue)
    return Known(
        offers={one.id for one in open_at(tx, at, told_of)} if told_of else (),
        pictures=picture_store.known(tx.conn, set().union(*(pictures.ours_in(one) for one in texts))),
        dead={url: found[url].reason for url in urls if url in found and found[url].state == "dead"},
        unsure={url for url in urls if url in found and found[url].state == "unsure"},
        unseen={url for url in urls if url not in found or found[url].state == "waiting"},
    )


def open_at(tx: Tx, at: datetime, among: Collection[UUID] | None = None) -> list[Offer]:
    """Return what can be answered at an instant; ``among`` only of these."""
    zone = settings().zone
    return offer_store.open_at(tx.conn, at, at.astimezone(ZoneInfo(zone)).date(), zone, among)


def letter(tx: Tx, words: Words) -> str:
    """Return the words of one language as they go into letters now."""
    return letter_of(words, told(tx, words, in_letter), settings().base_url)


def refill(tx: Tx, issue: Issue) -> dict[str, str]:
    """Write the letters of an issue anew, as what they tell of is now; return them by language."""
    fresh = {code: letter(tx, issue.texts[code]) for code in issue.written}
    for code, words in fresh.items():
        issues.set_letter(tx.conn, issue.id, code, words)
    return fresh


def told(tx: Tx, words: Words, link: Callable[[Offer], str | None]) -> Told:
    """Return how vacancies and reunions are told of in the language of a text; what is gone is not told of."""
    ids = {about for _kind, about in offers.asked_for(words.body)}
    found = offer_store.known(tx.conn, ids, settings().zone)

    def tell(_kind: str, about: UUID) -> str:
        offer = found.get(about)
        return offer.told(words.language, link(offer)) if offer else ""

    return tell


def in_letter(offer: Offer) -> str:
    """Return a link that mail makes the reader's own when the letter leaves (`mail/rendering/issues.py`)."""
    return f"own:{offer.kind}/{offer.id}"


def for_everybody(offer: Offer) -> str | None:
    """Return where everybody can read it, if anywhere."""
    return f"/alumni/work/{offer.id}" if offer.kind == offers.WORK and offer.shown else None


def behind(token: str) -> Callable[[Offer], str | None]:
    """Return how a member comes to it from their own page."""
    return lambda offer: f"/alumni/a/{token}/{offer.kind}/{offer.id}"


def outside(issue: Issue) -> list[str]:
    """Return the addresses to which an issue leads, pages of ours aside."""
    ours = f"{settings().base_url}/"
    return [url for url in addresses_in(issue) if not url.startswith(ours)]
