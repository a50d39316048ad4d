"""A plausible year of tickets and ratings at four dental sites, for `examples/harbour-dental.yaml`.

About 1,200 tickets with the rhythm of a practice: Mondays and mornings are full, August and the holidays
are quiet, October is a bad month. Everything drawn by chance comes from the seed, so the same seed gives
the same year to the second. Chance is measured in floats; what is written down is whole seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from evenhand.demo.desk import YEAR, Desk
from evenhand.demo.lives import BAD_MONTH, Events, Life
from evenhand.demo.stories import EASTER, STORIES, Story
from evenhand.demo.subjects import DESK, ENGINEERS
from evenhand.units import iso_utc

TICKET_COLUMNS = (
    "ticket", "at", "event", "service", "priority", "kind", "reason", "by", "site", "requester", "subject",
)  # fmt: skip
READING_COLUMNS = ("name", "at", "value", "service", "ticket")
EXPORTED = datetime(YEAR, 12, 31, 18)

# Tickets a day from Monday to Sunday; the share of a month; the weight of each hour from 6 to 22.
_A_DAY = (6.1, 4.8, 4.5, 4.3, 4.0, 1.1, 0.25)
_MONTHS = (1.1, 1.0, 1.05, 0.95, 0.95, 1.0, 0.9, 0.75, 1.1, 1.2, 1.05, 0.8)
_HOURS = (1, 4, 12, 14, 10, 7, 4, 4, 7, 8, 6, 5, 3, 1, 1, 1, 1)

# How many people give 1, 2, 3, 4 or 5 marks, usually and after a bad month.
_MARKS, _HARSH = (1, 2, 7, 32, 58), (10, 16, 24, 30, 20)


@dataclass(frozen=True, slots=True)
class History:
    """The year as rows ready to be written: ticket events in order of time, and ratings.

    `told` is the ticket worth explaining first.
    """

    tickets: tuple[Mapping[str, str], ...]
    readings: tuple[Mapping[str, str], ...]
    told: str


def history(seed: int = 2026) -> History:
    """The year of records as it stood in the desk's export at 18:00 on 31 December.

    The same seed gives the same rows. Among them: three rows exported twice, and one ticket resolved
    before it was opened.
    """
    desk = Desk(seed)
    openings: list[tuple[int, Story | None]] = [(at, None) for at in _openings(desk)]
    openings += [(_opened(desk, story), story) for story in STORIES]
    openings.sort(key=lambda opening: opening[0])
    rows: Events = []
    readings: Events = []
    told = ""
    for number, (at, story) in enumerate(openings, start=1001):
        ticket = f"HD-{number}"
        if story is None:
            events = Life(desk, at).live()
            readings += _rating(desk, ticket, events)
        else:
            events = _written(desk, story)
            told = ticket if story is EASTER else told
        rows += [(when, {"ticket": ticket, "at": iso_utc(when), **row}) for when, row in events]
    exported = desk.instant(EXPORTED)
    rows = [row for row in rows if row[0] <= exported]
    rows += desk.chance.sample(rows, 3)
    return History(_in_order(rows), _in_order(row for row in readings if row[0] <= exported), told)


def _in_order(rows: Iterable[tuple[int, dict[str, str]]]) -> tuple[Mapping[str, str], ...]:
    return tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))


def _openings(desk: Desk) -> list[int]:
    """When tickets are opened in the year, day by day."""
    found = []
    for number in range((date(YEAR + 1, 1, 1) - date(YEAR, 1, 1)).days):
        day = date(YEAR, 1, 1) + timedelta(days=number)
        expected = 0.2 if day in desk.holidays else _A_DAY[day.weekday()] * _MONTHS[day.month - 1]
        for _ in range(int(desk.chance.gauss(expected, expected**0.5 / 2) + 0.5)):
            hour = desk.chance.choices(range(6, 23), _HOURS)[0]
            into = timedelta(hours=hour, seconds=desk.chance.randrange(3600))
            found.append(desk.instant(datetime.combine(day, time()) + into))
    return found


def _opened(desk: Desk, story: Story) -> int:
    return next(at for at, row in _written(desk, story) if row["event"] == "opened")


def _written(desk: Desk, story: Story) -> Events:
    """The events of a ticket written by hand; its engineer goes by the length of its subject."""
    engineer = ENGINEERS[len(story.subject) % len(ENGINEERS)]
    opening = {
        "service": story.service,
        "priority": story.priority,
        "kind": "incident",
        "by": story.requester,
        "site": story.site,
        "requester": story.requester,
        "subject": story.subject,
    }
    return [
        (
            desk.instant(datetime.fromisoformat(step.at)),
            {"event": step.event, "by": engineer, **(opening if step.event == "opened" else step.says)},
        )
        for step in story.steps
    ]


def _rating(desk: Desk, ticket: str, events: Events) -> Events:
    """What the requester thought of it: one in five says, and is harsher about what a bad month brought."""
    at, last = events[-1]
    if last["event"] != "closed" or desk.chance.random() > 0.2:
        return []
    bad = iso_utc(events[0][0])[5:7] == BAD_MONTH
    value = desk.chance.choices((1, 2, 3, 4, 5), _HARSH if bad else _MARKS)[0]
    return [
        (at, {"name": "rating", "at": iso_utc(at), "value": str(value), "service": DESK, "ticket": ticket})
    ]
