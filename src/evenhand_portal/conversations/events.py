"""What happens in conversations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evenhand_portal.conversations.models import Comment, Thread
from evenhand_portal.parties.models import Person


@dataclass(frozen=True, slots=True)
class CommentMade:
    """Somebody said something; `mentioned` are the people named by @ in it."""

    comment: Comment
    mentioned: tuple[Person, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class CommentErased:
    """The words of a comment were erased by law: whoever keeps a copy erases it now."""

    comment: Comment
    at: datetime


@dataclass(frozen=True, slots=True)
class ThreadResolved:
    """Somebody marked a thread as resolved."""

    thread: Thread
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ThreadReopened:
    """Somebody opened a resolved thread again."""

    thread: Thread
    by: str
    at: datetime
