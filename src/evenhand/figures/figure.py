"""A figure: what was measured for a clause over a period, against what was promised (rules 15 to 18)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from evenhand.figures.credits.credit import Credit
from evenhand.units import Target, ratio_text

Result = Literal["met", "missed", "not scored", "nothing to measure"]
NOT_OVER = "the period is not over"
_DIGITS = 6
_MOST_DIGITS = 30


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `end` is exclusive. `value` is exact, None when there is nothing to measure.

    `numerator` and `denominator` are met and met + missed for tickets; a sum and a count for readings; seconds up
    and seconds agreed for an availability. `instance`: the one it is about, where each is scored. `share`: a part of
    a whole, shown as a percentage when no target says so. `stands_from`: where trailing days are looked at, the
    first day of the reporting period that ends with them. `because` says what decided where the comparison alone did
    not; `notes` what else a reader should know.
    `breakdown`: shown on request beside the scored figure, carries no verdict.
    """

    clause: str
    title: str
    versions: tuple[int, ...]
    service: str | None
    priority: str | None
    start: date
    end: date
    numerator: Fraction | None
    denominator: int | Fraction | None
    value: Fraction | None
    target: Target | None
    result: Result
    irregular: int = 0
    cancelled: int = 0
    share: bool = True
    because: str = ""
    notes: tuple[str, ...] = ()
    breakdown: bool = False
    instance: str | None = None
    credit: Credit | None = None
    stands_from: date | None = None

    @property
    def first(self) -> date:
        """The first day of the period it stands for, which is charged: no two figures of a line have the same."""
        return self.stands_from or self.start

    @property
    def value_text(self) -> str:
        """The value as people read it, never kinder than it is (rule 17); "–" when there is none."""
        if self.value is None:
            return "–"
        share = self.target.percentage if self.target else self.share
        if not share and self.value.denominator == 1:
            return str(self.value.numerator)
        favourable: Literal["up", "down"] = "down" if self.comparison == "at most" else "up"
        return ratio_text(
            self.value.numerator,
            self.value.denominator,
            favourable=favourable,
            target=self.target.value if self.target else None,
            percentage=share,
        )

    @property
    def comparison(self) -> str | None:
        """`at least` or `at most`; None without a target."""
        return self.target.comparison if self.target else None

    def to_json(self) -> dict[str, Any]:
        """The figure in the form of SEMANTICS "Figures as JSON", with `title`, `versions` and `cancelled` added."""
        return {
            "clause": self.clause,
            "title": self.title,
            "versions": list(self.versions),
            "service": self.service,
            "instance": self.instance,
            "priority": self.priority,
            "period": {"start": self.start.isoformat(), "end": self.end.isoformat()},
            "numerator": _number(self.numerator),
            "denominator": _number(self.denominator),
            "value": None if self.value is None else decimal_text(self.value, self.target),
            "comparison": self.comparison,
            "target": None if self.target is None else decimal_text(self.target.value, None),
            "result": self.result,
            "irregular": self.irregular,
            "cancelled": self.cancelled,
            "breakdown": self.breakdown,
            "credit": self.credit.to_json() if self.credit else None,
            "notes": [note for note in (self.because, *self.notes) if note],
        }


def _number(value: int | Fraction | None) -> int | str | None:
    if value is None or value.denominator == 1:
        return None if value is None else value.numerator
    return decimal_text(Fraction(value), None)


def decimal_text(value: Fraction, target: Target | None) -> str:
    """A decimal string: exact where that takes at most 30 digits, else cut toward the unfavourable side.

    A cut value never changes sides of its target (rule 17).

    >>> decimal_text(Fraction(11, 12), Target.parse("95% per month"))
    '0.916666'
    >>> decimal_text(Fraction(9, 10), None)
    '0.9'
    """
    downward = target is None or target.comparison == "at least"
    for digits in range(_MOST_DIGITS + 1):
        scaled = value * 10**digits
        cut = scaled.__floor__() if downward else scaled.__ceil__()
        if cut == scaled:
            break
        honest = target is None or target.met_by(Fraction(cut, 10**digits)) == target.met_by(value)
        if digits >= _DIGITS and honest and not _ends(value):
            break
    whole, part = divmod(abs(cut), 10**digits)
    return f"{'-' if cut < 0 else ''}{whole}" + (f".{part:0{digits}d}" if digits else "")


def _ends(value: Fraction) -> bool:
    """Whether the value has a finite decimal expansion."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1
