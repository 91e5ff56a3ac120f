"""What can go wrong with vacancies and answers to them."""

from __future__ import annotations

from shared.kernel.errors import Conflict, NotFound


class VacancyUnknown(NotFound):
    """No such vacancy."""

    code = "vacancy_unknown"
    text = "Deze vacature kennen we niet."


class VacancyClosed(Conflict):
    """It is not open (any more)."""

    code = "vacancy_closed"
    text = "Op deze vacature kun je niet meer reageren."


class AlreadyAnswered(Conflict):
    """A second answer to the same vacancy."""

    code = "already_answered"
    text = "Je hebt al gereageerd. Je hoort van ons op de dag die in de bevestiging staat."


class AlreadyDecided(Conflict):
    """Somebody decided already."""

    code = "already_decided"
    text = "Hierover is al beslist, en de brief is al weg."


class AnswerUnknown(NotFound):
    """No such answer, or not one that you were asked to look at."""

    code = "answer_unknown"
    text = "Deze reactie kennen we niet, of ze is niet voor jou."
