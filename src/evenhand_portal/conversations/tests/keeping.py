"""Where the portal keeps certain words: every column of every table, and every file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage


def places_of(words: str) -> Iterator[str]:
    """Name the columns and files in which these words stand, whatever kind they are of."""
    for model in apps.get_models():
        for row in model._default_manager.values():
            yield from (
                f"{model._meta.db_table}.{name}" for name, value in row.items() if words in _text(value)
            )
    folder = Path(default_storage.path(""))
    for file in folder.rglob("*"):
        if file.is_file() and words.encode() in file.read_bytes():
            yield str(file.relative_to(folder))


def _text(value: Any) -> str:
    if isinstance(value, memoryview | bytes):
        return bytes(value).decode(errors="replace")
    return str(value)
