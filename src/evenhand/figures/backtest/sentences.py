"""The frontier in plain sentences: what would have sufficed, what was reached, and how sure one can be."""

from collections.abc import Iterator
from fractions import Fraction

from evenhand.figures.backtest.attained import AttainedTarget
from evenhand.figures.backtest.certainty import ONE_IN, Certainty
from evenhand.figures.backtest.frontier import NeededFrame
from evenhand.figures.backtest.frontiers import Reached
from evenhand.figures.dates import period_words
from evenhand.units import Unit, ratio_text, seconds_text

_EACH = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year"}
_DIGITS = 100


def sentences(reached: Reached) -> Iterator[str]:
    """What is to be said of one figure, the most useful first."""
    for frame in reached.frames:
        if reached.attained.periods or frame.needed != 0:  # of nothing, every time frame would do
            yield frame_sentence(frame)
    yield attained_sentence(reached.attained)
    if reached.certainty is not None:
        yield certainty_sentence(reached.certainty, reached.attained)


def length_text(amount: Fraction, unit: Unit) -> str:
    """A time frame for people, never shorter than it is: business days are cut upward to hundredths.

    >>> length_text(Fraction(19380), Unit.SECONDS), length_text(Fraction(857, 360), Unit.BUSINESS_DAYS)
    ('5 h 23 min', '2.39 business days')
    """
    if unit is Unit.SECONDS:
        return seconds_text(int(amount))
    hundredths = -(-amount * _DIGITS // 1)
    whole, part = divmod(int(hundredths), _DIGITS)
    number = f"{whole}.{part:02d}".rstrip("0").rstrip(".")
    return f"{number} {str(unit).removesuffix('s') if number == '1' else unit}"


def frame_sentence(frame: NeededFrame) -> str:
    """Which time frame would have met the target in every period."""
    each = _each(frame.target.period.unit)
    whose = f"for {frame.of} " if frame.of and frame.of != frame.priority else ""
    stay = ", the others staying as they are," if frame.others else ""
    if frame.needed is None:
        return f"No time frame {whose}alone would have met the target in every {each}."
    if not frame.needed:
        return f"Any time frame {whose}would have met the target in every {each}."
    needed = length_text(frame.needed, frame.unit)
    start, end, met, missed = frame.deciding[0]
    why = f"{period_words(start, end, short=True)} asks for the most"
    if met + missed:
        why += f" (then {met} of {met + missed} met)"
    if frame.needed > frame.present_amount:
        return f"{needed} {whose}instead of {frame.present}{stay} would have met the target in every {each}: {why}."
    if frame.needed == frame.present_amount:
        return f"{frame.present} {whose}met the target in every {each}, and one second less would not have: {why}."
    return f"{frame.present} {whose}met the target in every {each}; {needed}{stay} would have been enough: {why}."


def attained_sentence(best: AttainedTarget) -> str:
    """Which target things as they are would have met in every period."""
    each = _each(best.target.period.unit)
    if not best.periods:
        return f"Nothing was scored in any {each}."
    if best.value is None or best.worst is None:
        return f"Every {each} is met by the number of misses allowed, whatever the percentage."
    worst = best.worst
    period = period_words(worst.start, worst.end, short=True)
    words, end = ("At most", "highest") if best.target.comparison == "at most" else ("At least", "lowest")
    return f"{words} {worst.value_text} was reached in every {each}; {period} is the {end}."


def certainty_sentence(sure: Certainty, best: AttainedTarget) -> str:
    """How far figures made of few tickets can be trusted."""
    each = _each(best.target.period.unit)
    tickets = "1 ticket" if sure.typical == 1 else f"{sure.typical} tickets"
    perfect, low, high = (_share(value) for value in (sure.perfect, sure.low, sure.high))
    aim = _share(best.target.value)
    return (
        f"With {tickets} in the usual {each}, one {each} cannot tell {aim} from {perfect}: even at {perfect} in the "
        f"long run one {each} in {ONE_IN} would be perfect. All {sure.number} together ({sure.met} met) say: between "
        f"{low} and {high} in the long run, as sure as {ONE_IN - 1} in {ONE_IN}."
    )


def _each(unit: str) -> str:
    return _EACH.get(unit, "period")


def _share(value: Fraction) -> str:
    return ratio_text(value.numerator, value.denominator, favourable="up")
