"""What is said of the first day of a change, and whether one side may make it alone: facts in, sentences out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from evenhand.figures.amending import CutPeriod, Timing
from evenhand.figures.dates import day_words, period_words

_MOST_CLAUSES: Final = 3


def short_notice(timing: Timing, number: int) -> str:
    """Say that a change begins before the notice of version `number` is over; empty when it does not."""
    if not timing.short:
        return ""
    if timing.notice is None:
        return f"It would be in force from {day_words(timing.start)}, a day that has begun when it is told."
    earliest = (
        f"the earliest first day is {day_words(timing.earliest)}"
        if timing.earliest
        else "its calendar does not reach so far"
    )
    return (
        f"Version {number} asks for a notice of {timing.notice}. Counted from {day_words(timing.given)}, {earliest}; "
        f"this change would be in force from {day_words(timing.start)}."
    )


def consent_to_short_notice(timing: Timing, number: int) -> str:
    """Return the words by which a signatory agrees to the shorter notice; empty when it is not shorter."""
    if not timing.short or timing.notice is None:
        return ""
    return (
        f"I know that version {number} asks for a notice of {timing.notice}, and agree that this change is in force "
        f"before that notice is over."
    )


def cut_periods(timing: Timing, number: int) -> tuple[str, ...]:
    """Say which periods a change would cut, what follows, and the first day on which it cuts none."""
    if not timing.cuts:
        return ()
    last = (
        f"What is opened before {day_words(timing.start)} stays under version {number}, so these figures have two "
        f"parts. The first day on which nothing is cut is {day_words(timing.clean)}."
    )
    return (*(_cut(cut, timing.start) for cut in timing.cuts), last)


def _cut(cut: CutPeriod, start: date) -> str:
    named = ", ".join(cut.clauses[:_MOST_CLAUSES])
    more = len(cut.clauses) - _MOST_CLAUSES
    others = f" and {more} more" if more > 0 else ""
    return f"{day_words(start)} is inside {period_words(cut.start, cut.end)}, the period of {named}{others}."


def reason_against_telling(
    *, against_offering: Sequence[str], against_kind: Sequence[str], timing: Timing
) -> str | None:
    """Say why one side may not make a change by telling the other; None when it may.

    `against_offering` are the reasons for which the text could not be offered either, `against_kind` those for which
    the agreement in force does not let one side alone change it.
    """
    for reason in (*against_offering, *against_kind):
        return reason
    if timing.short:
        earliest = (
            f"Write {day_words(timing.earliest)} or later" if timing.earliest else "Write an earlier day"
        )
        notice = f"a notice of {timing.notice}" if timing.notice else "that it is told the day before"
        return f'The agreement asks for {notice}. {earliest} as "in force from".'
    return None


def reason_against_objecting(
    *, told: bool, own: bool, objected: bool, in_force_from: date, today: date, later: bool
) -> str | None:
    """Say why a side may not object to a change any more; None when it may.

    `later`: another version was offered or agreed after it, which holds the change.
    """
    if not told or own:
        return "Only the other side objects, and only to a change that was told."
    if objected:
        return "Your side has objected already."
    if today >= in_force_from:
        return "The change is in force. Begin an amendment that changes it back."
    if later:
        return "A later version holds the change. Decline that one, or begin an amendment."
    return None
