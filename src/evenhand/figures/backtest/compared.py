"""Two measurements of one history side by side: clause by clause, period by period, and in all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from evenhand.figures.credits.money import Money
from evenhand.figures.figure import Figure
from evenhand.figures.measurement import Measurement


@dataclass(frozen=True, slots=True)
class Pair:
    """One figure in force and under the draft, for what both stand for; None where one of them has no such figure.

    `better` and `worse` say which verdict the draft would have changed: from missed to met, or from met to missed.
    """

    current: Figure | None
    draft: Figure | None

    @property
    def either(self) -> Figure:
        """One of the two that is there."""
        figure = self.draft or self.current
        assert figure is not None
        return figure

    @property
    def turned(self) -> str:
        """`better` or `worse` where the verdict is another, else nothing."""
        results = tuple(each.result if each else "" for each in (self.current, self.draft))
        return {("missed", "met"): "better", ("met", "missed"): "worse"}.get(results, "")  # type: ignore[arg-type]  # two


@dataclass(frozen=True, slots=True)
class Total:
    """One side in all: how many figures were met and missed, and what is credited, by currency."""

    met: int
    missed: int
    credits: tuple[Money, ...]


Key = tuple[str, str | None, str | None, str | None, date, date, int]


def pairs(current: Measurement, draft: Measurement | None) -> tuple[Pair, ...]:
    """The figures of both by clause and period: in the order of the draft, what it leaves out last."""
    mine = _by_key(current.figures)
    theirs = _by_key(draft.figures) if draft else {}
    clauses = list(dict.fromkeys(key[0] for key in (*theirs, *mine)))
    keys = sorted({**theirs, **mine}, key=lambda key: clauses.index(key[0]))
    return tuple(Pair(mine.get(key), theirs.get(key)) for key in _in_line(keys))


def _in_line(keys: Sequence[Key]) -> list[Key]:
    """Keys of one line (clause, service, priority, instance) next to each other, by time."""
    lines = list(dict.fromkeys(key[:4] for key in keys))
    place = {line: number for number, line in enumerate(lines)}
    return sorted(keys, key=lambda key: (place[key[:4]], key[4:]))


def _by_key(figures: Iterable[Figure]) -> dict[Key, Figure]:
    found: dict[Key, Figure] = {}
    for each in figures:
        if not each.breakdown:
            key = each.clause, each.service, each.priority, each.instance, each.first, each.end
            again = sum(other[:6] == key for other in found) if (*key, 0) in found else 0
            found[(*key, again)] = each
    return found


def total(measurement: Measurement) -> Total:
    """The figures met and missed, and all credits."""
    results = [each.result for each in measurement.figures if not each.breakdown]
    credits: dict[str | None, Money] = {}
    for statement in measurement.statements:
        known = credits.get(statement.currency)
        added = statement.total.minor_units + (known.minor_units if known else 0)
        credits[statement.currency] = Money(added, statement.currency)
    return Total(results.count("met"), results.count("missed"), tuple(credits.values()))
