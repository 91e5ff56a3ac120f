"""What was read: who chose what, and when; each to be looked at again."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from shared.kernel.ids import read_id
from shared.themes import store, texts
from shared.themes.room import Room
from shared.web.paging import page, read_window
from shared.web.texts import language


def register(desk: Blueprint, room: Room) -> None:
    """Add the page."""

    @desk.get("/<key>/read")
    def read(key: str) -> str:
        """Show the texts that were read, the latest first."""
        window = read_window()
        title = room.title(key)
        with room.transaction() as tx:
            themes = {one.id: one for one in store.themes(tx.conn, room.tables, key)}
            theme = next((one for one in themes.values() if str(one.id) == request.args.get("theme")), None)
            rows = texts.read(
                tx.conn,
                room.tables,
                questionnaire=key,
                theme=theme.id if theme else None,
                after=window.after if window.after and len(window.after) == 2 else None,
                limit=window.fetch,
                least=room.least,
            )
            laid = texts.themes_of(tx.conn, room.tables, [row.id for row in rows])
            names = store.accounts(tx.conn, [row.decided_by for row in rows])
        found = page(rows, window, key=lambda row: (row.decided_at, row.id))
        return render_template(
            "themes/read.html",
            key=key,
            title=title,
            rows=found["items"],
            next=found["next"],
            names=names,
            laid={
                coding: sorted(themes[one].said(language()) for one in taken if one in themes)
                for coding, (taken, _refused) in laid.items()
            },
            choices=[(str(one.id), one.said(language())) for one in themes.values()],
            theme=theme,
            done=read_id(request.args.get("done")),
        )
