"""Facts that the network of former colleagues publishes: that somebody chose something, never a name or an address."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shared.contracts.base import Fact


@dataclass(frozen=True, kw_only=True)
class AddressConfirmed(Fact):
    """Whoever left a name and an address at the front door showed that the address is theirs."""

    type = "alumni.address_confirmed"
    person_id: UUID | None = None
    caller_id: UUID


@dataclass(frozen=True, kw_only=True)
class CallerWithdrew(Fact):
    """What was left at the front door is not wanted any more, or was never confirmed."""

    type = "alumni.caller_withdrew"
    person_id: UUID | None = None
    caller_id: UUID


@dataclass(frozen=True, kw_only=True)
class ListHandedIn(Fact):
    """HR handed in a list of former colleagues: names and addresses lie at the front door, nobody is let in yet."""

    type = "alumni.list_handed_in"
    person_id: UUID | None = None
    list_id: UUID
    rows: int


@dataclass(frozen=True, kw_only=True)
class CallerVouched(Fact):
    """HR vouches for one row of its list."""

    type = "alumni.caller_vouched"
    person_id: UUID | None = None
    caller_id: UUID


@dataclass(frozen=True, kw_only=True)
class ListClosed(Fact):
    """HR decided about its list: whatever of it still lies at the front door goes."""

    type = "alumni.list_closed"
    person_id: UUID | None = None
    list_id: UUID
    vouched: int


@dataclass(frozen=True, kw_only=True)
class ListedLetGo(Fact):
    """Somebody out of a list said no, or nothing, when asked once: who was known for that alone is erased."""

    type = "alumni.listed_let_go"


@dataclass(frozen=True, kw_only=True)
class MemberJoined(Fact):
    """Somebody is in the network, by their own choice."""

    type = "alumni.joined"
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Fact):
    """A member wants news, reunions or vacancies."""

    type = "alumni.consent_given"
    subject: str
    how: str


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(Fact):
    """A member does not want it any more."""

    type = "alumni.consent_withdrawn"
    subject: str
    how: str


@dataclass(frozen=True, kw_only=True)
class ForgetAsked(Fact):
    """A member asked to be forgotten: the network has erased its own."""

    type = "alumni.forget_asked"


@dataclass(frozen=True, kw_only=True)
class InvitationAnswered(Fact):
    """Somebody who was asked whether to stay in touch said yes."""

    type = "alumni.invitation_answered"
    touchpoint_id: UUID


@dataclass(frozen=True, kw_only=True)
class InvitationDeclined(Fact):
    """Somebody who was asked whether to stay in touch would rather not."""

    type = "alumni.invitation_declined"
    touchpoint_id: UUID


@dataclass(frozen=True, kw_only=True)
class InvitationClosed(Fact):
    """The question whether to stay in touch is over; ``reason`` says why."""

    type = "alumni.invitation_closed"
    touchpoint_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class IssueSent(Fact):
    """A newsletter lies in the letterbox, for so many readers."""

    type = "alumni.issue_sent"
    person_id: UUID | None = None
    issue_id: UUID
    letters: int


@dataclass(frozen=True, kw_only=True)
class SendingPaused(Fact):
    """What has not left of a newsletter waits."""

    type = "alumni.sending_paused"
    person_id: UUID | None = None
    issue_id: UUID


@dataclass(frozen=True, kw_only=True)
class SendingResumed(Fact):
    """A newsletter goes on."""

    type = "alumni.sending_resumed"
    person_id: UUID | None = None
    issue_id: UUID


@dataclass(frozen=True, kw_only=True)
class SendingStopped(Fact):
    """What has not left of a newsletter never leaves."""

    type = "alumni.sending_stopped"
    person_id: UUID | None = None
    issue_id: UUID


@dataclass(frozen=True, kw_only=True)
class VacancyOpened(Fact):
    """A vacancy opened, and so many members whom it fits were told."""

    type = "alumni.vacancy_opened"
    person_id: UUID | None = None
    vacancy_id: UUID
    letters: int


@dataclass(frozen=True, kw_only=True)
class InterestShown(Fact):
    """A former colleague would like to come back for this work."""

    type = "alumni.interest_shown"
    vacancy_id: UUID


@dataclass(frozen=True, kw_only=True)
class InterestDecided(Fact):
    """They heard: ``outcome`` is invited or declined."""

    type = "alumni.interest_decided"
    vacancy_id: UUID
    outcome: str


@dataclass(frozen=True, kw_only=True)
class ReunionAnnounced(Fact):
    """So many members were invited to a reunion."""

    type = "alumni.reunion_announced"
    person_id: UUID | None = None
    reunion_id: UUID
    letters: int


@dataclass(frozen=True, kw_only=True)
class ReunionAnswered(Fact):
    """A member said yes, no or maybe; ``place`` is in, waiting, no or maybe."""

    type = "alumni.reunion_answered"
    reunion_id: UUID
    place: str


@dataclass(frozen=True, kw_only=True)
class ReunionCancelled(Fact):
    """A reunion will not be."""

    type = "alumni.reunion_cancelled"
    person_id: UUID | None = None
    reunion_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReunionThanked(Fact):
    """Whoever came to a reunion was thanked; so many letters."""

    type = "alumni.reunion_thanked"
    person_id: UUID | None = None
    reunion_id: UUID
    letters: int


@dataclass(frozen=True, kw_only=True)
class ReunionProposed(Fact):
    """A member proposed a reunion."""

    type = "alumni.reunion_proposed"
    proposal_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProposalDecidedOn(Fact):
    """HR answered a proposal: ``outcome`` is approved or declined."""

    type = "alumni.proposal_decided"
    proposal_id: UUID
    outcome: str


@dataclass(frozen=True, kw_only=True)
class CameBack(Fact):
    """A former colleague in the network works here again; ``vacancy_id`` where they had answered one."""

    type = "alumni.came_back"
    spell_id: UUID
    vacancy_id: UUID | None = None
