"""The days that figures are asked for: `--from`, `--to` and `--period`, and what makes no sense of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from evenhand.errors import UsageError

if TYPE_CHECKING:
    from evenhand.figures.figure import Figure
    from evenhand.terms.agreement import Agreement

_DAY = timedelta(days=1)
Days = tuple[date | None, date | None]


def asked(documents: Sequence[Agreement], first: str | None, last: str | None, period: str | None) -> Days:
    """The first and the last day asked for; None where nothing is. A month stands for its first and last day.

    Raises UsageError for what is no date, for an end before its beginning, and for days outside the agreement.
    """
    if period is not None and (first is not None or last is not None):
        raise UsageError("Name the time either with --period, or with --from and --to.")
    begins, ends = _edge(period or first, end=False), _edge(period or last, end=True)
    if begins is not None and ends is not None and begins > ends:
        raise UsageError(f"--from {first} is after --to {last}.")
    within_term(documents, begins, ends)
    return begins, ends


def within_term(documents: Sequence[Agreement], first: date | None, last: date | None) -> None:
    """Raise UsageError when none of these days is one on which the agreement is in force."""
    from evenhand.figures.versions import in_force

    versions = in_force(documents)
    begun, over = versions[0].first, versions[-1].last
    early = begun is not None and last is not None and last < begun
    late = over is not None and first is not None and first > over
    if early or late:
        words = [f"from {_words(begun)}" if begun else "", f"to {_words(over)}" if over else ""]
        raise UsageError(
            f"The agreement runs {' '.join(filter(None, words))}: there are no figures for that time."
        )


def whole_periods(figures: Sequence[Figure], first: date | None, last: date | None) -> str:
    """What to say when figures reach beyond the days asked for, as they are of whole periods; "" when none does."""
    early = first is not None and any(figure.first < first for figure in figures)
    late = last is not None and any(figure.end - _DAY > last for figure in figures)
    if not early and not late:
        return ""
    asked_for = " ".join(
        filter(None, (f"from {_words(first)}" if first else "", f"to {_words(last)}" if last else ""))
    )
    return f"Figures are of whole periods: these are the ones with a day {asked_for} in them."


def _words(day: date) -> str:
    from evenhand.figures.explanation.wording import date_text

    return date_text(day, year=True)


def _edge(text: str | None, *, end: bool) -> date | None:
    from evenhand.figures.periods import named

    if text is None:
        return None
    first, following = named(text)
    return following - _DAY if end else first
