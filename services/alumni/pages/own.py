"""A member's own page: what they hear, how often, in which language; what is known; leave; be forgotten.

Every letter has its way out: the button of the mail program posts to ``leave`` (RFC 8058), the link in the letter opens
the page there. Opening changes nothing, and nothing is chosen beforehand.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.alumni.actions import directory, joining, membership
from services.alumni.actions.forgetting import forget as erase_member
from services.alumni.domain.directory import DIRECTORY
from services.alumni.domain.members import SUBJECTS, Member
from services.alumni.schemas import words
from services.alumni.schemas.forms import Read, read_email, read_preferences, said
from services.alumni.schemas.reunion_words import STATE
from services.alumni.store import former, members, profiles
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web.csrf import require_page_token
from shared.web.texts import LANGUAGES, gettext, marked, speak, with_lang

_PURPOSE = "alumni own page"
_SAVED = marked("Bewaard.")
_LETTER_SENT = marked(
    "Er is een brief op weg naar je nieuwe adres. Bevestig het daar, dan schrijven we je voortaan op dat adres."
)
_CHOOSE = marked("Kies waarmee we mogen stoppen, dan weten we dat jij het bent.")
_BE_FOUND = marked("De gids: andere leden vinden me niet meer, en schrijven me niet")
_TICK = marked("Vink dit aan, dan weten we dat jij het bent.")


def register(link: Blueprint, transaction: Transactions) -> None:
    """Add the pages of a member."""
    _preferences(link, transaction)
    _address(link, transaction)
    _leave(link, transaction)
    _known(link, transaction)


def _preferences(link: Blueprint, transaction: Transactions) -> None:
    @link.get("/<token>/me")
    def own(token: str) -> str:
        """Show what somebody chose."""
        with transaction() as tx:
            member = _behind(tx, token)
            typed = {
                "subjects": member.subjects,
                "language": member.language or "",
                "frequency": member.frequency,
                "paused_until": member.paused_until.isoformat() if member.paused_until else "",
                "fields": ", ".join(member.wishes.get("fields", ())),
                "places": ", ".join(member.wishes.get("places", ())),
                "hours": member.wishes.get("hours", ""),
                "level": member.wishes.get("level", ""),
            }
            return _own_page(tx, token, member, Read(typed))

    @link.post("/<token>/me")
    def choose(token: str) -> Response | tuple[str, int]:
        """Keep what somebody chooses now."""
        require_page_token(_PURPOSE, token)
        with transaction() as tx:
            member = _behind(tx, token)
            found, wanted = read_preferences(request.form, clock.today(settings().zone))
            if wanted is None:
                return _own_page(tx, token, member, found), 422
            membership.prefer(tx, token, wanted)
        return redirect(with_lang(url_for("link.own", token=token, saved="yes")), 303)


def _address(link: Blueprint, transaction: Transactions) -> None:
    @link.get("/<token>/address")
    def address(token: str) -> str:
        """Ask for another address."""
        with transaction() as tx:
            _behind(tx, token)
        return _address_page(token, Read({"email": ""}))

    @link.post("/<token>/address")
    def change_address(token: str) -> Response | tuple[str, int]:
        """Write to the new address; it counts once it is confirmed."""
        require_page_token(_PURPOSE, token)
        found = Read({"email": request.form.get("email", "").strip()})
        with transaction() as tx:
            member = _behind(tx, token)
            email = read_email(found, found.typed["email"])
            if found.errors or email is None:
                return _address_page(token, found), 422
            joining.new_address(tx, member, email, member.language)
        return redirect(with_lang(url_for("link.own", token=token, saved="address")), 303)


def _leave(link: Blueprint, transaction: Transactions) -> None:
    @link.get("/<token>/leave")
    def leaving(token: str) -> str:
        """Show what one can stop; opening it stops nothing."""
        with transaction() as tx:
            return _leave_page(tx, token, _behind(tx, token), {})

    @link.post("/<token>/leave")
    def leave(token: str) -> Response | tuple[str, int] | str:
        """Stop: at once where a mail program asks (RFC 8058), else what was chosen on the page."""
        if request.form.get("List-Unsubscribe") == "One-Click":
            subject = request.args.get("about")
            with transaction() as tx:
                membership.leave(tx, token, how="one_click", subject=subject if subject in SUBJECTS else None)
            return "", 200
        require_page_token(_PURPOSE, token)
        chosen = request.form.get("stop", "")
        with transaction() as tx:
            member = _behind(tx, token)
            if chosen not in {*SUBJECTS, DIRECTORY, "all"}:
                return _leave_page(tx, token, member, {"stop": [str(gettext(_CHOOSE))]}), 422
            membership.leave(tx, token, how="leave_page", subject=None if chosen == "all" else chosen)
        return redirect(with_lang(url_for("link.leaving", token=token)), 303)

    @link.get("/<token>/forget")
    def forgetting(token: str) -> str:
        """Say what being forgotten means."""
        with transaction() as tx:
            _behind(tx, token)
        return render_template("alumni/forget.html", token=token, purpose=_PURPOSE, errors={})

    @link.post("/<token>/forget")
    def forget(token: str) -> str | tuple[str, int]:
        """Forget."""
        require_page_token(_PURPOSE, token)
        if request.form.get("sure") != "yes":
            errors = {"sure": [str(gettext(_TICK))]}
            return render_template("alumni/forget.html", token=token, purpose=_PURPOSE, errors=errors), 422
        with transaction() as tx:
            member = _behind(tx, token)
            erase_member(tx, token)
        speak(member.language)
        return render_template("alumni/forgotten.html")


def _known(link: Blueprint, transaction: Transactions) -> None:
    @link.get("/<token>/known")
    def known(token: str) -> str:
        """Show all that the network knows of somebody."""
        with transaction() as tx:
            member = _behind(tx, token)
            ledger, around = members.ledger(tx.conn, member.id), directory.known_of(tx, member)
            proof = former.proof(tx.conn, member.id)
            name = (
                members.names(tx.conn, [member.person_id]).get(member.person_id, "")
                if member.person_id
                else ""
            )
        return render_template(
            "alumni/known.html",
            token=token, member=member, ledger=ledger, name=name, proof=proof, words=words, around=around,
            states=STATE,
        )  # fmt: skip

    @link.get("/<token>/download")
    def download(token: str) -> Response:
        """Give the same as a file."""
        with transaction() as tx:
            member = _behind(tx, token)
            ledger = members.ledger(tx.conn, member.id)
            around = directory.known_of(tx, member)
            proof = former.proof(tx.conn, member.id)
        response: Response = jsonify(_document(member, ledger, proof) | around)
        response.headers["Content-Disposition"] = 'attachment; filename="weerzien.json"'
        return response


def _behind(tx: Tx, token: str) -> Member:
    member = membership.behind(tx, token)
    speak(member.language)
    return member


def _own_page(tx: Tx, token: str, member: Member, found: Read) -> str:
    saved = {"yes": _SAVED, "address": _LETTER_SENT}.get(request.args.get("saved", ""))
    return render_template(
        "alumni/own.html",
        token=token,
        member=member,
        name=members.given_name(tx.conn, member.person_id) if member.person_id else "",
        typed=found.typed,
        errors=said(found),
        saved=str(gettext(saved)) if saved else None,
        subjects=words.options(words.SUBJECT),
        frequencies=words.options(words.FREQUENCY),
        hours=words.options(words.HOURS),
        levels=words.options(words.LEVELS),
        languages=list(LANGUAGES.items()),
        purpose=_PURPOSE,
    )


def _address_page(token: str, found: Read) -> str:
    return render_template(
        "alumni/address.html", token=token, typed=found.typed, errors=said(found), purpose=_PURPOSE
    )


def _leave_page(tx: Tx, token: str, member: Member, errors: dict[str, list[str]]) -> str:
    stops = [(name, words.words(words.SUBJECT, name)) for name in member.subjects]
    if profiles.of_member(tx.conn, member.id):
        stops.append((DIRECTORY, str(gettext(_BE_FOUND))))
    return render_template(
        "alumni/leave.html", token=token, member=member, stops=stops, errors=errors, purpose=_PURPOSE
    )


def _document(member: Member, ledger: list[Any], proof: Any) -> dict[str, Any]:
    return {
        "member_since": member.joined_at.isoformat(),
        "subjects": list(member.subjects),
        "language": member.language,
        "frequency": member.frequency,
        "paused_until": member.paused_until.isoformat() if member.paused_until else None,
        "wishes": dict(member.wishes),
        "worked_here": {
            "place": member.place,
            "department": member.department,
            "function": member.function,
            "from_year": member.first_year,
            "until_year": member.last_year,
        },
        "agreed_before": {"on": proof.agreed_on.isoformat(), "how": proof.agreed_how} if proof else None,
        "consent": [
            {
                "at": row.at.isoformat(),
                "subject": row.subject,
                "given": row.given,
                "how": row.how,
                "by": row.hand,
            }
            for row in ledger
        ],
    }
