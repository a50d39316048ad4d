"""One ticket under one standard, walked through second by second (SEMANTICS 8 to 14).

At every instant: first the time frame that held until now is tested, then the rows of that instant are taken one by
one (its attributes, then its event), and after each row the test is made again. Then the second that begins here is
counted, or paused, or neither, and the walk goes on. It takes a whole minute at once where nothing can
happen within it; whenever something can, that minute is walked second by second.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from tests.answers.oracle.hours import ALWAYS, Hours
from tests.answers.oracle.reading import same_words

Row = dict[str, Any]
NEVER = 10**12
ALSO = {"responded": ("responded", "resolved", "closed"), "resolved": ("resolved", "closed")}
ENDS_WAITING = ("resumed", "resolved", "closed", "reopened", "cancelled", "merged")
WALL = ("days", "months")


def meant_by(event: str) -> tuple[str, ...]:
    """Closed is also resolved, resolved is also the response (rule 9)."""
    return ALSO.get(event, (event,))


@dataclass
class Count:
    """What has been counted on one calendar since a run began."""

    seconds: int = 0
    days: Fraction = Fraction(0)
    paused: int = 0
    pieces: list[tuple[int, int]] = field(default_factory=list)  # counted stretches: instant, seconds


@dataclass
class Run:
    """The clock from its start, or from its start again; `restarts` begins a new life, `from change` does not."""

    start: int
    life: int = 0
    stop: int | None = None
    counts: dict[str, Count] = field(default_factory=dict)
    open_at_stop: dict[str, int] = field(default_factory=dict)


@dataclass
class Waiting:
    """A waiting under way and the open time it has taken on each calendar."""

    reason: str
    since: int
    seconds: dict[str, int] = field(default_factory=dict)
    days: dict[str, Fraction] = field(default_factory=dict)


class Walk:
    """The state of the clock at an instant; ``result`` tells the outcome at the last one."""

    def __init__(
        self, standard: dict[str, Any], rows: list[Row], service: str | None, setting: "Setting", until: int
    ) -> None:
        self.standard, self.rows, self.service, self.setting, self.until = (
            standard,
            rows,
            service,
            setting,
            until,
        )
        self.attributes: Row = {}
        self.runs: list[Run] = []
        self.idle: dict[str, Count] = {}
        self.waiting: Waiting | None = None
        self.reported = reported_waiting(standard, rows)
        self.running = False
        self.ended = ""  # "stopped" or "cancelled"
        self.missed: dict[str, Any] | None = None
        self.keys = sorted(setting.keys(standard, service))
        self.open_since_start: dict[str, int] = {}
        self.stopped_attributes: Row = {}
        self.taken = self.rows_to_stop = 0

    # What holds now.

    @property
    def run(self) -> Run:
        return self.runs[-1]

    def frame(self) -> tuple[str, Fraction] | None:
        """The time frame of the ticket's priority."""
        frames = self.standard["frames"]
        if frames in (None, "agreed"):
            return None
        return frames.get(None) or frames.get(self.attributes.get("priority"))

    def key(self) -> str:
        return self.setting.key(self.standard, self.service, self.attributes.get("priority"))

    def covered(self) -> bool:
        """Does the standard apply to the ticket as it is now?"""
        services = self.standard["service"]
        if (services != "all" and self.service not in services) or self.key() == "?":
            return False
        if self.frame() is None and self.standard["frames"] != "agreed":
            return False
        applies = self.standard["applies_to"]
        return all(self.attributes.get(name) in values for name, values in applies.items())

    def limit(self, key: str) -> tuple[bool, Fraction | int] | None:
        """What may not be exceeded on that calendar: (in business days?, amount)."""
        frame = self.frame()
        if frame is None:
            return None
        unit, amount = frame
        if unit in WALL:
            zone = self.setting.wall_zone(self.standard, self.attributes.get("priority"))
            return False, zone.later(self.run.start, unit, int(amount)) - self.run.start
        return unit == "business days", amount

    def exceeded(self, at: int) -> bool:
        """Rule 14: is the elapsed time above the time frame?"""
        if self.standard["frames"] == "agreed":
            due = self.attributes.get("agreed due")
            return due is not None and at > due
        limit = self.limit(self.key())
        if limit is None:
            return False
        count = self.run.counts.get(self.key(), Count())
        return (count.days if limit[0] else count.seconds) > limit[1]

    def test(self, at: int, by_change: bool = False) -> None:
        if self.running and self.missed is None and self.covered() and self.exceeded(at):
            self.missed = {
                "at": at,
                "run": self.run,
                "attributes": dict(self.attributes),
                "by_change": by_change,
            }

    # What a row does.

    def take(self, row: Row) -> None:
        at, event = row["at"], row["event"]
        self.taken += 1
        before, ran = self.attributes.get("priority"), self.running
        self.test(at)
        self.attributes.update({name: row[name] for name in row if name in self.setting.attributes})
        change = before is not None and before != self.attributes.get("priority")
        if event == "waiting":
            reason = same_words(row.get("reason") or "")
            if self.waiting is None or self.waiting.reason != reason:
                self.waiting = Waiting(reason, at)
        elif event in ENDS_WAITING:
            self.waiting = None
        if not self.runs and self.ended == "" and event in meant_by(self.standard["starts"]):
            self.runs.append(Run(at))
            self.running = True
        if event == "reopened":
            self.reopen(at)
        stops = event in meant_by(self.standard["stops"])
        if self.running and (stops or event in ("cancelled", "merged")):
            if stops:
                self.test(at, by_change=change)
            self.running, self.ended, self.run.stop = False, "stopped" if stops else "cancelled", at
            self.rows_to_stop = self.taken
            self.idle, self.run.open_at_stop = {}, dict(self.open_since_start)
            self.stopped_attributes = dict(self.attributes)
        elif event in ("cancelled", "merged") and not self.runs:
            self.ended, self.stopped_attributes = "cancelled", dict(self.attributes)
            self.rows_to_stop = self.taken
        again = self.standard["reprioritised"] == "from change"
        if again and change and ran and self.running:
            self.runs.append(Run(at, self.run.life))
        self.test(at, by_change=change)

    def reopen(self, at: int) -> None:
        """Rule 11 and what was decided about it: a response is not undone, except by ``restarts``."""
        if self.ended == "":
            return
        mode = self.standard["reopened"]
        if self.ended == "stopped" and self.standard["stops"] == "responded" and mode != "restarts":
            return
        self.ended = ""
        if not self.runs:
            return
        self.running = True
        if mode == "restarts":
            self.runs.append(Run(at, self.run.life + 1))
            return
        self.run.stop = None
        if mode == "counts":
            for key, idle in self.idle.items():
                count = self.run.counts.setdefault(key, Count())
                count.seconds += idle.seconds
                count.days += idle.days
                count.pieces += idle.pieces

    # What a stretch of time does.

    def paused(self, key: str, at: int, length: int, worth: Fraction) -> bool | None:
        """Is this stretch paused on that calendar? None when only a part of it is."""
        states = [self.reported_pause(key, length)]
        waiting = self.waiting
        if waiting is not None and waiting.reason in self.standard["pauses"]:
            limit = self.standard["pauses"][waiting.reason]
            if limit is None:
                states.append(True)
            elif limit[0] in WALL:
                end = self.setting.hours_of(key).later(waiting.since, limit[0], int(limit[1]))
                states.append(fits(length, 1, Fraction(end - at)))
            elif limit[0] == "seconds":
                states.append(fits(length, 1, limit[1] - waiting.seconds.get(key, 0)))
            else:
                states.append(fits(length, worth, limit[1] - waiting.days.get(key, Fraction(0))))
        if True in states:
            return True
        return None if None in states else False

    def reported_pause(self, key: str, length: int) -> bool | None:
        """A total of waiting that the source knows is a pause directly after the first start."""
        if self.reported == 0:
            return False
        since = self.open_since_start.get(key, 0)
        return fits(length, 1, Fraction(self.reported - since))

    def pass_time(self, at: int, length: int) -> bool:
        """Count a stretch of whole seconds; False (and nothing done) when it must be walked in smaller steps."""
        plan = []
        for key in self.keys:
            hours = self.setting.hours_of(key)
            if not hours.open_at(at):
                continue
            worth = hours.business_day(at) if self.setting.in_days(self.standard) else Fraction(0)
            paused = self.paused(key, at, length, worth)
            if paused is None or (length > 1 and not paused and self.crosses(key, at, length, worth)):
                return False
            plan.append((key, worth, paused))
        for key, worth, paused in plan:
            self.count(key, at, length, worth, bool(paused))
        return True

    def crosses(self, key: str, at: int, length: int, worth: Fraction) -> bool:
        """Would the time frame be exceeded somewhere within this stretch?"""
        if not self.running or self.missed is not None or key != self.key():
            return False
        if self.standard["frames"] == "agreed":
            due = self.attributes.get("agreed due")
            return due is not None and at + length > due
        limit = self.limit(key)
        if limit is None:
            return False
        count = self.run.counts.get(key, Count())
        return (count.days + length * worth if limit[0] else count.seconds + length) > limit[1]

    def count(self, key: str, at: int, length: int, worth: Fraction, paused: bool) -> None:
        if self.waiting is not None:
            self.waiting.seconds[key] = self.waiting.seconds.get(key, 0) + length
            self.waiting.days[key] = self.waiting.days.get(key, Fraction(0)) + length * worth
        if self.runs:
            self.open_since_start[key] = self.open_since_start.get(key, 0) + length
        if self.running and paused:
            self.run.counts.setdefault(key, Count()).paused += length
        elif self.running or self.ended:
            where = self.run.counts if self.running else self.idle
            counted = where.setdefault(key, Count())
            counted.seconds += length
            counted.days += length * worth
            counted.pieces.append((at, length))

    def walk(self) -> None:
        """From the first row to the end, or until nothing can change any more."""
        at, rows = self.rows[0]["at"], list(self.rows)
        while True:
            self.test(at)
            while rows and rows[0]["at"] == at:
                self.take(rows.pop(0))
            if at >= self.until or not (rows or self.running):
                return
            length = min(self.setting.stretch(at), rows[0]["at"] - at if rows else self.until - at)
            if not self.pass_time(at, length):
                for second in range(at, at + length):
                    self.test(second)
                    self.pass_time(second, 1)
            at += length


