"""Files of records as they were sent: kept byte for byte under their number, with their hash, never too large."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Final

from django.core.exceptions import ValidationError
from django.core.files.base import File

from evenhand_portal.tracking.models import Upload

MOST_BYTES: Final = 1 << 30
"""The largest file that is taken: about ten million rows."""

SMALL_BYTES: Final = 2_000_000
"""Up to here files are read, and figures reckoned, while the person waits; beyond it by the worker."""


def measured(file: File[bytes]) -> tuple[str, int]:
    """Return SHA-256 and size of a file, read in pieces; raise ValidationError when it is empty or too large."""
    digest, size = sha256(), 0
    for piece in file.chunks():
        size += len(piece)
        if size > MOST_BYTES:
            most = MOST_BYTES >> 20
            raise ValidationError(
                f"The file is larger than {most:,} MB. Export a shorter time, or fewer columns."
            )
        digest.update(piece)
    if not size:
        raise ValidationError("The file is empty. Export it again.")
    return digest.hexdigest(), size


def keep(upload: Upload, file: File[bytes]) -> None:
    """Store the bytes of a file under the number of its upload; the name that it came with is no part of the path."""
    file.seek(0)
    upload.file.save(str(upload.pk), file, save=False)


def path_of(upload: Upload) -> Path:
    """Return where the file lies, for the library to read."""
    return Path(upload.file.path)
