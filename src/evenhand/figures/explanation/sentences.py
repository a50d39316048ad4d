"""The one plain sentence with which an explanation begins."""

from fractions import Fraction

from evenhand.figures.explanation.result import Kind, Walk
from evenhand.figures.explanation.wall import zone_rules
from evenhand.figures.explanation.wording import business_days_text, long_text, moment_text
from evenhand.units import seconds_text

_DONE = {"resolved": "resolved", "responded": "answered", "closed": "closed"}


def sentence(walk: Walk) -> str:
    """What became of a ticket under a standard, in one sentence that needs no other."""
    if not walk.listed:
        return f"{walk.ticket} does not count under {walk.standard}: {walk.reason}."
    if walk.verdict == "irregular":
        return f"{walk.ticket} cannot be scored, because {walk.reason}; it is shown beside the figure."
    if walk.verdict == "":
        return f"{walk.ticket} is listed and not scored: {walk.reason}."
    if walk.verdict == "cancelled":
        return f"{walk.ticket} was called off before it was missed, so it is listed and not scored."
    if walk.allowed is None:
        return _agreed(walk)
    return _open(walk) if walk.verdict == "open" else _decided(walk)


def done(walk: Walk) -> str:
    """The word for the event that stops the clock: `resolved`, `answered`."""
    return _DONE.get(walk.stops, walk.stops)


def allowed_text(walk: Walk) -> str:
    """The time frame with the calendar it runs on: `8 hours of office time`."""
    plain = walk.in_days or walk.calendar in ("", "always")
    return walk.within if plain else f"{walk.within} of {walk.calendar} time"


def counted_text(walk: Walk) -> str:
    """What counted, in hours and minutes; where the time frame is in business days, in these as well."""
    seconds = seconds_text(walk.elapsed_seconds or 0)
    if walk.elapsed_days is None:
        return seconds
    return f"{seconds} of open time ({business_days_text(walk.elapsed_days)})"


def _decided(walk: Walk) -> str:
    over = _counted(walk) - (walk.allowed or 0)
    because = f"the clause allows {allowed_text(walk)} and {counted_text(walk)} counted"
    stopped = walk.stopped is not None
    if walk.verdict == "met":
        spare = f"with {_length(walk, over)} to spare" if _apart(walk, over) else "to the second"
        return f"{walk.ticket} was {done(walk)} in time, {spare}: {because}."
    if walk.by_change:
        what = f"its priority became {walk.priority}" if walk.priority else "what is said of it changed"
        change = f"when {what} on {_moment(walk, walk.decided)}"
        return f"{walk.ticket} was missed {change}: {because}{'' if stopped else ' so far'}."
    if not stopped:
        return f"{walk.ticket} is not {done(walk)} and {_length(walk, over)} late: {because} so far."
    if any(part.kind is Kind.AFTER for part in walk.stretches):
        when = f"on {_moment(walk, walk.decided)}, before its priority changed"
        return f"{walk.ticket} was missed {when}: {because}."
    return f"{walk.ticket} was {done(walk)} {_length(walk, over)} late: {because}."


def _open(walk: Walk) -> str:
    counted = f"{counted_text(walk)} of the {allowed_text(walk)} have counted"
    if walk.due is None:
        return f"{walk.ticket} is open: {counted}, and nothing falls due while it waits."
    return f"{walk.ticket} is open: {counted}, and it is due on {_moment(walk, walk.due)}."


def _agreed(walk: Walk) -> str:
    agreed = f"{_moment(walk, walk.due)} was agreed on the ticket"
    if walk.verdict == "open":
        return f"{walk.ticket} is open: {agreed}."
    if walk.stopped is None:
        return f"{walk.ticket} is not {done(walk)}, and {agreed}."
    return f"{walk.ticket} was {done(walk)} {'in time' if walk.verdict == 'met' else 'late'}: {agreed}."


def _counted(walk: Walk) -> Fraction:
    return Fraction(walk.elapsed_seconds or 0) if walk.elapsed_days is None else walk.elapsed_days


def _length(walk: Walk, amount: Fraction) -> str:
    apart = long_text(_apart(walk, amount))
    return f"{apart} of open time" if walk.in_days else apart


def _apart(walk: Walk, amount: Fraction) -> int:
    """How far what counted is from what is allowed, in open seconds."""
    return walk.apart_seconds if walk.in_days else abs(int(amount))


def _moment(walk: Walk, at: int | None) -> str:
    return "" if at is None else moment_text(at, zone_rules(walk.zone))
