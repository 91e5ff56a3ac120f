"""What can go wrong with vacancies of another system."""

from __future__ import annotations

from shared.kernel.errors import Conflict, Invalid, NotFound


class SourceUnknown(NotFound):
    """No such source of vacancies."""

    code = "source_unknown"
    text = "Deze bron kennen we niet."


class SourceMoved(Conflict):
    """Nothing waits for a decision (any more)."""

    code = "source_moved"
    text = "Hier valt niets meer te beslissen. Kijk hieronder hoe het ermee staat."


class FeedUnreadable(Invalid):
    """Neither JSON-LD nor XML, or XML with a document type."""

    code = "feed_unreadable"
    text = (
        "Dit kunnen we niet lezen als JSON-LD of XML. Kijk of het adres naar de feed zelf wijst, of lever een bestand "
        "zonder DOCTYPE."
    )


class FeedEmpty(Invalid):
    """Not a single vacancy in it."""

    code = "feed_empty"
    text = "Hier staat geen enkele vacature in. We lieten alles zoals het was."


class FeedTooLong(Invalid):
    """More than we take."""

    code = "feed_too_long"
    text = "Hier staan meer dan %(limit)s vacatures in. Splits het en lever de delen als eigen bron."


class FeedTooLarge(Invalid):
    """More bytes than we take."""

    code = "feed_too_large"
    text = "Dit is groter dan %(megabytes)s MB. Lever het kleiner."


class FeedAddress(Invalid):
    """Not an address that we may ask."""

    code = "feed_address"
    text = (
        "Dit adres mogen of kunnen we niet vragen. Het begint met https:// en wijst naar een openbare site."
    )


class FeedSilent(Invalid):
    """No answer, or not in time."""

    code = "feed_silent"
    text = "Dit adres antwoordde niet, of niet op tijd. We proberen het straks opnieuw; tot dan verandert er niets."


class FeedRefused(Invalid):
    """An answer that is none."""

    code = "feed_refused"
    text = "Dit adres gaf geen vacatures maar een melding (%(status)s). Kijk of het adres nog klopt."


class PostingColumnsMissing(Invalid):
    """A table without what a vacancy needs."""

    code = "posting_columns_missing"
    text = "We missen een kolom. Nodig zijn: nummer (of url), titel en omschrijving. We lazen deze kolommen: %(known)s."
