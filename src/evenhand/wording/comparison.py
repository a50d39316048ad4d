"""Two agreements beside each other for people: one sentence, every change by section, the redline of the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evenhand.terms.difference.change import Change, Difference, shown_address
from evenhand.wording.blocks import WrittenAgreement
from evenhand.wording.change_words import sentence
from evenhand.wording.redline import MarkedSection, Redline
from evenhand.wording.redlining import redline


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the redline and the changes in it; without a section, changes that stand in none."""

    section: MarkedSection | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs: `sentence` says it in one line, `parts` are the sections with changes or with other words."""

    sentence: str
    difference: Difference
    redline: Redline
    parts: tuple[Part, ...]


def compared(before: WrittenAgreement, after: WrittenAgreement, difference: Difference) -> Comparison:
    """Put two written agreements beside each other; `difference` is that of their terms."""
    names = {
        change.origin: change.address for change in difference if change.kind == "moved" and change.origin
    }
    marked = redline(before, after, names)
    sections = [section for _, section in marked.walk()]
    holders = [_holder(change, sections) for change in difference]
    parts = [
        Part(section, changes)
        for section in sections
        if (changes := _held(difference, holders, section)) or _says_other(section)
    ]
    loose = _held(difference, holders, None)
    return Comparison(
        sentence(difference), difference, marked, tuple([Part(None, loose), *parts] if loose else parts)
    )


def _held(
    difference: Difference, holders: Sequence[MarkedSection | None], section: MarkedSection | None
) -> tuple[Change, ...]:
    return tuple(change for change, holder in zip(difference, holders, strict=True) if holder is section)


def _says_other(section: MarkedSection) -> bool:
    """Whether a section says other words; another number alone is none."""
    return any(line.differs for block in section.blocks for line in block.lines())


def _holder(change: Change, sections: Sequence[MarkedSection]) -> MarkedSection | None:
    """The section nearest to a clause: the one whose address begins the clause's."""
    for path in (change.now, change.was):
        address = shown_address(path)
        around = [each for each in sections if each.address and f"{address}.".startswith(f"{each.address}.")]
        if around:
            return max(around, key=lambda each: len(each.address or ""))
    return None
