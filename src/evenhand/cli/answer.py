"""What an explanation comes to, before it is written: pages for people, one value for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown in the end: pages for people, one value for programs."""

    pages: Sequence[RenderableType]
    json: dict[str, object]
