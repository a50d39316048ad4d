"""Readings -> one number for a period (SEMANTICS 25), by sorting and counting."""

import re
from fractions import Fraction


def measured(words: str, values: list[Fraction]) -> tuple[Fraction, int] | None:
    """The value of ``mean rating``, ``sum of x``, ``share of x above 3``, … and how many readings it rests on."""
    if not values:
        return None
    number = len(values)
    if words.startswith("sum of "):
        return sum(values, Fraction(0)), number
    if words.startswith("count of "):
        return Fraction(number), number
    share = re.fullmatch(r"share of .+ (above|below) ([\d.]+)", words)
    if share:
        bound = Fraction(share[2])
        inside = [value for value in values if (value > bound if share[1] == "above" else value < bound)]
        return Fraction(len(inside), number), number
    percentile = re.fullmatch(r"([\d.]+)(?:st|nd|rd|th) percentile of .+", words)
    if percentile:
        enough = Fraction(percentile[1]) / 100
        for value in sorted(values):
            if Fraction(sum(1 for other in values if other <= value), number) >= enough:
                return value, number
    return sum(values, Fraction(0)) / number, number