def fits(length: int, worth: Fraction | int, room: Fraction) -> bool | None:
    """Does a stretch fit wholly (True), not even its first second (False), or partly (None) into the room left?"""
    if length * worth <= room:
        return True
    return False if worth > room else None


def reported_waiting(standard: dict[str, Any], rows: Iterable[Row]) -> int:
    """The largest total of waiting that a row reports and the standard lets pause, up to the reason's limit."""
    largest = 0
    for row in rows:
        total, reason = row.get("waiting_seconds"), same_words(row.get("reason") or "")
        if total is None or not standard["pauses"] or (reason and reason not in standard["pauses"]):
            continue
        limit = standard["pauses"].get(reason)
        assert limit is None or limit[0] == "seconds", (
            "a total of waiting with another limit: not asked of the oracle"
        )
        largest = max(largest, total if limit is None else min(total, int(limit[1])))
    return largest


class Setting:
    """What surrounds a ticket: calendars, the zone, the hours of services, which columns are attributes."""

    def __init__(self, agreement: dict[str, Any], attributes: Iterable[str] = ()) -> None:
        self.agreement = agreement
        self.hours = {name: Hours(terms) for name, terms in agreement["calendars"].items()}
        self.hours[""] = self.hours["?"] = Hours({**ALWAYS, "zone": agreement["zone"]})
        self.zone = self.hours[""]
        self.whole_minutes = all(each.whole_minutes for each in self.hours.values())
        self.attributes = {"service", "priority", "kind", "agreed due", *attributes}

    def hours_of(self, key: str) -> Hours:
        return self.hours[key]

    def stretch(self, at: int) -> int:
        """How many seconds from here are certainly alike: to the end of the minute, where hours are whole minutes."""
        return 60 - at % 60 if self.whole_minutes else 1

    def in_days(self, standard: dict[str, Any]) -> bool:
        """Does anything in this standard run in business days?"""
        frames = standard["frames"] if isinstance(standard["frames"], dict) else {}
        limits = [limit for limit in standard["pauses"].values() if limit]
        return any(unit == "business days" for unit, _ in [*frames.values(), *limits])

    def key(self, standard: dict[str, Any], service: str | None, priority: str | None) -> str:
        """The calendar a ticket of this priority is counted on; "" is every second, "?" is not known."""
        frames, calendars = standard["frames"], standard["calendar"]
        if isinstance(frames, dict):
            frame = frames.get(None) or frames.get(priority)
            if frame is not None and frame[0] in WALL:
                return ""
        if calendars is not None and (None in calendars or priority in calendars):
            return str(calendars.get(None) or calendars[priority])
        if frames == "agreed":
            return ""
        services = self.agreement["services"]
        hours = {services[service]} if service in services else set(services.values())
        return str(hours.pop() or "?") if len(hours) == 1 else "?"

    def keys(self, standard: dict[str, Any], service: str | None) -> set[str]:
        frames = standard["frames"] if isinstance(standard["frames"], dict) else {}
        priorities = {None, *frames, *(standard["calendar"] or {})}
        return {self.key(standard, service, priority) for priority in priorities}

    def wall_zone(self, standard: dict[str, Any], priority: str | None) -> Hours:
        """The zone in which dates on the wall are counted (the standard's calendar's, else the agreement's)."""
        calendars = standard["calendar"]
        if calendars is not None and (None in calendars or priority in calendars):
            return self.hours[calendars.get(None) or calendars[priority]]
        return self.zone
