"""Ways to judge a value: longer or shorter, higher or lower, more or less strict, there or not there.

Each answers for one field, all other clauses being as they are, and says "not decidable" unless it is certain.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from evenhand.terms.deadlines import Deadline
from evenhand.terms.difference.favours.case import OTHER, Case, Rule, Side, Verdict, undecided
from evenhand.units import Duration, Period, Target

WORDS = "Words are for people to judge."
_LENGTHS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}


def capital(words: str) -> str:
    """Begin a sentence with `words`."""
    return words[0].upper() + words[1:]


def there(added: Side, noun: str) -> Rule:
    """For a thing whose being there is good for one side."""

    def rule(case: Case) -> Verdict:
        if case.added:
            return added, f"{capital(noun)} is added."
        if case.removed:
            return OTHER[added], f"{capital(noun)} is taken away."
        return undecided(WORDS)

    return rule


def ranked(
    more: Side, noun: str, measure: Callable[[Any], Any], words: tuple[str, str], nothing: Rule
) -> Rule:
    """For a value that is better for one side the more there is of it.

    `measure` gives a pair: what makes two values comparable, and the number; None where it has none. `nothing` is
    asked when the value stands on one side only.
    """

    def rule(case: Case) -> Verdict:
        if case.added or case.removed:
            return nothing(case)
        one, other = measure(case.before), measure(case.after)
        if one is None or other is None or one[0] != other[0]:
            return undecided(f"The two forms of {noun} cannot be compared for every case.")
        grows = other[1] > one[1]
        return (more if grows else OTHER[more]), f"{capital(noun)} is {words[not grows]}."

    return rule


def unclear(case: Case) -> Verdict:
    """For a value that stands on one side only, where that tells nothing."""
    return undecided()


def _length(value: Any) -> tuple[object, Fraction] | None:
    return (value.unit, value.amount) if isinstance(value, Duration) else None


def time(longer: Side, noun: str, nothing: Rule = unclear) -> Rule:
    """For lengths of time; those counted in other units are not compared."""
    return ranked(longer, noun, _length, ("longer", "shorter"), nothing)


def _number(value: int | Fraction) -> tuple[object, Fraction]:
    return "", Fraction(value)


def number(higher: Side, noun: str, nothing: Rule = unclear) -> Rule:
    """For counts and ratios."""
    return ranked(higher, noun, _number, ("higher", "lower"), nothing)


def grade(stricter: Side, noun: str, grades: Sequence[str | None]) -> Rule:
    """For words of which each later one in `grades` is stricter in every case; None is a word not written."""

    def rule(case: Case) -> Verdict:
        rises = grades.index(case.after) > grades.index(case.before)
        return (stricter if rises else OTHER[stricter]), f"{capital(noun)} is {_STRICT[not rises]}."

    return rule


_STRICT = ("stricter", "less strict")


def _target(value: Any) -> tuple[object, Fraction] | None:
    if not isinstance(value, Target):
        return None
    stricter = value.value if value.comparison == "at least" else -value.value
    return (value.comparison, value.percentage, value.period), stricter


def target(stricter: Side, noun: str, nothing: Rule) -> Rule:
    """For targets over the same period."""
    return ranked(stricter, noun, _target, ("harder to reach", "easier to reach"), nothing)


def _deadline(value: Deadline) -> tuple[object, Fraction] | None:
    if value.date is not None:
        return "date", Fraction(value.date.toordinal())
    if value.kind == "end of month":
        return (value.kind, value.anchor), Fraction(value.months)
    if value.length is None:
        return None
    later = value.length.amount if value.kind == "after" else -value.length.amount
    return (value.kind, value.anchor, value.length.unit), later


def deadline(later: Side, noun: str, nothing: Rule = unclear) -> Rule:
    """For deadlines counted from the same event in the same unit."""
    return ranked(later, noun, _deadline, ("later", "earlier"), nothing)


def _rhythm(value: Period) -> tuple[object, int] | None:
    return ("", -_LENGTHS[value.unit]) if value.unit in _LENGTHS else None


def rhythm(oftener: Side, noun: str, nothing: Rule = unclear) -> Rule:
    """For how often something is done."""
    return ranked(oftener, noun, _rhythm, ("more frequent", "less frequent"), nothing)
