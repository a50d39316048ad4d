"""Documents read and written whole: what is there is never left half written."""

from __future__ import annotations

import os
from pathlib import Path

from evenhand.errors import DocumentError, Problem


def read_text(path: Path) -> str:
    """Return the text of a document with its own line breaks. Raises DocumentError unless it is UTF-8, or OSError."""
    from evenhand.cli.paths import existing
    from evenhand.trees.tree import MOST_BYTES

    existing(path)
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        message = f"The document is larger than {MOST_BYTES // 1_000_000} MB."
        raise DocumentError([Problem("too-large", message, "Is this the right file?", file=str(path))])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        message, mend = "The document is not written in UTF-8.", "Save the file as UTF-8."
        raise DocumentError([Problem("not-utf-8", message, mend, file=str(path))]) from None


def replace_file(path: Path, data: str | bytes) -> None:
    """Write a file in one step: there is the old one or the new one, and never a part. Links and modes stay."""
    target = path.resolve()
    part = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with part.open("xb") as file:
            file.write(data if isinstance(data, bytes) else data.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
