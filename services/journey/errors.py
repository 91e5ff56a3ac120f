"""What can go wrong in words of the business."""

from __future__ import annotations

from shared.kernel.errors import Conflict, Invalid, NotFound


class PlanInvalid(Invalid):
    """A plan cannot be read or cannot be kept; ``fields`` says at which rule and field, and why."""

    code = "plan_invalid"
    text = "Dit plan kan zo niet. Bij elk veld staat waarom."


class ChangedMeanwhile(Conflict):
    """Somebody answered, or was answered for, while we were at it."""

    code = "changed_meanwhile"
    text = "Er veranderde net iets aan dit moment. Probeer het nog een keer."


class PersonUnknown(NotFound):
    """No such person, or not any more."""

    code = "person_unknown"
    text = "Deze persoon kennen we niet (meer)."


class TouchpointUnknown(NotFound):
    """No such touchpoint, or not any more."""

    code = "touchpoint_unknown"
    text = "Dit moment kennen we niet (meer)."


class NotWaiting(Conflict):
    """What has left, or does not come, cannot be skipped."""

    code = "not_waiting"
    text = "Dit moment wacht niet meer: de brief is al vertrokken of vervallen."


class HandUnknown(NotFound):
    """No such action."""

    code = "hand_unknown"
    text = "Deze actie kennen we niet."


class LeftOut(Conflict):
    """Somebody cannot be sent anything by hand; ``why`` says it in a sentence of its own."""

    code = "left_out"
    text = "Deze collega krijgt nu niets van ons: op pauze gezet, overleden, nooit begonnen of gewist."


class TooLateToUndo(Conflict):
    """The minute in which an action can be undone has passed."""

    code = "too_late_to_undo"
    text = "Deze actie kun je niet meer ongedaan maken: dat kan tot een minuut nadat ze klaar is."


class InterviewerUnknown(NotFound):
    """No such account, or one that holds no conversations."""

    code = "interviewer_unknown"
    text = "Deze gespreksvoerder kennen we niet (meer)."


class AwayUnknown(NotFound):
    """No such absence of an interviewer."""

    code = "away_unknown"
    text = "Deze afwezigheid kennen we niet (meer)."


class FeedUnknown(NotFound):
    """No such calendar, or one that was revoked."""

    code = "feed_unknown"
    text = "Deze agenda kennen we niet (meer)."


class ProgrammeUnknown(NotFound):
    """No such programme."""

    code = "programme_unknown"
    text = "Dit programma kennen we niet."


class VersionUnknown(NotFound):
    """No such version of a plan."""

    code = "version_unknown"
    text = "Deze versie van het plan is er niet."


class RuleUnknown(NotFound):
    """No such rule in the draft, or not any more."""

    code = "rule_unknown"
    text = "Dit moment staat niet (meer) in het ontwerp."


class DraftMissing(NotFound):
    """Nobody is working on a change of this plan."""

    code = "draft_missing"
    text = "Er is geen ontwerp van dit plan (meer). Begin opnieuw bij het plan zelf."


class DraftTaken(Conflict):
    """Somebody else is working on a change of this plan."""

    code = "draft_taken"
    text = "%(name)s werkt al aan dit plan. Neem het ontwerp over, of spreek even af wie verdergaat."


class DraftMoved(Conflict):
    """The draft is not what it was when it was looked at."""

    code = "draft_moved"
    text = "Het ontwerp is intussen veranderd. Kijk hoe het er nu uitziet, en doe dan je wijziging."


class PlanMovedOn(Conflict):
    """Another version came into force meanwhile."""

    code = "plan_moved_on"
    text = (
        "Intussen is een andere versie van dit plan ingevoerd. Gooi dit ontwerp weg en begin bij die versie."
    )


class NothingChanges(Conflict):
    """What is asked for is as it is already."""

    code = "nothing_changes"
    text = "Er is niets veranderd: het staat al zo."


class RunUnknown(NotFound):
    """No such run, or not any more."""

    code = "run_unknown"
    text = "Deze vooruitblik is er niet (meer)."


class RunOver(Conflict):
    """Only what broke off, and is about what is in force still, can be begun again."""

    code = "run_over"
    text = (
        "Dit hoeft niet opnieuw: het is klaar, of intussen is er iets anders ingevoerd. Kijk opnieuw vooruit."
    )


class PreviewBusy(Conflict):
    """One look at a time."""

    code = "preview_busy"
    text = "Er wordt al vooruitgekeken naar een andere wijziging. Wacht tot dat klaar is, of stop het."


class StillReplanning(Conflict):
    """An earlier change is not with everybody yet."""

    code = "still_replanning"
    text = "Een eerdere wijziging wordt nog doorgevoerd. Zodra iedereen bij is, kun je verder."


class PreviewUnfinished(Conflict):
    """What was not looked at to the end is not applied."""

    code = "preview_unfinished"
    text = "Er is nog niet naar iedereen gekeken. Wacht tot de vooruitblik klaar is."


class PreviewStale(Conflict):
    """What was looked at is no longer what would happen."""

    code = "preview_stale"
    text = "Intussen is er iets anders ingevoerd. Kijk opnieuw vooruit voordat je dit invoert."
