"""What a standard measures when it is not a clock: readings, shares and counts (rule 25)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated, Final, Literal

from pydantic import PlainValidator

from evenhand.errors import NotationError
from evenhand.terms.base import text_reader
from evenhand.terms.notations import read_level, shown

Kind = Literal[
    "mean",
    "sum",
    "count",
    "share above",
    "share below",
    "percentile",
    "reopened share",
    "first-contact share",
]

_SHARE: Final = re.compile(r"share of (.+) (above|below) ([0-9.]+ ?%?)")
_PERCENTILE: Final = re.compile(r"([0-9.]+)(?:st|nd|rd|th)? percentile of (.+)")
_FOLDED: Final = re.compile(r"(mean|sum|count) (?:of )?(.+)")


@dataclass(frozen=True)
class Measure:
    """A figure that is made of readings, or counted from tickets.

    `reading` is None for figures counted from tickets: `count` (tickets opened), `reopened share` and
    `first-contact share`. `bound` belongs to the shares, `percentile` is a ratio: 95th is 95/100.
    """

    kind: Kind
    reading: str | None
    bound: Fraction | None = None
    percentile: Fraction | None = None
    text: str = field(default="", compare=False)

    @property
    def share(self) -> bool:
        """Whether the figure is a share of something, to be written as a percentage."""
        return "share" in self.kind

    @classmethod
    def parse(cls, text: str) -> Measure:
        """Read a measure; a name alone is the mean of that reading.

        >>> Measure.parse("share of rating above 3").bound
        Fraction(3, 1)
        >>> Measure.parse("rating").kind
        'mean'
        """
        words = " ".join(text.split())
        if words in ("reopened share", "first-contact share"):
            return cls(
                "reopened share" if words == "reopened share" else "first-contact share", None, text=words
            )
        if words == "count":
            return cls("count", None, text=words)
        if match := _SHARE.fullmatch(words):
            side: Kind = "share above" if match[2] == "above" else "share below"
            return cls(side, match[1], bound=read_level(match[3]), text=words)
        if match := _PERCENTILE.fullmatch(words):
            return cls("percentile", match[2], percentile=_percentile(match[1]), text=words)
        if match := _FOLDED.fullmatch(words):
            kinds: dict[str, Kind] = {"mean": "mean", "sum": "sum", "count": "count"}
            return cls(kinds[match[1]], match[2], text=words)
        if not words or words.startswith(("share ", "percentile ")) or words in ("mean", "sum", "share"):
            raise NotationError(
                f'"{text}" is not a measure.',
                "Write it like mean rating, count, reopened share, share of rating above 3, "
                "or 95th percentile of waiting time.",
            )
        return cls("mean", words, text=words)


def _percentile(text: str) -> Fraction:
    level = read_level(text) / 100
    if not 0 < level <= 1:
        raise NotationError(f"{text} is not a percentile.", "Write a number above 0, up to 100.")
    return level


MeasureText = Annotated[
    Measure,
    PlainValidator(text_reader(Measure.parse)),
    shown(
        "[^ ].*",
        "What is measured",
        "mean rating",
        "reopened share",
        "first-contact share",
        "count",
        "sum of NAME",
        "share of NAME above 3",
        "95th percentile of NAME",
    ),
]
