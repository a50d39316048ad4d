"""What a missed target would cost in the first whole period, settled as a real one is (rule 23)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from evenhand.errors import EvenhandError
from evenhand.figures.credits.lines import Line
from evenhand.figures.credits.money import spoken_amount
from evenhand.figures.credits.settling import Settled, settle
from evenhand.figures.credits.tiers import bound_of
from evenhand.figures.dates import in_period
from evenhand.figures.figure import Figure
from evenhand.figures.versions import midnight
from evenhand.terms.canonical.notations import counted
from evenhand.terms.canonical.texts import percent_form
from evenhand.terms.credits import ClauseCredits, Tier
from evenhand.units import Target
from evenhand.wording.blocks import Example, Words
from evenhand.wording.examples.ground import Ground
from evenhand.wording.names import Names
from evenhand.wording.phrases import joined, own, sentence
from evenhand.wording.values import level

_A_LITTLE = Fraction(3, 1000)
_SOME_TICKETS = Fraction(5, 100)


@dataclass(frozen=True)
class Missed:
    """A clause as it would be missed: where it stands, its service, and its target.

    `each`: what each result is about, where there are several; `tickets`: whether it is a share of tickets.
    """

    address: str
    service: str | None
    target: Target
    credits: ClauseCredits
    each: str | None = None
    tickets: bool = False


def credit_examples(clause: Missed, names: Names) -> Iterator[Example]:
    """What a result within the second tier, or the only one, would cost."""
    ground = names.ground
    if ground is None:
        return
    value = missed_value(clause)
    periods = ground.periods(clause.target.period)
    if value is None or not periods or clause.target.period.unit == "trailing days":
        return
    try:
        settled = settled_for(clause, value, periods[0], ground)
    except EvenhandError:
        return
    for statement in settled.statements:
        for line in statement.lines:
            if words := _words(clause, value, periods[0], line, settled, names):
                yield Example(words)


def missed_value(clause: Missed) -> Fraction | None:
    """A result that misses the target and lies within the second of the tiers, or the only one."""
    bounds = tiers_in_order(clause)
    if not bounds:
        return None
    tier = bounds[min(1, len(bounds) - 1)]
    _, bound = bound_of(tier)
    beyond = [bound_of(each)[1] for each in bounds if each is not tier and holds_beyond(each, bound, clause)]
    downward = clause.target.comparison == "at least"
    step = _step(clause)
    step = step if not beyond else min(step, abs(bound - beyond[0]) / 2)
    value = bound - step if downward else bound + step
    return value if value >= 0 and not clause.target.met_by(value) else None


def _step(clause: Missed) -> Fraction:
    if not clause.target.percentage:
        return Fraction(1, 10)
    return _SOME_TICKETS if clause.tickets else _A_LITTLE


def tiers_in_order(clause: Missed) -> list[Tier]:
    """The tiers that hold by the result, the mildest first."""
    tiers = [
        each for each in clause.credits.tiers if each.each_ticket_over is None and each.in_proportion is None
    ]
    downward = clause.target.comparison == "at least"
    return sorted(tiers, key=lambda tier: bound_of(tier)[1], reverse=downward)


def holds_beyond(tier: Tier, bound: Fraction, clause: Missed) -> bool:
    """Whether the bound of a tier lies on the worse side of another."""
    mine = bound_of(tier)[1]
    return mine < bound if clause.target.comparison == "at least" else mine > bound


def settled_for(clause: Missed, value: Fraction, period: tuple[date, date], ground: Ground) -> Settled:
    """Settle the one figure that missed its target in a period."""
    versions = ground.versions
    start, end = period
    figure = Figure(
        clause=clause.address,
        title="",
        versions=(versions[0].number,),
        service=clause.service,
        priority=None,
        start=start,
        end=end,
        numerator=None,
        denominator=None,
        value=value,
        target=clause.target,
        result="missed",
        instance=clause.each and "1",
    )
    charging = None if clause.each else ground.charging
    return settle(versions, [figure], as_of=midnight(end, ground.agreement), charging=charging)


def _words(
    clause: Missed, value: Fraction, period: tuple[date, date], line: Line, settled: Settled, names: Names
) -> Words:
    applied = line.applied
    assert applied is not None  # the result was chosen within a tier
    result = level(value, percentage=clause.target.percentage)
    at = (
        f"with {result} in time {in_period(*period)}"
        if clause.tickets
        else f"at {result} {in_period(*period)}"
    )
    if applied.points:
        return sentence(f"{at} this gives {counted(applied.points, 'point')}")
    credit = f"{at} the credit is {percent_form(applied.ratio)} of "
    if line.base is None or line.base.missing or line.base.unsaid or line.reckoned is None:
        return ()
    charge = spoken_amount(line.base.amount, line.currency)
    words = sentence(credit, own(charge), f": {line.reckoned}")
    cuts = [cut for statement in settled.statements for cut in statement.cuts if cut.cut.minor_units]
    if not cuts:
        return words
    left = sentence(
        "of this the limit for all credits (", names.reference("credits"), f") leaves {cuts[0].total}"
    )
    return joined([words, left], " ")
