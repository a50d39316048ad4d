"""What readings say, as records of their own: when a bound was crossed long enough, when there was no reading."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from evenhand.figures.availability.plain import Outage, joined, plain, without
from evenhand.figures.explanation.samples import Reading
from evenhand.figures.figure import decimal_text
from evenhand.terms.agreement import Agreement
from evenhand.terms.availability import Availability, DownWhen
from evenhand.units import DAY_SECONDS, Duration, Unit

_FROM_READINGS = "readings"


def signalled(
    agreement: Agreement,
    service: str,
    clause: Availability,
    readings: Sequence[Reading],
    begins: int,
    as_of: int,
    *,
    first: int,
) -> Iterator[Outage]:
    """Outages that readings show, and gaps between them from `begins` on, numbered downward from `first`."""
    number = first
    for terms in clause.down_when:
        mine = sorted(
            (
                each
                for each in readings
                if plain(each.name) == plain(terms.reading)
                and each.service in ("", service)
                and each.at < as_of
            ),
            key=lambda each: each.at,
        )
        vouches = _vouches(agreement, service, clause, [each.at for each in mine])
        for state, cause, start, end in _stretches(terms, mine, vouches, begins, as_of):
            yield Outage(
                number, f"readings {first - number + 1}", start, end, state, cause, source=_FROM_READINGS
            )
            number -= 1


def _stretches(
    terms: DownWhen, readings: Sequence[Reading], vouches: int, begins: int, as_of: int
) -> Iterator[tuple[str, str, int, int]]:
    """State, cause, start and end of what readings in order of time show up to `as_of`."""
    following = [*(each.at for each in readings[1:]), as_of]
    held = [
        (each.at, min(each.at + vouches, until), _beyond(terms, each))
        for each, until in zip(readings, following, strict=False)
    ]
    bound = terms.above if terms.above is not None else terms.below
    side = "below" if terms.above is None else "above"
    what = f"{terms.reading} {side} {decimal_text(bound or Fraction(0), None)}"
    lasting = terms.for_.seconds if terms.for_ else 0
    for start, end in joined([(start, end) for start, end, beyond in held if beyond]):
        if end - start >= lasting:
            yield "down", what + (f" for {terms.for_}" if terms.for_ else ""), start, end
    for start, end in without((begins, as_of), joined([(start, end) for start, end, _ in held])):
        yield "unknown", f"no reading of {terms.reading}", start, end


def _beyond(terms: DownWhen, reading: Reading) -> bool:
    value = Fraction(reading.value)
    return value > terms.above if terms.above is not None else value < (terms.below or 0)


def _vouches(agreement: Agreement, service: str, clause: Availability, at: Sequence[int]) -> int:
    """For how long a reading holds: until its source is silent, else twice as long as it takes to measure again."""
    for source in agreement.tracking.sources.values():
        silent = _seconds(source.silent_after)
        if source.service == service and silent is not None:
            return silent
    every = _seconds(clause.measured.every if clause.measured else None)
    if every is not None:
        return 2 * every
    apart = sorted(later - sooner for sooner, later in pairwise(at))
    return 2 * apart[(len(apart) - 1) // 2] if apart else 0


def _seconds(length: Duration | None) -> int | None:
    if length is not None and length.unit is Unit.SECONDS:
        return int(length.amount)
    return int(length.amount) * DAY_SECONDS if length is not None and length.unit is Unit.DAYS else None
