"""The words around the figure of an availability: its sentence, its sums, its arithmetic."""

from collections.abc import Iterator
from fractions import Fraction

from evenhand.figures.availability.explained import AvailabilityExplanation, ToldOutage, fine, number
from evenhand.figures.dates import in_period
from evenhand.figures.explanation.wording import long_text
from evenhand.units import seconds_text

_MOST_NAMES = 4


def availability_sentence(figure: AvailabilityExplanation) -> str:
    """What a figure of availability says, in one sentence that needs no other."""
    when = in_period(figure.start, figure.end, first=True)
    what = f"“{figure.title}”" + (f" ({figure.instance})" if figure.instance else "")
    if figure.value is None:
        return f"{when} there was nothing to measure for {what}."
    against = f"where {figure.target} was agreed" if figure.target else "and no target was agreed"
    down = "nothing" if not figure.down_seconds else length(figure.down_seconds)
    was = "was" if down == "nothing" else "were"
    of = f"{down} of the agreed {length(figure.agreed_seconds)} {was} down"
    return f"{when}, {what} was {figure.value_text}: {of}, {against}."


def sums(figure: AvailabilityExplanation) -> Iterator[str]:
    """The sums from the service hours to the agreed time and what of it was down, one line each."""
    less = [
        (figure.maintenance_seconds, "of maintenance"),
        (figure.excluded_seconds, "that is excluded"),
        (figure.unknown_seconds if figure.unknown == "excluded" else Fraction(0), "without data"),
    ]
    said = [f"{length(seconds)} {what}" for seconds, what in less if seconds]
    hours = f"The service hours come to {length(figure.service_seconds)}"
    if figure.excluded_time == "removed":
        yield (
            f"{hours}; less {listed(said)}, that is {length(figure.agreed_seconds)} agreed."
            if said
            else (f"{hours}, all of them agreed.")
        )
    else:
        yield (
            f"{hours}; {listed(said)} {'count' if len(said) > 1 else 'counts'} as up."
            if said
            else f"{hours}."
        )
    if figure.unknown_seconds and figure.unknown != "excluded":
        yield f"{length(figure.unknown_seconds)} without data count as {figure.unknown}."
    counted = [number(each.counted) for each in figure.outages if each.counted]
    if len(counted) > 1:
        yield f"Down were {' + '.join(map(str, counted))} = {number(figure.down_seconds)} seconds."
    elif counted:
        yield f"Down were {number(figure.down_seconds)} seconds."
    else:
        yield "Nothing was down."


def arithmetic(figure: AvailabilityExplanation) -> str:
    """The division that ends in the figure."""
    if figure.value is None:
        return "No time was agreed, so there is nothing to measure."
    agreed, down = number(figure.agreed_seconds), number(figure.down_seconds)
    target = f"; the target is {figure.target}" if figure.target else ""
    return f"({agreed} - {down}) / {agreed} = {figure.value_text}{target}."


def other_way(figure: AvailabilityExplanation) -> str:
    """The figure with excluded time counted the other way, "" where that makes no difference (rule 21)."""
    if figure.otherwise is None:
        return ""
    way = "counted as up" if figure.excluded_time == "removed" else "removed from both sides"
    return f"With excluded time {way} it would be {fine(figure.otherwise)}."


def why(each: ToldOutage) -> str:
    """What became of a record, in few words; the parts with their length where there are several."""
    parts = [part for part in each.parts if part.seconds]
    if len(parts) == 1:
        words = parts[0].why
    elif not parts:
        words = "no length within the period"
    else:
        words = ", ".join(f"{length(part.seconds)} {part.why}" for part in parts)
    if each.joined:
        others = list(each.joined[:_MOST_NAMES])
        more = [f"{len(each.joined) - len(others)} more"] if len(each.joined) > len(others) else []
        words += f"; one outage with {listed([*others, *more])}"
    return words


def length(seconds: Fraction) -> str:
    """A length of time; a part of a second is written as a fraction.

    >>> length(Fraction(1800)), length(Fraction(3, 2)), length(Fraction(181, 2)), length(Fraction(1, 3))
    ('30 minutes', '1 1/2 s', '1 min 30 1/2 s', '1/3 s')
    """
    whole, rest = divmod(seconds, 1)
    if not rest:
        return long_text(int(whole))
    text = seconds_text(int(whole))
    if not text.endswith(" s"):
        return f"{text} {rest} s"
    return f"{text.removesuffix(' s')} {rest} s".removeprefix("0 ")


def listed(words: list[str]) -> str:
    """Words in a row.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
