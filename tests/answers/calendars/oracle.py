"""Open hours by stepping through time and looking at the clock on the wall: slow, plain, and from outside.

Imports nothing from evenhand. Every question is answered by walking over the same list of instants, one step
apart, with what `zoneinfo` says the wall clock shows at each. Rules are plain values:

    {"zone": name, "weekly": seven lists of (open, close) in seconds from midnight, Monday first, or "always",
     "closed": dates, "closed_parts": {date: spans}, "open": {date: spans}}
"""

import importlib.resources
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

DAY = 86_400


def zone_rules(name: str) -> ZoneInfo:
    with importlib.resources.files("tzdata.zoneinfo").joinpath(*name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


class Walk:
    """The local dates from `first` to `last`, seen every `step` seconds."""

    def __init__(self, rules: dict, first: date, last: date, step: int = 60) -> None:
        self.step = step
        zone = zone_rules(rules["zone"])
        begin = int(datetime.combine(first, time(), UTC).timestamp()) - 3 * DAY
        end = int(datetime.combine(last, time(), UTC).timestamp()) + 4 * DAY
        self.instants = range(begin, end, step)
        self.shown = [datetime.fromtimestamp(at, zone).replace(tzinfo=None) for at in self.instants]
        self.start, self.end = self.begins(first), self.begins(last + timedelta(days=1))

        opened: set[int] = set()
        day = first - timedelta(days=1)
        while day <= last:
            weekly = rules["weekly"]
            for span in [(0, DAY)] if weekly == "always" else weekly[day.weekday()]:
                opened |= self.span(day, span)
            day += timedelta(days=1)
        for day in rules.get("closed", ()):
            opened -= set(range(self.begins(day), self.begins(day + timedelta(days=1)), step))
        for change, spans_by_date in (("-", rules.get("closed_parts", {})), ("+", rules.get("open", {}))):
            for day, spans in spans_by_date.items():
                for span in spans:
                    opened = opened - self.span(day, span) if change == "-" else opened | self.span(day, span)
        self.open = sorted(at for at in opened if self.start <= at < self.end)

        self.date_of: dict[int, date] = {}
        day = first
        while day <= last:
            for at in range(self.begins(day), self.begins(day + timedelta(days=1)), step):
                self.date_of[at] = day
            day += timedelta(days=1)

    def first_shown(self, local: datetime) -> int:
        """The first instant at which the wall clock shows this time or a later one."""
        return next(at for at, shown in zip(self.instants, self.shown, strict=True) if shown >= local)

    def last_shown(self, local: datetime) -> int:
        """The last instant at which the wall clock shows this time; where it never does, the jump over it."""
        for at, shown in zip(reversed(self.instants), reversed(self.shown), strict=True):
            if shown <= local:
                return at if shown == local else at + self.step
        raise ValueError(local)

    def begins(self, day: date) -> int:
        return self.first_shown(datetime.combine(day, time()))

    def span(self, day: date, span: tuple[int, int]) -> set[int]:
        """The instants of a span of hours of a date."""
        midnight = datetime.combine(day, time())
        opens, closes = (midnight + timedelta(seconds=seconds) for seconds in span)
        end = self.begins(day + timedelta(days=1)) if span[1] == DAY else self.last_shown(closes)
        return set(range(self.first_shown(opens), end, self.step))

    def seconds_before(self, instants: list[int]) -> list[int]:
        """Open seconds from the start to each instant, for instants in order and on a step."""
        answers, done, rest = [], 0, iter([*self.open, self.instants[-1]])
        following = next(rest)
        for at in instants:
            while following < at:
                done += self.step
                following = next(rest)
            answers.append(done)
        return answers

    def days_before(self, instants: list[int]) -> list[Fraction]:
        """The same in business days: each date with open time is one, shared out evenly over it."""
        steps_of: dict[date, int] = {}
        for at in self.open:
            steps_of[self.date_of[at]] = steps_of.get(self.date_of[at], 0) + 1
        return [
            sum(
                (Fraction(1, steps_of[self.date_of[open_]]) for open_ in self.open if open_ < at), Fraction(0)
            )
            for at in instants
        ]
