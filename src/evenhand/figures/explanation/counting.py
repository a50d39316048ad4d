"""Adding up open time, piece by piece: elapsed, due, and the first second that is too many (rules 5, 6, 14)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from evenhand.figures.explanation.hours_walk import Pairs, Piece, without


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be counted: open seconds, or business days when `in_days`."""

    amount: Fraction
    in_days: bool = False

    def left_in(self, piece: Piece, used: Fraction) -> int:
        """How many whole seconds of a piece still fit after `used`."""
        left = self.amount - used
        return int((left * piece.date_seconds if self.in_days else left) // 1)

    def weight(self, piece: Piece) -> Fraction:
        """What a whole piece uses up."""
        return piece.days if self.in_days else Fraction(piece.seconds)


def counted(pieces: Iterable[Piece], removed: Pairs) -> Iterator[Piece]:
    """The pieces less the time in `removed`, which is in order and does not overlap."""
    for piece in pieces:
        spans = [(piece.start, piece.end)]
        for start, end in removed:
            if start < piece.end and end > piece.start:
                spans = without(spans, start, end)
        for start, end in spans:
            yield Piece(start, end, piece.date_seconds)


def total(pieces: Iterable[Piece]) -> tuple[int, Fraction]:
    """Open seconds, and the same in exact business days."""
    seconds, days = 0, Fraction(0)
    for piece in pieces:
        seconds += piece.seconds
        days += piece.days
    return seconds, days


def first_beyond(pieces: Iterable[Piece], budget: Budget) -> int | None:
    """The first whole second at which more than the budget has counted; None when that never comes.

    >>> first_beyond([Piece(100, 200, 100), Piece(300, 400, 100)], Budget(Fraction(100)))
    301
    """
    used = Fraction(0)
    for piece in pieces:
        fits = budget.left_in(piece, used)
        if fits < piece.seconds:
            return piece.start + fits + 1
        used += budget.weight(piece)
    return None


def reached(start: int, pieces: Iterable[Piece], budget: Budget) -> int:
    """The first instant having the greatest elapsed not above the budget; pieces enough are given to say so.

    Work that uses up a day is due at that day's closing, not at the next opening (rule 5).

    >>> reached(50, [Piece(100, 200, 100), Piece(300, 400, 100)], Budget(Fraction(100)))
    200
    """
    at, used = start, Fraction(0)
    for piece in pieces:
        fits = budget.left_in(piece, used)
        if fits > 0:
            at = piece.start + min(fits, piece.seconds)
        if fits < piece.seconds:
            break
        used += budget.weight(piece)
    return at
