"""Files beside comments: few, not too large, kept under their number; the name they came with is only shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import File

from evenhand_portal.agreements.files import plain_name
from evenhand_portal.conversations.models import Attachment, Comment

MOST_FILES: Final = 5
MOST_BYTES: Final = 10_000_000
SAFE_TYPES: Final = {
    ".csv": "text/csv; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".txt": "text/plain; charset=utf-8",
}
"""What a file is said to be when it is taken away; anything else is bytes. A browser opens none of them."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file that may be kept."""

    name: str
    sha256: str
    size: int
    file: File[bytes]


def received(files: Sequence[File[bytes]]) -> list[Received]:
    """Measure files that were sent; raise ValidationError for one that is empty or too large, or for too many."""
    if len(files) > MOST_FILES:
        raise ValidationError(f"Attach at most {MOST_FILES} files to one comment.")
    return [_measured(file) for file in files]


def _measured(file: File[bytes]) -> Received:
    name, digest, size = plain_name(str(file.name or "")), sha256(), 0
    for piece in file.chunks():
        size += len(piece)
        if size > MOST_BYTES:
            raise ValidationError(
                f"“{name}” is larger than {MOST_BYTES // 1_000_000} MB. Attach a smaller one."
            )
        digest.update(piece)
    if not size:
        raise ValidationError(f"“{name}” is empty. Attach it again.")
    return Received(name, digest.hexdigest(), size, file)


def attach(comment: Comment, files: Sequence[Received]) -> None:
    """Keep the files beside a comment."""
    for one in files:
        kept = Attachment(id=uuid4(), comment=comment, name=one.name, sha256=one.sha256, bytes=one.size)
        one.file.seek(0)
        kept.file.save(str(kept.pk), one.file, save=False)
        kept.save()


def type_of(name: str) -> str:
    """Return the type under which a file is handed out.

    >>> type_of("Plan.PDF"), type_of("page.html")
    ('application/pdf', 'application/octet-stream')
    """
    dot = name.rfind(".")
    return SAFE_TYPES.get(name[dot:].lower() if dot >= 0 else "", "application/octet-stream")
