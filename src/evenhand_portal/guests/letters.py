"""The mails about guests: the link itself, and that a reply waits."""

from __future__ import annotations

from evenhand.figures.dates import day_words
from evenhand_portal.agreements.models import Sides
from evenhand_portal.agreements.selectors import people_of
from evenhand_portal.guests.events import LinkMade, ReplyHeld
from evenhand_portal.notices.kinds import Kind, declare
from evenhand_portal.notices.letter import Letter
from evenhand_portal.notices.letters import address
from evenhand_portal.notices.services import notice_queue

declare(
    Kind("guest-link", "you are asked to read an agreement", "Guests", must=True, secret=True),
    Kind("guest-held", "a guest's reply waits as suspected spam", "Guests"),
)


def ask(event: LinkMade) -> None:
    """Send a guest the link, where an address was given."""
    link = event.link
    if not link.email:
        return
    may = "You may comment on it." if link.speaks else "It is for reading."
    whose = (
        "Both sides read what you write."
        if link.audience == "both"
        else f"Only {link.house} reads what you write."
    )
    notice_queue(
        key=f"guest-{link.pk}",
        kind="guest-link",
        email=link.email,
        subject=f"{link.made_by} asks you to read “{link.agreement}”",
        letter=Letter(
            headline=f"{link.made_by} asks you to read “{link.agreement}”.",
            sentences=(f"{may} You need no account.", *((whose,) if link.speaks else ())),
            by=f"The link is good until {day_words(link.expires_at.date())}, or until it is ended.",
            button="Read it",
            link=address("guest", event.secret),
            why="Whoever has this link can open it: do not pass it on.",
        ),
        about=link.agreement_id,
        now=event.at,
    )


def held(event: ReplyHeld) -> None:
    """Ask the managers of those for whom it is to look at a reply that waits."""
    link = event.held.link
    agreement = link.agreement
    for side in Sides.values if link.audience == "both" else [link.audience]:
        for person in people_of(getattr(agreement, side), "manager"):
            notice_queue(
                key=f"guest-held-{event.held.pk}-{person.pk}",
                kind="guest-held",
                person=person,
                email=person.email,
                subject=f"A guest's reply waits: {agreement}",
                letter=Letter(
                    headline=f"A reply by the link for {link.name} looks like spam.",
                    sentences=(event.held.reason, "Nobody sees it until you let it through."),
                    button="Look at it",
                    link=address("guests", agreement.pk),
                    why="You manage this agreement.",
                ),
                about=agreement.pk,
                now=event.at,
            )
