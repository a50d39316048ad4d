"""Files of records, and answers about figures."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from evenhand.client.values.base import Side, Value


class Upload(Value):
    """A file of records; `state` taken: it counts. `told_at`: from when both sides see it.

    `done` is how far it is read, in per cent.
    """

    id: UUID
    kind: str
    name: str
    side: Side
    state: Literal["reading", "preview", "taken", "refused", "removed"]
    by: str
    at: datetime
    sha256: str
    bytes: int
    done: int
    told_at: datetime | None


class Preview(Value):
    """An upload with what was found in it: counts, first rows, problems; `unmatched` where columns are not known.

    `digest` stands for how the file is read and what was found.
    """

    upload: Upload
    report: dict[str, Any]
    reading: dict[str, Any]
    digest: str


class Answered(Value):
    """An answer to a question about figures; while `state` is `waiting` the worker reckons it: ask again."""

    state: Literal["ready", "waiting"]
    done: int
    result: dict[str, Any] | None
