"""Which event leads to which reaction, on one screen."""

from __future__ import annotations

from evenhand_portal.events import listen
from evenhand_portal.notices import letters
from evenhand_portal.parties import events as of_parties


def bind() -> None:
    """Bind every handler; the portal does so once, when it starts."""
    listen(of_parties.PersonInvited, letters.invite)
    listen(of_parties.LinkAsked, letters.let_in)
