"""The frontier of one agreement: needed time frames, targets that would have been met, and how sure that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from evenhand.figures.backtest.attained import AttainedTarget, attained
from evenhand.figures.backtest.certainty import Certainty, certainty
from evenhand.figures.backtest.frontier import NeededFrame, Reaches, needed_frames
from evenhand.figures.figure import Figure
from evenhand.figures.measurement import Measurement
from evenhand.figures.periods import Cut, after, beginning
from evenhand.figures.slots import Group, Slot, groups
from evenhand.figures.versions import Version

Line = tuple[str, tuple[int, ...], str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Reached:
    """What is told of one figure of one clause: `attained`, for tickets `frames` and `certainty`."""

    attained: AttainedTarget
    frames: tuple[NeededFrame, ...]
    certainty: Certainty | None


def frontier(
    versions: tuple[Version, ...], measurement: Measurement, reaches: Reaches
) -> tuple[Reached, ...]:
    """Every figure with a target, in the order in which they were measured."""
    pools = {(group.address, number): group for group in groups(versions) for number in _numbers(group)}
    lines: dict[Line, list[Figure]] = {}
    for figure in measurement.figures:
        if figure.target is not None and not figure.breakdown:
            group = pools.get((figure.clause, figure.versions[-1])) if figure.versions else None
            pool = _numbers(group) if group else ()
            line = figure.clause, pool, figure.service, figure.priority, figure.instance
            lines.setdefault(line, []).append(figure)
    found = []
    for (clause, pool, service, priority, _), figures in lines.items():
        group = pools.get((clause, pool[-1])) if pool else None
        found.append(_reached(group, service, priority, figures, reaches, measurement.figures))
    return tuple(found)


def _numbers(group: Group) -> tuple[int, ...]:
    return tuple(version.number for _, version in group.versions)


def _reached(
    group: Group | None,
    service: str | None,
    priority: str | None,
    figures: list[Figure],
    reaches: Reaches,
    asked: Sequence[Figure],
) -> Reached:
    scored = group is not None and group.standard.clock is not None
    most = group.standard.or_at_most if scored and group is not None else None
    best = attained(figures, most)
    if group is None or not scored:
        return Reached(best, (), None)
    target = best.target
    slot = Slot(
        _scored(group, "each service", service),
        _scored(group, "each priority", priority),
        target,
        target.period,
    )
    counted = _counted(figures)
    frames = needed_frames(group, slot, reaches, counted, _cuts(slot, figures, asked))
    sure = certainty(list(counted.values()), target.value)
    return Reached(best, tuple(frames), sure)


def _scored(group: Group, each: str, name: str | None) -> str | None:
    """The name that a figure is about: where each is scored, a figure without a name is of tickets without one."""
    return "" if name is None and group.standard.scored == each else name


def _cuts(slot: Slot, figures: Sequence[Figure], asked: Sequence[Figure]) -> Mapping[date, Cut]:
    """The dates of every period that is asked for, also of those in which the figure has no ticket as things are.

    A longer time frame may move tickets into a calendar period of any other figure, and into trailing days of any
    figure under the same terms.
    """
    unit = slot.period.unit
    if unit != "trailing days":
        firsts = {each.first for each in asked}
        found = {first: Cut(first, after(unit, beginning(unit, first)), first) for first in firsts}
    else:
        alike = [each for each in asked if _terms(each) == _terms(figures[0])]
        found = {each.first: Cut(each.start, each.end, each.first) for each in alike}
    return found | {each.first: Cut(each.start, each.end, each.first) for each in figures}


def _terms(figure: Figure) -> tuple[object, ...]:
    return figure.clause, figure.versions, figure.target and figure.target.period


def _counted(figures: Sequence[Figure]) -> Mapping[date, tuple[int, int]]:
    return {
        figure.first: (int(figure.numerator or 0), int((figure.denominator or 0) - (figure.numerator or 0)))
        for figure in figures
    }
