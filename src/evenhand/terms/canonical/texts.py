"""One form for texts and numbers that mean the same: Unicode, blanks as Markdown means them, exact decimals."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import Final

# A line that Markdown may take for more than words: a heading, a list, a table, a quotation, code, a rule.
_LAYOUT: Final = re.compile(
    r" {4}| {0,3}(?:[\t#>|<\[]|```|~~~|[-+*](?:[ \t]|$)|[0-9]+[.)](?:[ \t]|$)|[-*_=|:][-*_=|: \t]*$)"
)
_MOST_PLACES: Final = 40


def text_form(text: str) -> str:
    """Return a text in its one form: Unicode NFC, and only those blanks and line breaks that Markdown heeds.

    Blanks at the ends of lines go, two of them before a next line (Markdown's forced break) stay; empty lines
    that follow each other are one. In running words, where no line begins like a heading, a list, a table or
    other layout, a line break is a blank, and blanks that follow each other are one.

    >>> text_form("Restores one   backup\\r\\nto a test machine. ")
    'Restores one backup to a test machine.'
    >>> text_form("Two things:\\n- one\\n- two")
    'Two things:\\n- one\\n- two'
    """
    lines = re.split("\r\n|\r|\n", unicodedata.normalize("NFC", text))
    trimmed = [line.rstrip(" \t") + ("  " if line.strip() and line.endswith("  ") else "") for line in lines]
    joined = re.sub("\n\n\n+", "\n\n", "\n".join(trimmed).strip())
    joined = re.sub(" +\n\n", "\n\n", joined)
    if any(_LAYOUT.match(line) for line in joined.split("\n")):
        return joined
    broken = re.sub("(?<! {2})(?<!\n)\n(?!\n)", " ", joined)
    words = re.sub("[ \t]+", " ", broken.replace("  \n", "\0")).replace("\0", "  \n")
    return words.replace("\n ", "\n")


def name_form(name: str) -> str:
    """Return a name, which is a key, in its one form: Unicode NFC, one blank between words."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def decimal_form(value: Fraction | int) -> str:
    """Write an exact number in full, without an exponent and without zeros that say nothing.

    Raises ValueError for a number that no decimal is equal to: documents hold only decimals.

    >>> decimal_form(Fraction(999, 10)), decimal_form(Fraction(3)), decimal_form(Fraction(1, 1000))
    ('99.9', '3', '0.001')
    """
    exact = Fraction(value)
    for places in range(_MOST_PLACES):
        scaled = exact * 10**places
        if scaled.denominator == 1:
            digits = f"{scaled.numerator:0{places + 1}d}"
            return digits if not places else f"{digits[:-places]}.{digits[-places:]}"
    raise ValueError(f"{value} is not a decimal number")


def percent_form(ratio: Fraction) -> str:
    """Write a ratio as a percentage.

    >>> percent_form(Fraction(999, 1000))
    '99.9%'
    """
    return f"{decimal_form(ratio * 100)}%"


def money_form(amount: Decimal) -> str:
    """Write an amount with two decimal places, or as many more as it needs.

    >>> money_form(Decimal("2400")), money_form(Decimal("0.1250"))
    ('2400.00', '0.125')
    """
    whole, _, places = decimal_form(Fraction(amount)).partition(".")
    return f"{whole}.{places:0<2}"
