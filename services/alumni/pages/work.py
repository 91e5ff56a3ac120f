"""Work to come back for: what everybody may read, and how a member answers it from the letter."""

from __future__ import annotations

import json
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from services.alumni.actions import membership, work
from services.alumni.actions.newsletters import today
from services.alumni.domain.members import Member
from services.alumni.domain.work import Vacancy
from services.alumni.errors.work import AlreadyAnswered, VacancyUnknown
from services.alumni.policy import CV_MEBIBYTES
from services.alumni.schemas import words
from services.alumni.schemas.forms import Read, said
from services.alumni.schemas.reading import as_html
from services.alumni.schemas.work_forms import read_interest
from services.alumni.store import work as store
from shared.eventlog.unit import Transactions
from shared.kernel.settings import settings
from shared.web.auth import public
from shared.web.csrf import require_page_token
from shared.web.headers import found_by_all
from shared.web.sizes import accepts_upload
from shared.web.texts import speak, with_lang

_PURPOSE = "alumni work"


def register_public(front: Blueprint, transaction: Transactions) -> None:
    """Add what everybody may read."""

    @front.get("/work")
    @public
    @found_by_all
    def all_work() -> str:
        """List what is open."""
        with transaction() as tx:
            rows = store.open_ones(tx.conn, today(), shown=True)
        return render_template("alumni/all_work.html", rows=rows)

    @front.get("/work/<uuid:vacancy_id>")
    @public
    @found_by_all
    def vacancy(vacancy_id: UUID) -> str:
        """Show one, also to machines that look for vacancies."""
        with transaction() as tx:
            found = work.load(tx, vacancy_id)
        if not found.shown or found.opens_on > today():
            raise VacancyUnknown
        return render_template(
            "alumni/vacancy.html",
            vacancy=found, html=as_html(found.body), open=found.open_on(today()), posting=_posting(found), words=words,
        )  # fmt: skip


def register_linked(link: Blueprint, transaction: Transactions) -> None:
    """Add how a member answers."""

    @link.get("/<token>/work/<uuid:vacancy_id>")
    def asks_interest(token: str, vacancy_id: UUID) -> str:
        """Ask how somebody wants to answer; who did already sees that."""
        with transaction() as tx:
            member, found = membership.behind(tx, token), work.load(tx, vacancy_id)
            given = store.of_member(tx.conn, vacancy_id, member.id)
        speak(member.language)
        if given is not None:
            return render_template("alumni/interest_known.html", vacancy=found, given=given, token=token)
        return _page(token, member, found, Read({"way": "", "phone": "", "motivation": ""}))

    @link.post("/<token>/work/<uuid:vacancy_id>")
    @accepts_upload(mebibytes=CV_MEBIBYTES + 1)
    def takes_interest(token: str, vacancy_id: UUID) -> Response | tuple[str, int]:
        """Take the answer; a second one changes nothing."""
        require_page_token(_PURPOSE, token)
        answer_page = redirect(
            with_lang(url_for("link.asks_interest", token=token, vacancy_id=vacancy_id)), 303
        )
        found, answer = read_interest(request.form, request.files.get("file"))
        try:
            with transaction() as tx:
                member, vacancy = membership.behind(tx, token), work.load(tx, vacancy_id)
                speak(member.language)
                if answer is None:
                    return _page(token, member, vacancy, found), 422
                work.show_interest(tx, token, vacancy_id, answer)
        except AlreadyAnswered:
            pass
        return answer_page


def _page(token: str, member: Member, vacancy: Vacancy, found: Read) -> str:
    return render_template(
        "alumni/interest.html",
        token=token, member=member, vacancy=vacancy, typed=found.typed, errors=said(found), purpose=_PURPOSE,
        open=vacancy.open_on(today()), promised=work.promise(vacancy, today()), html=as_html(vacancy.body),
    )  # fmt: skip


def _posting(vacancy: Vacancy) -> Markup:
    """Return the vacancy as schema.org has it; no sign in it can end the block in which it stands."""
    document = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": vacancy.title,
        "description": str(as_html(vacancy.body)),
        "datePosted": vacancy.opens_on.isoformat(),
        "validThrough": vacancy.closes_on.isoformat(),
        "identifier": {"@type": "PropertyValue", "name": settings().organisation, "value": str(vacancy.id)},
        "hiringOrganization": {"@type": "Organization", "name": settings().organisation},
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": vacancy.place,
                "addressCountry": settings().country,
            },
        },
        "url": f"{settings().base_url}/alumni/work/{vacancy.id}",
    }
    text = json.dumps(document, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    # Every sign that HTML knows has been written otherwise.
    return Markup(text)  # noqa: S704
