"""Comparisons to be shown: the example with its amendment, everything against its rest, and hand-made ones."""

from __future__ import annotations

from functools import cache

from evenhand.terms.difference import difference
from evenhand.wording.agreement import written
from evenhand.wording.comparison import Comparison, compared
from tests.unit.terms.difference.editing import EVERYTHING, EXAMPLE
from tests.unit.terms.difference.test_favours import agreed
from tests.unit.wording.amended import amended


@cache
def comparison(before: str, after: str) -> Comparison:
    """The comparison of two texts of documents."""
    one, other = agreed(before), agreed(after)
    return compared(written(one), written(other), difference(one, other))


def example() -> Comparison:
    """The example agreement and its amendment."""
    return comparison(EXAMPLE.read_text("utf-8"), amended())


def without_standards() -> Comparison:
    """An agreement with everything, and what is left when whole elements go and others come."""
    text = EVERYTHING.read_text("utf-8")
    head, _, rest = text.partition("standards:\n")
    return comparison(text, head + rest[rest.index("tracking:") :])
