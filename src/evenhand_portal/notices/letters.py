"""The mails of each event: what, why, by when, in plain words."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from evenhand_portal.notices.events import NoticeBounced
from evenhand_portal.notices.services import notice_queue
from evenhand_portal.parties.events import LinkAsked, PersonInvited
from evenhand_portal.parties.services import invitation_bounced

INVITATION: Final = "invitation-"


def invite(event: PersonInvited) -> None:
    """Ask somebody to join an organisation."""
    invitation = event.invitation
    link = address("invitation", event.secret)
    notice_queue(
        key=f"{INVITATION}{invitation.pk}",
        kind="invitation",
        email=invitation.email,
        subject=f"{invitation.invited_by} invites you to {invitation.organisation}",
        text=render_to_string("notices/invitation.txt", {"invitation": invitation, "link": link}),
        now=event.at,
    )


def invitation_came_back(event: NoticeBounced) -> None:
    """Show beside the invitation that its mail was refused."""
    if event.notice.kind == "invitation":
        pk = UUID(event.notice.key.removeprefix(INVITATION))
        invitation_bounced(invitation_id=pk, reason=event.reason, now=event.at)


def let_in(event: LinkAsked) -> None:
    """Send the link that signs in once."""
    facts = {"person": event.person, "link": address("link-use", event.token)}
    notice_queue(
        key=f"link-{event.token[-40:]}",
        kind="link",
        person=event.person,
        email=event.person.email,
        subject="Your link to sign in to Evenhand",
        text=render_to_string("notices/link.txt", facts),
        now=event.at,
    )


def address(name: str, *args: Any) -> str:
    """Return a whole address of the portal, for a mail."""
    return f"{settings.ORIGIN}{reverse(name, args=args)}"
