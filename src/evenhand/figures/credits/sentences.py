"""The one sentence in which a line of a statement explains itself."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from evenhand.figures.credits.clauses import Kind
from evenhand.figures.credits.lines import Line
from evenhand.figures.credits.money import spoken_amount
from evenhand.figures.credits.over import TicketOver
from evenhand.figures.credits.tiers import bound_of
from evenhand.figures.credits.wording import bound_words, ordinal, percent, value_words
from evenhand.figures.dates import in_period
from evenhand.figures.figure import Figure
from evenhand.units import seconds_text

_MOST_TICKETS = 5


def told(line: Line, kind: Kind) -> Line:
    """The line with its sentence."""
    return replace(line, text=f"{_found(line, kind)}{_costs(line)}{_beside(line)}{_granted(line)}.")


def subject(figure: Figure) -> str:
    """What a figure is about: its title, and of which service, priority or instance where it is one of several."""
    parts = [part for part in (figure.priority, figure.instance) if part]
    if figure.service and figure.clause.startswith("standards."):
        parts.append(figure.service)
    return f"{figure.title} ({', '.join(parts)})" if parts else figure.title


def _found(line: Line, kind: Kind) -> str:
    figure, applied = line.figure, line.applied
    when = in_period(figure.start, figure.end)
    if applied is None:
        return f"{subject(figure)} {when}: no credit"
    if applied.tickets:
        return f"{subject(figure)} took too long {when} for {_tickets(applied.tickets)}"
    if applied.down is not None and kind == "availability":
        return f"{subject(figure)} {when}: down for {percent(applied.down)} of the agreed time"
    if applied.down is not None:
        return f"{subject(figure)} was missed in {percent(applied.down)} of cases {when}"
    assert applied.value is not None
    side, bound = bound_of(applied.tier)
    text = value_words(figure, applied.value, bound)
    text = f"was met in {text} of cases" if kind == "clock" else f"was {text}"
    return f"{subject(figure)} {text} {when}, {side} {bound_words(figure, bound)}"


def _tickets(tickets: tuple[TicketOver, ...]) -> str:
    shown = [f"{each.ticket}: {seconds_text(each.elapsed_seconds)}" for each in tickets[:_MOST_TICKETS]]
    more = len(tickets) - len(shown)
    words = "1 ticket" if len(tickets) == 1 else f"{len(tickets)} tickets"
    return f"{words} ({', '.join([*shown, *([f'and {more} more'] if more else [])])})"


def _costs(line: Line) -> str:
    if line.applied is None or line.ratio is None:
        points = line.applied.points if line.applied else 0
        return f": {points} {'point' if points == 1 else 'points'}" if points else ""
    multiplied = ""
    if line.times != 1:
        row = f"missed in the {ordinal(line.run)} period in a row"
        multiplied = f" ({row}: {percent(line.applied.ratio)} times {_number(line.times)})"
    if line.base is None or line.base.missing or line.reckoned is None:
        return f": {percent(line.ratio)}{multiplied}"
    return (
        f": {percent(line.ratio)}{multiplied} of {line.base.name} of "
        f"{spoken_amount(line.base.amount, line.currency)} is {line.reckoned}"
    )


def _granted(line: Line) -> str:
    if not line.reason:
        return ""
    return f" ({line.reason})" if line.applied is None else f"; {line.reason}"


def _beside(line: Line) -> str:
    return f"; {line.base.unsaid}" if line.base and line.base.unsaid and not line.base.missing else ""


def _number(value: Fraction) -> str:
    return percent(value / 100).removesuffix(" %")
