"""What is forgotten of a notice when nothing more becomes of its mail."""

from __future__ import annotations

from typing import Any, Final

from evenhand_portal.notices.kinds import GATHERINGS, kind_named
from evenhand_portal.notices.models import Notice

WORDS: Final[dict[str, Any]] = {"text": "", "letter": {}, "link": ""}


def forgotten(notice: Notice, *, given_up: bool = False) -> dict[str, Any]:
    """Return the columns to empty: all words of what lets somebody in, however its mail ended.

    A mail that gathered news and is given up goes too: its news goes elsewhere, and nobody would come by its words
    any more, also not to erase them.
    """
    if kind_named(notice.kind).secret or (given_up and notice.kind in GATHERINGS):
        return WORDS
    return {}
