"""What is typed at the desk about a conversation that has been: the report, the reasons, the ticks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from services.exit_interviews.domain.coding import MOST_CAUSES, Coded
from services.exit_interviews.domain.reports import MOST_LESSONS, PARTS, Draft, Lesson, tidy

Form = Mapping[str, Any]


def draft(form: Form, parts: Collection[str]) -> Draft:
    """Read a report; of a kind of leaving that is not asked why, the why is empty."""
    said = {part: tidy(form.get(part, "")) if part in parts else "" for part in PARTS}
    lessons = [
        Lesson(
            place=at,
            lesson=tidy(form.get(f"lesson-{at}", "")),
            action=tidy(form.get(f"action-{at}", "")),
            tell=form.get(f"tell-{at}") == "yes",
        )
        for at in range(MOST_LESSONS)
    ]
    return Draft(parts=said, lessons=[one for one in lessons if one.lesson or one.action])


def coded(form: Any) -> Coded:
    """Read reasons, the heaviest first, each once."""
    causes = [form.get(f"cause-{at}", "") for at in range(MOST_CAUSES)]
    return Coded(
        causes=list(dict.fromkeys(code for code in causes if code)),
        last_drop=form.get("last_drop") or None,
        prevented=form.getlist("prevented"),
    )


def places(ticked: Sequence[str]) -> list[int]:
    """Read at which places lessons are kept back."""
    return [int(one) for one in ticked if one.isascii() and one.isdecimal() and len(one) < 3]


def typed(row: Any | None, lessons: Sequence[Any]) -> dict[str, str]:
    """Return a report as it stands in the form."""
    found = {part: getattr(row, part) if row is not None else "" for part in PARTS}
    for one in lessons:
        found[f"lesson-{one.place}"], found[f"action-{one.place}"] = one.lesson, one.action
        found[f"tell-{one.place}"] = "yes" if one.tell else ""
    return found
