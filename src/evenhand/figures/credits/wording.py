"""Percentages and places as people say them, in the sentences beside money."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from evenhand.figures.credits.credit import percent_text
from evenhand.figures.figure import Figure, decimal_text
from evenhand.units import ratio_text


def percent(ratio: Fraction) -> str:
    """A ratio as a percentage.

    >>> percent(Fraction(1, 20))
    '5 %'
    """
    return f"{percent_text(ratio)} %"


def value_words(figure: Figure, value: Fraction, bound: Fraction) -> str:
    """A value beside the bound of a tier: cut to its unfavourable side, never on the wrong side (rule 17)."""
    favourable: Literal["up", "down"] = "down" if figure.comparison == "at most" else "up"
    text = ratio_text(
        value.numerator,
        value.denominator,
        favourable=favourable,
        target=bound,
        percentage=is_percentage(figure),
    )
    return text.replace("%", " %")


def bound_words(figure: Figure, bound: Fraction) -> str:
    """A bound in the manner of the figure: `99.9 %`, or `4.2`."""
    return percent(bound) if is_percentage(figure) else decimal_text(bound, None)


def is_percentage(figure: Figure) -> bool:
    """Whether a figure is read as a percentage."""
    return figure.target is None or figure.target.percentage


def ordinal(number: int) -> str:
    """A place in a row.

    >>> [ordinal(number) for number in (1, 2, 3, 4, 11, 22)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd']
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def listed(words: list[str]) -> str:
    """Words one after the other.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
