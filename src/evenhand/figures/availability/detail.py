"""What the figure of an availability is made of, and how it is judged (rules 16, 19 and 21)."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from evenhand.availability.uptime import Account
from evenhand.figures.figure import Figure, Result, decimal_text
from evenhand.terms.availability import Availability

OTHERWISE = "with excluded time "
"""How the note begins that shows the figure the other way of rule 21."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides of the ratio: what was agreed and how much of it was down, both in exact seconds."""

    agreed: Fraction = Fraction(0)
    down: Fraction = Fraction(0)

    def __add__(self, other: "Sides") -> "Sides":
        """Both together."""
        return Sides(self.agreed + other.agreed, self.down + other.down)

    @property
    def value(self) -> Fraction | None:
        """(agreed - down) / agreed; None when nothing was agreed."""
        return (self.agreed - self.down) / self.agreed if self.agreed else None


@dataclass(frozen=True, slots=True)
class Detail:
    """The seconds behind a figure, in the order of the sentence that says them; each exact.

    `otherwise` is the value with excluded time counted the other way, None where that makes no difference;
    `requests` how many there were, None where the clause does not ask.
    """

    figure: Figure
    service_seconds: Fraction
    maintenance_seconds: Fraction
    excluded_seconds: Fraction
    unknown_seconds: Fraction
    agreed_seconds: Fraction
    down_seconds: Fraction
    otherwise: Fraction | None
    requests: Fraction | None = None


@dataclass(frozen=True, slots=True)
class AvailabilityFigures:
    """The figures of all clauses of availability, what each is made of in the same order, and general notes."""

    figures: tuple[Figure, ...]
    details: tuple[Detail, ...]
    notes: tuple[str, ...]


UNMEASURED = AvailabilityFigures((), (), ())
"""Nothing to reckon with."""


def sides(clause: Availability, account: Account, *, removed: bool) -> Sides:
    """The two sides of the ratio, with excluded time removed from both or counted as up (rule 21)."""
    down = account.down + (account.unknown if clause.unknown == "down" else 0)
    if not removed:
        return Sides(account.service, down)
    unknown = account.unknown if clause.unknown == "excluded" else Fraction(0)
    return Sides(account.service - account.maintenance - account.excluded - unknown, down)


def verdict(clause: Availability, value: Fraction | None, requests: Fraction | None) -> tuple[Result, str]:
    """Compare a figure with its target exactly, and say what decided where the target alone did not (rule 16)."""
    if value is None:
        return "nothing to measure", ""
    if clause.target is None:
        return "not scored", "the agreement sets no target"
    if requests is not None and requests < clause.at_least:
        return "not scored", f"fewer than {clause.at_least} requests in the period"
    return ("met" if clause.target.met_by(value) else "missed"), ""


def remarks(clause: Availability, value: Fraction | None, otherwise: Fraction | None) -> Iterable[str]:
    """What has to be said beside the figure of an availability."""
    if value is not None and clause.minimum is not None and value < clause.minimum:
        yield f"below the minimum of {fine(clause.minimum)}"
    if otherwise is not None:
        way = "counted as up" if clause.excluded_time == "removed" else "removed"
        yield f"{OTHERWISE}{way}: {fine(otherwise)}"


def fine(value: Fraction) -> str:
    """A ratio as a percentage with all its digits, or so many that two of them can be told apart.

    >>> fine(Fraction(1999, 2000)), fine(Fraction(2, 3))
    ('99.95%', '66.666666%')
    """
    return f"{decimal_text(value * 100, None)}%"
