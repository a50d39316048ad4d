"""Which version of an agreement is in force when (rule 13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from evenhand.errors import DocumentError, Problem
from evenhand.terms.agreement import Agreement

EVER = np.iinfo(np.int64).max
"""An end that is not known: in force until something else is agreed."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its number, the dates it is in force (`last` inclusive, None for open) and its instants.

    In force for tickets opened in `[start, end)`, UTC seconds.
    """

    agreement: Agreement
    number: int
    first: date | None
    last: date | None
    start: int
    end: int


def midnight(day: date, agreement: Agreement) -> int:
    """The instant at which a date begins in the agreement's zone."""
    rules = agreement.zone(agreement.timezone, day.year - 1, day.year + 1)
    days = (day - date(1970, 1, 1)).days
    return int(rules.opening_instant(np.array([days * 86_400]))[0])


def in_force(agreements: Sequence[Agreement]) -> tuple[Version, ...]:
    """Order versions by the date they come into force; each ends where the next begins or its own term ends.

    Raises DocumentError when two versions begin on one date, when only one of several has no beginning, or when
    the documents are not versions of one agreement (another `reference`, zone or currency).
    """
    begun = [(each.in_force_from or (each.term.from_ if each.term else None), each) for each in agreements]
    if len(begun) > 1:
        _check_together(agreements, [start for start, _ in begun])
    begun.sort(key=lambda pair: pair[0] or date.min)
    versions = []
    for place, (start, each) in enumerate(begun):
        last = each.term.to if each.term else None
        if place + 1 < len(begun):
            following = begun[place + 1][0]
            assert following is not None
            last = min(last or date.max, following - timedelta(days=1))
        versions.append(
            Version(
                agreement=each,
                number=each.version or place + 1,
                first=start,
                last=last,
                start=midnight(start, each) if start else -EVER,
                end=midnight(last + timedelta(days=1), each) if last else EVER,
            )
        )
    return tuple(versions)


def _check_together(agreements: Sequence[Agreement], begun: Sequence[date | None]) -> None:
    problems = []
    if None in begun:
        problems.append(
            Problem(
                "version-without-date",
                "With several versions each needs the date it comes into force.",
                "State `term: {from: …}` or `in force from: …` in each.",
            )
        )
    if len(set(begun)) < len(begun):
        problems.append(
            Problem(
                "versions-overlap",
                "Two versions come into force on the same date, so neither can be said to govern.",
                "Give the later one its own `in force from:` date.",
            )
        )
    for key in ("reference", "timezone", "currency"):
        values = {str(getattr(each, key)) for each in agreements}
        if len(values) > 1:
            problems.append(
                Problem(
                    "not-one-agreement",
                    f"The documents differ in `{key}` ({', '.join(sorted(values))}), so they are not versions "
                    "of one agreement.",
                    "Measure different agreements one at a time.",
                )
            )
    if problems:
        raise DocumentError(problems)
