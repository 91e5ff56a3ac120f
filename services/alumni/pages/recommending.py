"""A member thinks of somebody; and the page of whoever was thought of. Neither tells who is known."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.alumni.actions import joining, membership, recommending
from services.alumni.domain.members import ADMITTED, CONFIRMED, DECLINED, REFUSED, Application, Member
from services.alumni.errors.coming_in import NamedEnough
from services.alumni.errors.membership import LinkDead
from services.alumni.schemas import words
from services.alumni.schemas.forms import EMAIL_WRONG, NO_EMAIL, Read, read_yes, said
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.frontdoor.addresses import read_address
from shared.kernel import clock
from shared.web.csrf import require_page_token
from shared.web.texts import chosen_language, language, marked, speak, with_lang

_NAMING, _INVITED = "alumni recommend", "alumni recommended"
_NOT_THEIRS = marked("Vul het adres in waarop je onze brief kreeg. Dan weten we dat jij het bent.")


def register(link: Blueprint, transaction: Transactions) -> None:
    """Add both pages."""
    _naming(link, transaction)
    _invited(link, transaction)


def _naming(link: Blueprint, transaction: Transactions) -> None:
    @link.get("/<token>/recommend")
    def recommend(token: str) -> str:
        """Ask of whom a member thinks."""
        with transaction() as tx:
            _member(tx, token)
        return _naming_page(token, Read({"email": ""}))

    @link.post("/<token>/recommend")
    def takes_recommendation(token: str) -> Response | tuple[str, int]:
        """Write to that person once; the same answer whoever it is."""
        require_page_token(_NAMING, token)
        found = Read({"email": request.form.get("email", "").strip()[:300]})
        email = read_address(found.typed["email"])
        if email is None:
            found.wrong("email", EMAIL_WRONG if found.typed["email"] else NO_EMAIL)
        try:
            with transaction() as tx:
                member = _member(tx, token, lock=True)
                if email is None:
                    return _naming_page(token, found), 422
                recommending.recommend(tx, member, email)
        except NamedEnough as error:
            found.wrong("email", error.text)
            return _naming_page(token, found), 422
        return redirect(with_lang(url_for("link.recommend", token=token, sent="yes")), 303)


def _invited(link: Blueprint, transaction: Transactions) -> None:
    @link.get("/<token>/invited")
    def invited(token: str) -> str:
        """Say who thought of them, and ask; what was answered before is told."""
        with transaction() as tx:
            application = _application(tx, token)
            by = recommending.by_whom(tx, application)
        return _invited_page(
            token, application, by, Read({"name": "", "email": "", "subjects": (), "answer": ""})
        )

    @link.post("/<token>/invited")
    def answers_invited(token: str) -> Response | tuple[str, int]:
        """Take the answer."""
        require_page_token(_INVITED, token)
        spoken = chosen_language() or language()
        with transaction() as tx:
            application = _application(tx, token, lock=True)
            found, answer, yes = read_yes(request.form, spoken)
            if yes is not None and not recommending.theirs(tx, application, yes.email):
                found.wrong("email", _NOT_THEIRS)
            if found.errors:
                return _invited_page(token, application, recommending.by_whom(tx, application), found), 422
            if application.open_at(tx.now):
                if answer and yes is not None:
                    recommending.say_yes(tx, application, yes)
                else:
                    joining.decline(tx, token)
        return redirect(with_lang(url_for("link.invited", token=token)), 303)


def _member(tx: Tx, token: str, *, lock: bool = False) -> Member:
    member = membership.behind(tx, token, lock=lock)
    speak(member.language)
    return member


def _application(tx: Tx, token: str, *, lock: bool = False) -> Application:
    found = recommending.behind(tx, token, lock=lock)
    speak(found.language)
    answered = found.state in {CONFIRMED, ADMITTED, REFUSED, DECLINED}
    if not answered and not found.open_at(clock.now()):
        raise LinkDead
    return found


def _naming_page(token: str, found: Read) -> str:
    return render_template(
        "alumni/recommend.html",
        token=token, typed=found.typed, errors=said(found), purpose=_NAMING,
        sent=request.args.get("sent") == "yes" and not found.errors,
    )  # fmt: skip


def _invited_page(token: str, application: Application, by: str, found: Read) -> str:
    return render_template(
        "alumni/invited.html",
        token=token, application=application, by=by, typed=found.typed, errors=said(found), purpose=_INVITED,
        subjects=words.options(words.SUBJECT), declined=application.state == DECLINED,
        answered=application.state in {CONFIRMED, ADMITTED, REFUSED, DECLINED},
    )  # fmt: skip
