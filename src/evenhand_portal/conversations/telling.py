"""What is said to both sides is told to the ledger; what is said to one's own side never is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from evenhand_portal.conversations.authors import Author
from evenhand_portal.conversations.models import Comment, Thread
from evenhand_portal.ledger.services import ledger_append


def comment_told(comment: Comment, author: Author, files: Sequence[tuple[str, str]], now: datetime) -> None:
    """Tell a comment of a thread for both: its words, and the name and SHA-256 of each file.

    All of it is payload: a bare hash of a few words that were erased could be guessed from.
    """
    thread = comment.thread
    if thread.own:
        return
    ledger_append(
        ledger=thread.agreement.ledger,
        kind="comment-made",
        actor=author.actor,
        source="portal",
        payload={
            "person": author.told,
            "about": thread.about,
            "text": comment.text,
            "files": [name for name, _ in files],
            "files_sha256": [digest for _, digest in files],
        },
        facts={
            "thread": str(thread.pk),
            "comment": comment.number,
        },
        now=now,
    )


def thread_told(kind: str, thread: Thread, author: Author, now: datetime) -> None:
    """Tell that a thread for both was resolved or opened again."""
    if thread.own:
        return
    ledger_append(
        ledger=thread.agreement.ledger,
        kind=kind,
        actor=author.actor,
        source="portal",
        payload={
            "person": author.told,
            "about": thread.about,
            "title": thread.title,
        },
        facts={"thread": str(thread.pk)},
        now=now,
    )
