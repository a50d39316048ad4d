"""The mails of each event: what, why, by when, in plain words."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from evenhand.figures.dates import day_words
from evenhand_portal.notices.events import NoticeBounced
from evenhand_portal.notices.letter import Letter
from evenhand_portal.notices.services import notice_queue
from evenhand_portal.parties.events import LinkAsked, PersonInvited
from evenhand_portal.parties.services import invitation_bounced

INVITATION: Final = "invitation-"


def invite(event: PersonInvited) -> None:
    """Ask somebody to join an organisation."""
    invitation = event.invitation
    link = address("invitation", event.secret)
    role = invitation.get_role_display().partition(":")[0].lower()
    letter = Letter(
        headline=f"{invitation.invited_by} invites you to {invitation.organisation} on Evenhand, as {role}.",
        sentences=(
            "Evenhand keeps a service level agreement that both sides can check: what was promised, what happened, "
            "and how each figure came about.",
        ),
        by=f"Join by {day_words(invitation.expires_at.date())}.",
        button="Look at the invitation",
        link=link,
        why=f"If you do not know {invitation.invited_by}, do nothing; the link stops working by itself.",
    )
    notice_queue(
        key=f"{INVITATION}{invitation.pk}",
        kind="invitation",
        email=invitation.email,
        subject=f"{invitation.invited_by} invites you to {invitation.organisation}",
        letter=letter,
        now=event.at,
    )


def invitation_came_back(event: NoticeBounced) -> None:
    """Show beside the invitation that its mail was refused."""
    if event.notice.kind == "invitation":
        pk = UUID(event.notice.key.removeprefix(INVITATION))
        invitation_bounced(invitation_id=pk, reason=event.reason, now=event.at)


def let_in(event: LinkAsked) -> None:
    """Send the link that signs in once."""
    letter = Letter(
        headline="This link signs you in once, within 15 minutes.",
        button="Sign in",
        link=address("link-use", event.token),
        why="If you did not ask for it, do nothing.",
    )
    notice_queue(
        key=f"link-{event.token[-40:]}",
        kind="link",
        person=event.person,
        email=event.person.email,
        subject="Your link to sign in to Evenhand",
        letter=letter,
        now=event.at,
    )


def address(name: str, *args: Any) -> str:
    """Return a whole address of the portal, for a mail."""
    return f"{settings.ORIGIN}{reverse(name, args=args)}"
