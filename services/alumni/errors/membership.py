"""What can go wrong with a membership and its link."""

from __future__ import annotations

from shared.kernel.errors import NotFound


class LinkDead(NotFound):
    """Nothing is behind this link: unknown, cut off, past its time, or replaced by a newer one."""

    code = "link_dead"
    text = "Deze link werkt niet of niet meer."


class MemberUnknown(NotFound):
    """No such member."""

    code = "member_unknown"
    text = "Dit lid kennen we niet."
