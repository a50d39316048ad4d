"""Instances that share one charge: what rounding adds to their credits is not paid (rule 23)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from evenhand.figures.credits.lines import Line
from evenhand.figures.credits.money import Money, cut_down

_ENOUGH = "with it the instances have all that the charge they share gives"

_Beside = TypeVar("_Beside")


def within_the_whole(lines: Iterable[tuple[Line, _Beside]]) -> Iterator[tuple[Line, _Beside]]:
    """The lines, in their order; the last of those that share a charge grant less where all would grant too much.

    Together they grant no more than the greatest of their shares of the charge that they share.
    """
    found = list(lines)
    ratios: dict[object, Fraction] = {}
    for line, _ in found:
        if line.ratio is not None:
            ratios[_key(line)] = max(ratios.get(_key(line), Fraction(0)), line.ratio)
    left: dict[object, int] = {}
    for line, beside in found:
        base, key = line.base, _key(line)
        if base is not None and base.whole is not None and line.granted is not None:
            room = left.setdefault(key, cut_down(base.whole * ratios[key], line.currency).minor_units)
            left[key] = max(room - line.granted.minor_units, 0)
            if line.granted.minor_units > room:
                line = replace(line, granted=Money(room, line.currency), reason=_ENOUGH)
        yield line, beside


def _key(line: Line) -> tuple[object, ...]:
    return line.figure.clause, line.figure.first, line.figure.versions
