"""Kept questions: the list, one with its figures, and the buttons to keep, share and let go of it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from services.insights.actions import keeping
from services.insights.desk import asked as addresses
from services.insights.desk import explorer, explorer_asked, explorer_shown, explorer_words
from services.insights.desk.explorer_shown import Shown
from services.insights.domain.explorer import BOARD, MANAGERS, ROLES, shareable
from services.insights.store import views as store
from services.insights.store.views import View
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Conflict, Invalid
from shared.kernel.ids import new_id
from shared.web.auth import account, allow
from shared.web.paging import page, read_window
from shared.web.sheets import file_of
from shared.web.texts import gettext

Page = str | Answer | tuple[str, int]


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages, the file and the buttons."""
    _pages(desk, transaction)
    _buttons(desk, transaction)


def _pages(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/views")
    @allow("hr", "manager", "board")
    def all_views() -> Page:
        """List kept questions; to others than HR those that are shared with them."""
        window, roles = read_window(), _roles()
        with transaction() as tx:
            found = store.listed(tx.conn, roles=roles, after=window.after, limit=window.fetch)
        listed = page(found, window, key=lambda one: (one.name.lower(), one.id))
        return render_template(
            "insights/views.html", views=listed["items"], next=listed["next"], explorer_words=explorer_words
        )

    @desk.get("/views/<uuid:view_id>")
    @allow("hr", "manager", "board")
    def view(view_id: UUID) -> Page:
        """Show what comes out of a kept question now."""
        with transaction() as tx:
            return _one(tx, view_id)

    @desk.get("/views/<uuid:view_id>.<any(csv, xlsx):kind>")
    @allow("hr", "manager", "board")
    def view_file(view_id: UUID, kind: str) -> Response:
        """Give what comes out of a kept question as a file."""
        with transaction() as tx:
            what = addresses.read(tx)
            rows = list(explorer_shown.rows(_shown(tx, _find(tx, view_id)), what.until))
        return file_of(kind, gettext("overzicht"), gettext("Overzicht"), rows)


def _buttons(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/views")
    def keep_view() -> Page:
        """Keep a question under a name."""
        name = " ".join(request.form.get("name", "").split())
        view_id = addresses.as_uuid(request.form.get("id", "")) or new_id()
        with transaction() as tx:
            asked, errors = explorer_asked.read(tx, addresses.read(tx).until.year, request.form)
            if not errors:
                try:
                    keeping.keep(tx, view_id, name, asked, account().id)
                except Invalid as error:
                    errors = {"name": [str(gettext(error.text))]}
            if errors:
                return explorer.page(tx, asked, errors, {"name": name}), 422
        flash(gettext("Bewaard."), "good")
        return redirect(url_for("desk.view", view_id=view_id), 303)

    @desk.post("/views/<uuid:view_id>/share")
    def share_view(view_id: UUID) -> Page:
        """Share a kept question, or take that back."""
        roles = [role for role in ROLES if role in request.form.getlist("roles")]
        try:
            with transaction() as tx:
                keeping.share(tx, view_id, roles, account().id)
        except Conflict as error:
            with transaction() as tx:
                return _one(tx, view_id, trouble=str(gettext(error.text))), 409
        flash(gettext("Gedeeld.") if roles else gettext("Alleen HR ziet dit overzicht."), "good")
        return redirect(url_for("desk.view", view_id=view_id), 303)

    @desk.post("/views/<uuid:view_id>/drop")
    def drop_view(view_id: UUID) -> Page:
        """Let go of a kept question."""
        with transaction() as tx:
            keeping.drop(tx, view_id)
        flash(gettext("Weggehaald."), "good")
        return redirect(url_for("desk.all_views"), 303)


def _roles() -> list[str] | None:
    """As whom somebody looks: HR at everything, else the board at what is the board's, or a manager at the own."""
    me = account()
    if me.may("hr"):
        return None
    return [BOARD] if me.may("board") else [MANAGERS]


def _find(tx: Tx, view_id: UUID) -> View:
    roles = _roles()
    return keeping.find(tx, view_id) if roles is None else keeping.find_shared(tx, view_id, roles)


def _shown(tx: Tx, found: View) -> Shown:
    what, roles = addresses.read(tx), _roles()
    if roles is None:
        crossed = keeping.explore(tx, found.asked, what.until)
    else:
        crossed = keeping.explore_apart(tx, found.asked, what.until, what.scope.within)
    return explorer_shown.shown(
        tx, found.asked, crossed, what.until, explorer_asked.names(tx), apart=roles is not None
    )


def _one(tx: Tx, view_id: UUID, trouble: str | None = None) -> str:
    what, found = addresses.read(tx), _find(tx, view_id)
    if what.scope.nobody:
        return render_template("insights/no_department.html", what=what)
    return render_template(
        "insights/view.html",
        what=what,
        view=found,
        found=_shown(tx, found),
        query=explorer_asked.as_query(found.asked),
        sharing=[
            (role, gettext(explorer_words.ROLES[role])) for role in ROLES if shareable(found.asked, role)
        ],
        source=explorer_shown.source(found.asked),
        trouble=trouble,
    )
