"""Adding up open time (rules 5, 6 and 14)."""

from fractions import Fraction

import pytest

from evenhand.figures.explanation.counting import Budget, counted, first_beyond, reached, total
from evenhand.figures.explanation.hours_walk import Piece

TWO = [Piece(100, 200, 100), Piece(300, 500, 200)]


def test_time_that_is_removed_does_not_count() -> None:
    found = list(counted(TWO, [(50, 110), (150, 160), (450, 600)]))
    assert [(piece.start, piece.end) for piece in found] == [(110, 150), (160, 200), (300, 450)]
    assert total(found) == (80 + 150, Fraction(80, 100) + Fraction(150, 200))


@pytest.mark.parametrize(
    ("amount", "in_days", "due", "beyond"),
    [
        (Fraction(0), False, 40, 101),
        (Fraction(1), False, 101, 102),
        (Fraction(100), False, 200, 301),  # a used up day is due at its closing
        (Fraction(101), False, 301, 302),
        (Fraction(300), False, 500, None),
        (Fraction(1), True, 200, 301),
        (Fraction(3, 2), True, 400, 401),
        (Fraction(2), True, 500, None),
        (Fraction(1, 200), True, 40, 101),  # half a second's worth fits nowhere
        (Fraction(5, 4) + Fraction(1, 300), True, 350, 351),
    ],
)
def test_due_and_the_first_second_beyond(
    amount: Fraction, in_days: bool, due: int, beyond: int | None
) -> None:
    budget = Budget(amount, in_days)
    assert reached(40, TWO, budget) == due
    assert first_beyond(TWO, budget) == beyond
