"""What happens to mails, and by mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import File

from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Person


@dataclass(frozen=True, slots=True)
class NoticeBounced:
    """A mail was refused for its address; `reason` is what the other server said."""

    notice: Notice
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReplyCame:
    """A person answered a mail; `subject` is what the notice named as the thing to comment on.

    A handler that raises ValidationError or Http404 refuses the answer, and the person is told why.
    """

    notice: Notice
    person: Person
    subject: str
    text: str
    files: tuple[File[bytes], ...]
    at: datetime
