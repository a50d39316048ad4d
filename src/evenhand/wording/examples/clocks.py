"""When a ticket would be due: for every time frame of a standard, opened late before a closure (rules 3 to 6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from evenhand.clocks.clock import Frame
from evenhand.clocks.spans import WallSpan
from evenhand.errors import EvenhandError
from evenhand.figures.dates import day_words
from evenhand.figures.facts import Facts
from evenhand.figures.frames import Frames, frames_of, serves
from evenhand.terms.standards import Standard
from evenhand.wording.blocks import Example, Words
from evenhand.wording.clocks import done
from evenhand.wording.examples.ground import Ground
from evenhand.wording.names import Names
from evenhand.wording.phrases import joined, listed, say, sentence

_SPARE: Final = 1800
_NOBODY: Final = np.empty(0, np.int64)


@dataclass(frozen=True)
class Timed:
    """The time frame of some priorities of a standard, and the calendar on which it runs (None on the wall)."""

    priorities: tuple[str | None, ...]
    frame: Frame
    calendar: str | None

    def due(self, at: int) -> int:
        """When a ticket opened then falls due."""
        if isinstance(self.frame.within, WallSpan):
            return int(self.frame.within.after(np.array([at]))[0])
        assert self.frame.within is not None
        return self.frame.table.due_one(at, self.frame.within)

    @property
    def spare(self) -> int:
        """How long before the close a ticket is opened so that its time goes beyond it."""
        within = self.frame.within
        if isinstance(within, int) and not self.frame.table.per_day:
            return max(min(_SPARE, within // 2), 60)
        return _SPARE


def clock_examples(standard: Standard, names: Names) -> Iterator[Example]:
    """An example for each calendar of a standard, with the due moment of each of its time frames on it."""
    ground = names.ground
    if ground is None:
        return
    try:
        timed = timed_of(standard, ground)
        for calendar in dict.fromkeys(each.calendar for each in timed):
            mine = [each for each in timed if each.calendar == calendar]
            yield Example(_example(standard, calendar, mine, ground, names))
    except EvenhandError:
        return


def timed_of(standard: Standard, ground: Ground) -> list[Timed]:
    """The time frames of a standard with the priorities they are for, highest first."""
    agreement = ground.agreement
    services, priorities = tuple(agreement.services), agreement.priorities.names
    stub = Facts(_NOBODY, services, _NOBODY, priorities, _NOBODY, ())
    found = frames_of(standard, ground.tables, stub)
    row = next((place for place, name in enumerate(services) if serves(standard, name)), len(services))
    chosen = standard.applies_to.get("priority", priorities)
    columns: dict[str | None, int] = {name: place for place, name in enumerate(priorities) if name in chosen}
    columns = columns or {None: len(priorities)}
    by_frame: dict[int, list[str | None]] = {}
    for name, column in columns.items():
        by_frame.setdefault(int(found.grid[row, column]), []).append(name)
    return [
        Timed(tuple(mine), found.frames[place], _calendar(found, place))
        for place, mine in by_frame.items()
        if place >= 0 and found.frames[place].within is not None
    ]


def _calendar(found: Frames, place: int) -> str | None:
    return found.hours[found.frames[place].course]


def _example(
    standard: Standard, calendar: str | None, timed: Sequence[Timed], ground: Ground, names: Names
) -> Words:
    clock = standard.clock
    assert clock is not None
    at, closed = ground.late(calendar, min(each.spare for each in timed))
    opened = f" {done(clock.starts)} {ground.moment(at)} must be {done(clock.stops)} "
    pausing = ", if nothing pauses its clock" if clock.pauses else ""
    if len(timed) == 1:
        [one] = timed
        words = sentence(
            "a ticket",
            of_priority(one, standard, names),
            opened,
            f"by {ground.moment(one.due(at), after=at)}",
            pausing,
        )
    else:
        dues = [
            say(f"by {ground.moment(each.due(at), after=at)} if it is ", _priorities(each, names))
            for each in timed
        ]
        words = sentence("a ticket", opened, listed(dues, "or"), pausing)
    if calendar is None or closed is None or not any(each.due(at) > at + _SPARE for each in timed):
        return words
    return joined([words, _closure(calendar, closed, names)], " ")


def of_priority(one: Timed, standard: Standard, names: Names) -> Words:
    """The priority, where a ticket needs one to have this time frame."""
    if "priority" not in standard.applies_to and len(one.priorities) != 1:
        return ()
    return say(" of priority ", _priorities(one, names)) if one.priorities[0] else ()


def _priorities(each: Timed, names: Names) -> Words:
    return listed([names.priority(name) for name in each.priorities if name], "or")


def _closure(calendar: str, closed: tuple[date, date], names: Names) -> Words:
    first, last = closed
    days = f"on {day_words(first, weekday=True)}"
    if first != last:
        days = f"from {day_words(first, weekday=True, year=False)} to {day_words(last, weekday=True)}"
    return sentence("there are no ", names.hours(calendar), f" {days}")
