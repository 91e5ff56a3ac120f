"""Facts that people publishes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.base import Fact


@dataclass(frozen=True, kw_only=True)
class PersonHired(Fact):
    """A spell of employment is known; ``previous_spell_id`` where somebody came back."""

    type = "people.hired"
    spell_id: UUID
    hire_date: date
    previous_spell_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class PersonChanged(Fact):
    """Something about a person or spell is different; names the fields, not what stands in them."""

    type = "people.changed"
    spell_id: UUID | None
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HireDateCorrected(Fact):
    """The hire date of a spell was wrong."""

    type = "people.hire_corrected"
    spell_id: UUID
    hire_date: date
    was: date


@dataclass(frozen=True, kw_only=True)
class LeavingAnnounced(Fact):
    """Somebody will leave, or is known to have left."""

    type = "people.leaving_announced"
    spell_id: UUID
    kind: str
    notice_date: date | None
    last_day: date


@dataclass(frozen=True, kw_only=True)
class LeavingChanged(Fact):
    """The kind, notice date or last day of a leaving is different."""

    type = "people.leaving_changed"
    spell_id: UUID
    kind: str
    notice_date: date | None
    last_day: date


@dataclass(frozen=True, kw_only=True)
class LeavingWithdrawn(Fact):
    """Somebody stays after all."""

    type = "people.leaving_withdrawn"
    spell_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonLeft(Fact):
    """The last day has passed."""

    type = "people.left"
    spell_id: UUID
    kind: str
    last_day: date


@dataclass(frozen=True, kw_only=True)
class PersonBegan(Fact):
    """The first day has come of somebody who was expected; who was here when we heard of them is only ``hired``."""

    type = "people.began"
    spell_id: UUID
    hire_date: date


@dataclass(frozen=True, kw_only=True)
class PersonNeverStarted(Fact):
    """Somebody who was to begin never did: nothing is asked of them, and they do not count as a leaver."""

    type = "people.never_started"
    spell_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonStartedAfterAll(Fact):
    """That somebody never began was a mistake."""

    type = "people.started_after_all"
    spell_id: UUID


@dataclass(frozen=True, kw_only=True)
class AbsenceNoted(Fact):
    """Somebody is on leave, or will be; ``last_day`` is empty while nobody knows until when. Never why."""

    type = "people.absence_noted"
    spell_id: UUID
    absence_id: UUID
    first_day: date
    last_day: date | None


@dataclass(frozen=True, kw_only=True)
class AbsenceChanged(Fact):
    """A leave begins or ends on another day."""

    type = "people.absence_changed"
    spell_id: UUID
    absence_id: UUID
    first_day: date
    last_day: date | None


@dataclass(frozen=True, kw_only=True)
class AbsenceWithdrawn(Fact):
    """A leave was noted by mistake."""

    type = "people.absence_withdrawn"
    spell_id: UUID
    absence_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonDied(Fact):
    """Somebody died: everything stops, and nobody is mailed."""

    type = "people.died"
    spell_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class PersonMerged(Fact):
    """Two records were one person; this one goes on as ``into_person_id``."""

    type = "people.merged"
    into_person_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonUnmerged(Fact):
    """A merge was undone; this person stands on its own again."""

    type = "people.unmerged"
    from_person_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonForgotten(Fact):
    """Names and addresses are erased; each service erases or anonymises its own."""

    type = "people.forgotten"


@dataclass(frozen=True, kw_only=True)
class CallerKnown(Fact):
    """It is known who left a name and an address at the front door."""

    type = "people.caller_known"
    caller_id: UUID


@dataclass(frozen=True, kw_only=True)
class CallerRefused(Fact):
    """Whoever left a name and an address at the front door is none of ours, as HR sees it, or was forgotten."""

    type = "people.caller_refused"
    person_id: UUID | None = None
    caller_id: UUID


@dataclass(frozen=True, kw_only=True)
class PeopleImported(Fact):
    """A file was applied."""

    type = "people.imported"
    person_id: UUID | None = None
    import_id: UUID
    created: int
    changed: int
    unchanged: int
    rejected: int
