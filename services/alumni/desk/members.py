"""Who is in the network: how many, who, and what each of them chose and when."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template, request

from services.alumni.errors.membership import MemberUnknown
from services.alumni.schemas import words
from services.alumni.store import former
from services.alumni.store import members as store
from shared.eventlog.unit import Transactions
from shared.web.paging import page, read_window


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the list of members and the page of one."""

    @desk.get("")
    @desk.get("/")
    def members() -> str:
        """Show how many want what, and who they are."""
        window = read_window()
        state = request.args.get("state", "")
        state = state if state in words.STATE else ""
        with transaction() as tx:
            counts = store.counts(tx.conn)
            rows = store.listed(tx.conn, state=state or None, after=window.after, limit=window.fetch)
            found = page(rows, window, key=lambda row: (row.joined_at, row.id))
            names = store.names(tx.conn, [row.person_id for row in found["items"]])
            calling = store.calling(tx.conn)
        return render_template(
            "alumni/desk/members.html",
            rows=found["items"], next=found["next"], counts=counts, names=names, calling=calling, state=state,
            states=words.options(words.STATE), words=words,
        )  # fmt: skip

    @desk.get("/members/<uuid:member_id>")
    def member(member_id: UUID) -> str:
        """Show one member: what they chose, and the ledger."""
        with transaction() as tx:
            found = store.find(tx.conn, member_id)
            if found is None or found.person_id is None:
                raise MemberUnknown
            ledger = store.ledger(tx.conn, member_id)
            name = store.names(tx.conn, [found.person_id]).get(found.person_id)
            proof = former.proof(tx.conn, member_id)
        return render_template(
            "alumni/desk/member.html", member=found, ledger=ledger, name=name, proof=proof, words=words
        )
