"""The time frames of a standard: which one holds for a ticket's service and priority, on which calendar."""

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from evenhand.calendars.table import Table
from evenhand.clocks.clock import Frame, PauseLimit
from evenhand.clocks.spans import WallSpan
from evenhand.figures.facts import NOT_SAID, Facts
from evenhand.figures.tables import Tables
from evenhand.terms.standards import AsAgreed, Standard
from evenhand.units import Duration, Unit, tidy

_ON_WALL = (Unit.DAYS, Unit.MONTHS)


@dataclass(slots=True)
class Frames:
    """Frames of one standard; `grid` (services + 1, priorities + 1) holds their indices, -1 for no time frame.

    The last row and column of the grid are for tickets that name no service or no priority. `hours` are the
    distinct calendars of the frames, in the order of their courses; None is time on the wall.
    """

    frames: list[Frame] = field(default_factory=list)
    hours: list[str | None] = field(default_factory=list)
    grid: NDArray[np.int64] = field(default_factory=lambda: np.empty((0, 0), dtype=np.int64))


def frames_of(standard: Standard, tables: Tables, facts: Facts) -> Frames:
    """Every frame that the standard promises to the services and priorities a log names."""
    result = Frames(grid=np.full((len(facts.services) + 1, len(facts.priorities) + 1), NOT_SAID))
    seen: dict[tuple[str | None, Duration | None], int] = {}
    for row, service in enumerate((*facts.services, None)):
        if not serves(standard, service):
            continue
        for column, priority in enumerate((*facts.priorities, None)):
            within = within_of(standard, priority)
            if within is None:
                continue
            found, name = hours_of(standard, tables, service, priority)
            on_wall = isinstance(within, AsAgreed) or within.unit in _ON_WALL
            if not found and not on_wall:
                continue
            key = (name, within if isinstance(within, Duration) else None)
            if key not in seen:
                seen[key] = len(result.frames)
                result.frames.append(_frame(standard, tables, name, key[1], result.hours))
            result.grid[row, column] = seen[key]
    return result


def serves(standard: Standard, service: str | None) -> bool:
    """Whether a standard holds for tickets of a service; None for tickets that name none."""
    return "all" in standard.service or service in standard.service


def within_of(standard: Standard, priority: str | None) -> Duration | AsAgreed | None:
    """The time frame promised for a priority; None where the standard promises nothing."""
    within = standard.within
    if within is None or isinstance(within, (Duration, AsAgreed)):
        return within
    return within.get(priority) if priority is not None else None


def hours_of(
    standard: Standard, tables: Tables, service: str | None, priority: str | None
) -> tuple[bool, str | None]:
    """Whether it is known on which calendar the clock runs, and its name.

    The standard's own calendar, else the hours of the ticket's service; a ticket without a service has hours
    only when all services share them.
    """
    stated = standard.calendar
    if isinstance(stated, str):
        return True, stated
    if stated is not None and priority is not None and priority in stated:
        return True, stated[priority]
    services = tables.agreement.services
    shared = {each.hours for each in services.values()} if service is None else {services[service].hours}
    hours = next(iter(shared)) if len(shared) == 1 else None
    return hours is not None, hours


def _frame(
    standard: Standard, tables: Tables, name: str | None, within: Duration | None, hours: list[str | None]
) -> Frame:
    always = tables.table(None, Unit.SECONDS)
    on_wall = within is not None and within.unit in _ON_WALL
    shown = None if on_wall else name
    if shown not in hours:
        hours.append(shown)
    seconds, course = tables.table(shown, Unit.SECONDS), hours.index(shown)
    if within is None:
        return Frame(always, seconds, None, course)
    if on_wall:
        return Frame(always, seconds, _span(within, tables, name), course)
    table, amount = _amount(standard, tables, name, within)
    return Frame(table, seconds, amount, course)


def _amount(standard: Standard, tables: Tables, name: str | None, length: Duration) -> tuple[Table, int]:
    if length.unit is Unit.SECONDS:
        return tables.table(name, Unit.SECONDS), length.seconds
    table = tables.table(name, Unit.BUSINESS_DAYS, _denominators(standard))
    ticks = length.amount * table.per_day
    assert ticks.denominator == 1
    return table, int(ticks)


def _denominators(standard: Standard) -> set[int]:
    """Denominators of every number of business days in the standard: ticks are fine enough for all (rule 6)."""
    lengths = [pause.limit for pause in standard.clock.pauses] if standard.clock else []
    within = standard.within
    if isinstance(within, Duration):
        lengths.append(within)
    elif within is not None and not isinstance(within, AsAgreed):
        lengths.extend(within.values())
    return {Fraction(each.amount).denominator for each in lengths if each and each.unit is Unit.BUSINESS_DAYS}


def _span(length: Duration, tables: Tables, name: str | None) -> WallSpan:
    zone = tables.zone_named(tables.calendar(name).zone)
    count = int(length.amount)
    return WallSpan(zone, days=count) if length.unit is Unit.DAYS else WallSpan(zone, months=count)


def pauses_of(
    standard: Standard, tables: Tables, name: str | None, reasons: tuple[str, ...]
) -> dict[int, PauseLimit | None]:
    """The standard's pauses by code of the reason, their limits on the clock's own calendar (rule 10)."""
    assert standard.clock is not None
    result: dict[int, PauseLimit | None] = {}
    for pause in standard.clock.pauses:
        reason = tidy(pause.reason)
        if reason not in reasons:
            continue
        limit = None
        if pause.limit is not None and pause.limit.unit in _ON_WALL:
            limit = PauseLimit(None, _span(pause.limit, tables, name))
        elif pause.limit is not None:
            limit = PauseLimit(*_amount(standard, tables, name, pause.limit))
        result[reasons.index(reason)] = limit
    return result
