"""HR's own editions of the reasons in the database, and the forms that ask for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from services.exit_interviews.domain import editions as domain
from services.exit_interviews.policy import asking_for, latest_reasons
from services.exit_interviews.tables import edition
from shared.db.engine import engine_for
from shared.kernel.settings import settings
from shared.questionnaire.load import Catalogue, UnknownQuestionnaire
from shared.questionnaire.model import Questionnaire

_published = edition.c.published_at.is_not(None)


class Asked(Catalogue):
    """The forms in the files and those that follow from editions; each edition is read once, for it never changes."""

    def __init__(self, files: Callable[[], Catalogue]) -> None:
        self.files = files
        # By database too: tests live in many houses.
        self._read: dict[tuple[str, int], list[Questionnaire]] = {}

    def find(self, key: str, version: int) -> Questionnaire:
        """Return one version; raise UnknownQuestionnaire where it is not here."""
        try:
            return self.files().find(key, version)
        except UnknownQuestionnaire:
            if version <= domain.OWN:
                raise
        address, number = settings().database_url, version % domain.OWN
        if (address, number) not in self._read and address:
            with engine_for("exit").connect() as conn:
                self._take(conn, [number])
        return Catalogue(self._read.get((address, number), ())).find(key, version)

    def latest(self, key: str) -> Questionnaire:
        """Return the newest version of ``key``; raise UnknownQuestionnaire where there is none."""
        return self.now().latest(key)

    def now(self) -> Catalogue:
        """Return all versions that there are at this moment."""
        address = settings().database_url
        if not address:
            return self.files()
        with engine_for("exit").connect() as conn:
            numbers = list(conn.execute(select(edition.c.number).where(_published)).scalars())
            self._take(conn, [one for one in numbers if (address, one) not in self._read])
        own = [each for number in numbers for each in self._read[address, number]]
        return Catalogue([*own, *self.files()])

    def asked_back(self, key: str) -> frozenset[str]:
        """Return the questions whose answers another one comes back to; reasons are never among them."""
        return self.files().asked_back(key)

    def __contains__(self, key: str) -> bool:
        return key in self.files()

    def __iter__(self) -> Iterator[Questionnaire]:
        return iter(self.now())

    def __len__(self) -> int:
        return len(self.now())

    def _take(self, conn: Connection, numbers: list[int]) -> None:
        if not numbers:
            return
        query = select(edition.c.number, edition.c.tree).where(_published, edition.c.number.in_(numbers))
        for row in conn.execute(query):
            found = asking_for(row.number, domain.read(row.tree, row.number))
            self._read[settings().database_url, row.number] = found


def in_force(conn: Connection) -> tuple[int, Mapping[str, Any]]:
    """Return the catalogue that is asked for now, and its number; 0 is ours."""
    query = select(edition).where(_published).order_by(edition.c.number.desc()).limit(1)
    row = conn.execute(query).one_or_none()
    return (row.number, row.tree) if row else (0, domain.begin(latest_reasons()))


def draft(conn: Connection, *, lock: bool = False) -> Any | None:
    """Return the edition that is being written."""
    query = select(edition).where(edition.c.published_at.is_(None))
    return conn.execute(query.with_for_update() if lock else query).one_or_none()


def published(conn: Connection) -> list[Any]:
    """Return all editions, the newest first."""
    return list(conn.execute(select(edition).where(_published).order_by(edition.c.number.desc())))


def known(conn: Connection) -> frozenset[str]:
    """Return every code that people were ever asked for."""
    return domain.codes(in_force(conn)[1])


def has(conn: Connection, code: str) -> bool:
    """Say whether a code is one of the catalogue; what is retired still is."""
    return code in known(conn)


def write(conn: Connection, number: int, tree: Mapping[str, Any], account_id: UUID, now: datetime) -> None:
    """Keep what is being written."""
    values = {"tree": dict(tree), "changed_at": now, "changed_by": account_id}
    row = insert(edition).values(number=number, **values)
    conn.execute(row.on_conflict_do_update(index_elements=["number"], set_=values))


def publish(conn: Connection, number: int, account_id: UUID, now: datetime) -> None:
    """Let it count from now on; the database keeps it as it is."""
    conn.execute(
        update(edition)
        .where(edition.c.number == number, edition.c.published_at.is_(None))
        .values(published_at=now, published_by=account_id)
    )


def discard(conn: Connection) -> None:
    """Throw what is being written away."""
    conn.execute(delete(edition).where(edition.c.published_at.is_(None)))


def take_turn(conn: Connection) -> None:
    """Wait until nobody else is writing an edition; until the end of this transaction it is our turn."""
    conn.execute(select(func.pg_advisory_xact_lock(func.hashtext("exit.edition"))))
