"""Keys that the demonstration makes for itself and keeps in its data folder."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path


def kept_key(path: Path) -> str:
    """Return the key kept at `path`; made of 32 random bytes (base64) when there is none, for its owner alone."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = base64.b64encode(secrets.token_bytes(32)).decode("ascii")
        file.write(key)
    return key
