"""Where somebody is in a questionnaire, given what has been written so far. Pure: nothing is read or kept here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from shared.questionnaire import form
from shared.questionnaire.form import Reading
from shared.questionnaire.kinds import Raw
from shared.questionnaire.model import Page, Question, Questionnaire


@dataclass(frozen=True)
class Conversation:
    """A questionnaire and the raw answers to it, right or wrong, also to questions that are not asked just now."""

    questionnaire: Questionnaire
    raws: Mapping[str, Raw]

    @cached_property
    def whole(self) -> Reading:
        """The answers to what is asked, and what stands in the way of sending them."""
        return form.whole(self.questionnaire, self.raws)

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """The questions that are asked, given the answers."""
        return tuple(self.questionnaire.asked(self.whole.answers))

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages on which something is asked, with only what is asked on them."""
        asked = {question.key for question in self.asked}
        found = []
        for page in self.questionnaire.pages:
            questions = tuple(question for question in page.questions if question.key in asked)
            if questions:
                found.append(Page(number=page.number, section=page.section, questions=questions))
        return tuple(found)

    def page(self, number: int) -> Page | None:
        """Return the page with ``number`` where something is asked on it."""
        return next((page for page in self.pages if page.number == number), None)

    def following(self, number: int) -> Page | None:
        """Return the first page after ``number``; None where the summary comes next."""
        return next((page for page in self.pages if page.number > number), None)

    def preceding(self, number: int) -> Page | None:
        """Return the last page before ``number``; None where the beginning is."""
        return next((page for page in reversed(self.pages) if page.number < number), None)

    def page_of(self, key: str) -> Page | None:
        """Return the page on which the question with ``key`` is asked."""
        return next((page for page in self.pages if any(each.key == key for each in page.questions)), None)

    def progress(self, page: Page) -> tuple[int, int]:
        """Return which part ``page`` is in, and how many parts there are."""
        parts = list(dict.fromkeys(each.section.key for each in self.pages))
        return parts.index(page.section.key) + 1, len(parts)

    def resume(self) -> Page | None:
        """Return the first page on which nothing has been written, None where every page has something."""
        return next(
            (page for page in self.pages if not any(self.raws.get(each.key) for each in page.questions)), None
        )

    def newly_asked(self, before: Conversation) -> Page | None:
        """Return the first page with a question that was not asked ``before``."""
        known = {question.key for question in before.asked}
        fresh = (question.key for question in self.asked if question.key not in known)
        key = next(fresh, None)
        return self.page_of(key) if key else None

    def laid_over(self, touched: Mapping[str, Raw]) -> Conversation:
        """Return the conversation with what was ``touched`` in place of what stood there."""
        return Conversation(self.questionnaire, {**self.raws, **touched})

    def fingerprint(self) -> str:
        """Return a short mark of all that would be sent, to see whether it is what the person looked at."""
        kept = {key: [raw.values, raw.other] for key, raw in self.raws.items() if key in self.whole.answers}
        return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]
