"""Why a moment of a record counted, or why it did not, in a few words."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from evenhand.figures.availability.allowances import Granted
from evenhand.figures.availability.plain import covers
from evenhand.figures.availability.roles import Role
from evenhand.terms.availability import Allowance, Availability
from evenhand.units import ratio_text

MAINTENANCE, EXCLUDED, TROUBLE, UNKNOWN = range(4)

COUNTS = "counts"


@dataclass(frozen=True, slots=True)
class Moment:
    """What holds for a whole service between two instants at which something changes.

    `state` is that of the service; `counting` the record whose time counts, at `weight`; `short` whether the
    outage it lies in is too short.
    """

    open: bool
    state: int
    weight: Fraction
    counting: Role | None
    short: bool
    granted: Sequence[Granted]
    at: int
    clause: Availability


def reason(each: Role, now: Moment) -> str:
    """Why a record counts at a moment, or does not."""
    if not now.open:
        return "outside the service hours"
    kind = next((one for one in now.granted if one.terms is each.kind), None)
    if kind is not None and covers(kind.allowed, now.at):
        return "maintenance within what is allowed"
    if each is now.counting:
        return _counts(each, kind, now)
    if now.short and not each.unknown:
        return f"shorter than {now.clause.shortest_outage}"
    if now.state == MAINTENANCE:
        return "during maintenance that is allowed"
    if each.excluded:
        return f"excluded: {each.excluded}"
    if now.state == EXCLUDED:
        return "at a time that is excluded anyway"
    if now.state == TROUBLE and now.counting is not None:
        return f"counted once, with {now.counting.record.label}"
    if now.state == UNKNOWN and each.unknown:
        return _no_data(now)
    return "another component kept the service up"


def _counts(each: Role, kind: Granted | None, now: Moment) -> str:
    if each.unknown:
        return "no data, which counts as down"
    words = COUNTS
    if now.weight != 1:
        words = f"counts at {ratio_text(now.weight.numerator, now.weight.denominator, favourable='up')}"
    if each.beside:
        return f"{words}: {each.beside}"
    if kind is None:
        return words
    if not covers(kind.in_windows, now.at):
        return f"{words}: outside the windows of maintenance"
    limits = " and ".join(_limit(limit) for limit in kind.terms.at_most)
    return f"{words}: beyond {limits}"


def _no_data(now: Moment) -> str:
    if now.clause.unknown == "down":
        return "no data, counted once"
    return "no data, which is excluded" if now.clause.unknown == "excluded" else "no data, which counts as up"


def _limit(limit: Allowance) -> str:
    if limit.length is not None:
        return f"{limit.length} per {limit.period}"
    return f"{limit.windows} window{'' if limit.windows == 1 else 's'} per {limit.period}"
