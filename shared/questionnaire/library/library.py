"""A service's catalogue: its files, and what HR published. A new publication is there for everybody at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, TextClause, text

from shared.db.engine import engine_for
from shared.kernel.settings import settings
from shared.questionnaire.load import Catalogue, UnknownQuestionnaire, load_plain
from shared.questionnaire.model import Questionnaire

# HR's own versions of a questionnaire of ours are numbered apart, so that the next one in a file never meets them:
# after version 2 of a file come 201, 202, ..., shown as 2.1, 2.2.
OWN = 100

_WHICH = "SELECT key, version FROM {schema}.questionnaire"
_ONE = "SELECT definition FROM {schema}.questionnaire WHERE key = :key AND version = :version"


class Library(Catalogue):
    """Looks in the files first, then at what HR published; each version is read once, for it never changes.

    ``find`` needs no database for what is known. What goes over all versions (``latest``, ``in``, a loop) asks each
    time which there are: whoever has many such questions takes ``now()`` once.
    """

    def __init__(
        self,
        service: str,
        files: Callable[[], Catalogue],
        whole: Callable[[Questionnaire], Questionnaire] | None = None,
    ) -> None:
        self.service = service
        self.files = files
        self.whole = whole or _as_it_is
        # As HR and the files have it, without what the service adds of its own: this is what is edited.
        self.written = Library(service, files) if whole else self
        self._made: dict[tuple[str, str, int], Questionnaire] = {}
        # By database too: tests live in many houses.
        self._read: dict[tuple[str, str, int], Questionnaire] = {}

    def find(self, key: str, version: int) -> Questionnaire:
        """Return one version; raise UnknownQuestionnaire where it is not here."""
        try:
            return self._completed("", self.files().find(key, version))
        except UnknownQuestionnaire:
            return self._completed(settings().database_url, self._published(key, version))

    def latest(self, key: str) -> Questionnaire:
        """Return the newest version of ``key``; raise UnknownQuestionnaire where there is none."""
        return self.now().latest(key)

    def now(self) -> Catalogue:
        """Return all versions that there are at this moment."""
        address = settings().database_url
        files = [self._completed("", each) for each in self.files()]
        if not address:
            return Catalogue(files)
        with engine_for(self.service).connect() as conn:
            which = [(row.key, row.version) for row in conn.execute(self._sql(_WHICH))]
            for key, version in which:
                if (address, key, version) not in self._read:
                    self._take(conn, key, version)
        made = (self._completed(address, self._read[address, key, version]) for key, version in which)
        return Catalogue([*made, *files])

    def _completed(self, address: str, written: Questionnaire) -> Questionnaire:
        """Return a version with what the service adds; a version never changes, so that is done once."""
        place = (address, written.key, written.version)
        if place not in self._made:
            self._made[place] = self.whole(written)
        return self._made[place]

    def __contains__(self, key: str) -> bool:
        return key in self.now()

    def __iter__(self) -> Iterator[Questionnaire]:
        return iter(self.now())

    def __len__(self) -> int:
        return len(self.now())

    def _published(self, key: str, version: int) -> Questionnaire:
        address = settings().database_url
        found = self._read.get((address, key, version))
        if found is None and address:
            with engine_for(self.service).connect() as conn:
                found = self._take(conn, key, version)
        if found is None:
            raise UnknownQuestionnaire
        return found

    def _take(self, conn: Connection, key: str, version: int) -> Questionnaire | None:
        definition = conn.scalar(self._sql(_ONE), {"key": key, "version": version})
        if definition is None:
            return None
        found = load_plain(definition, file=f"{key} {version}")
        self._read[settings().database_url, key, version] = found
        return found

    def _sql(self, statement: str) -> TextClause:
        return text(statement.replace("{schema}", self.service))


def _as_it_is(written: Questionnaire) -> Questionnaire:
    return written


def version_in_file(version: int) -> int:
    """Return the version of ours that HR's version of it follows: 2 for 2.1, which is 201; one of ours is itself."""
    return version // OWN if version > OWN else version


def next_version(known: Catalogue, files: Catalogue, key: str) -> int:
    """Return the number of the next version of ``key`` that HR publishes."""
    here = max((each.version for each in known if each.key == key), default=0)
    shipped = max((each.version for each in files if each.key == key), default=0)
    return max(here + 1, shipped * OWN + 1)


def version_name(version: int) -> str:
    """Return how people call a version: 2 as we made it, 2.1 as HR changed it."""
    return f"{version // OWN}.{version % OWN}" if version > OWN else str(version)
