"""What can go wrong at the front door, in words of the business."""

from shared.kernel.errors import Conflict, DomainError, Gone, Invalid, NotFound, TooMany


class WrongLogin(DomainError):
    """The password is wrong, or there is no such account; which of the two is nobody's business."""

    status = 401
    code = "wrong_login"
    text = "Dit e-mailadres en dit wachtwoord horen niet bij elkaar."


class WrongCode(DomainError):
    """The code of the second step is wrong, old or used."""

    status = 401
    code = "wrong_code"
    text = "Deze code klopt niet, of is al gebruikt. Wacht op de volgende en probeer het opnieuw."


class SecondStepTooOld(DomainError):
    """Too long between the password and the code."""

    status = 401
    code = "second_step_too_old"
    text = "Dat duurde te lang. Begin opnieuw met je wachtwoord."


class LoginLocked(TooMany):
    """Too many tries; `minutes` says how long the pause lasts."""

    code = "login_locked"
    text = "Er is te vaak geprobeerd in te loggen. Probeer het over %(minutes)s min opnieuw."


class AccountNotFound(NotFound):
    """No such account."""

    code = "account_not_found"
    text = "Dit account bestaat niet."


class EmailTaken(Conflict):
    """Somebody has this address already."""

    code = "email_taken"
    text = "Er is al een account met dit e-mailadres."


class LastHr(Conflict):
    """Nobody of HR would be left."""

    code = "last_hr"
    text = "Dit is het laatste account met de rol HR. Geef eerst iemand anders die rol."


class NotYourself(Conflict):
    """One does not close the door on oneself."""

    code = "not_yourself"
    text = "Je eigen account kun je niet sluiten."


class NotInvited(Conflict):
    """A welcome letter is for who has no password yet."""

    code = "not_invited"
    text = "Dit account is al in gebruik; een welkomstbrief is niet meer nodig."


class LinkDead(Gone):
    """A one-time link that was used, is too old, or never was."""

    code = "link_dead"
    text = "Deze link is gebruikt of verlopen. Vraag een nieuwe aan."


class PasswordRefused(Invalid):
    """The password will not do; `fields` says why."""

    code = "password_refused"
    text = "Dit wachtwoord kunnen we niet gebruiken."


class SecondFactorOn(Conflict):
    """It is on already."""

    code = "second_factor_on"
    text = "De tweede stap staat al aan."


class SecondFactorOff(Conflict):
    """There is nothing to switch off or to confirm."""

    code = "second_factor_off"
    text = "De tweede stap staat niet aan."


class UnknownMoment(Invalid):
    """A moment that is none."""

    code = "unknown_moment"
    text = "Deze tijd kennen we niet. Schrijf hem zo: 2027-03-09T14:00."


class NothingDue(Conflict):
    """There is no next moment to go to."""

    code = "nothing_due"
    text = "Er staat niets meer gepland."
