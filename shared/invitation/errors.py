"""What can be wrong with a link. One thing, told in one way: nobody learns which links exist."""

from __future__ import annotations

from shared.kernel.errors import NotFound


class DeadLink(NotFound):
    """There is nothing to answer behind this link: unknown, altered, cut off, past its time or called back."""

    code = "dead_link"
    text = "Deze link werkt niet of niet meer."
