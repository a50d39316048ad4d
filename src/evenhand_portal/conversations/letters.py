"""The mails about conversations: who said what about what, to those who see it and to nobody else."""

from __future__ import annotations

from typing import Final

from evenhand_portal.agreements.models import Agreement, Sides
from evenhand_portal.agreements.selectors import people_of
from evenhand_portal.conversations.decisions import BOTH
from evenhand_portal.conversations.events import CommentMade
from evenhand_portal.conversations.models import Comment, Thread
from evenhand_portal.conversations.selectors import people_seeing
from evenhand_portal.notices.kinds import Kind, declare
from evenhand_portal.notices.letter import Letter
from evenhand_portal.notices.letters import address
from evenhand_portal.notices.services import notice_queue
from evenhand_portal.parties.models import Person

REPLY = "thread:"
"""What a mailed answer becomes a comment on: this, and the number of the thread."""

KINDS: Final = ("mention", "comment")
declare(
    Kind("mention", "somebody names you by @", "Conversations", urgent=True),
    Kind("comment", "somebody comments where you take part", "Conversations"),
)


def said(event: CommentMade) -> None:
    """Tell at once whoever is named; everybody else who takes part is told with what is not urgent."""
    comment = event.comment
    agreement, thread = comment.thread.agreement, comment.thread
    named = [one for one in event.mentioned if one != comment.person]
    for person in named:
        _to(person, "mention", f"{comment.author} asks you", comment, agreement, "You are named in it.")
    for person in _taking_part(agreement, thread):
        if person not in named and person != comment.person:
            why = "You take part in this conversation, or manage the agreement."
            _to(person, "comment", f"{comment.author} commented", comment, agreement, why)


def _taking_part(agreement: Agreement, thread: Thread) -> list[Person]:
    """Managers of those who see the thread, whoever said something in it, and whoever was named in it."""
    sides = Sides.values if thread.audience == BOTH else [thread.audience]
    managers = {one.pk for side in sides for one in people_of(getattr(agreement, side), "manager")}
    said_something = thread.comments.exclude(person=None).values_list("person", flat=True)
    named = thread.comments.exclude(mentions=None).values_list("mentions__person", flat=True)
    taking_part = {*managers, *said_something, *named}
    return [one for one in people_seeing(agreement, thread.audience) if one.pk in taking_part]


def _to(person: Person, kind: str, what: str, comment: Comment, agreement: Agreement, why: str) -> None:
    thread = comment.thread
    seen = "Only your side sees this." if thread.own else "Both sides see this."
    files = [one.name for one in comment.attachments.all()]
    attached = (f"Attached, to be read in the portal: {', '.join(files)}.",) if files else ()
    link = address("thread", agreement.pk, thread.pk)
    notice_queue(
        key=f"{kind}-{comment.pk}-{person.pk}",
        kind=kind,
        person=person,
        email=person.email,
        subject=f"{what}: {thread.title}",
        letter=Letter(
            headline=f"{what} about {thread.about} of “{agreement}”.",
            sentences=(seen, *attached),
            quote=comment.text,
            quoted=comment.author,
            button="Read and answer",
            link=f"{link}#comment-{comment.number}",
            why=why,
        ),
        about=agreement.pk,
        reply=f"{REPLY}{thread.pk}",
        now=comment.at,
    )
