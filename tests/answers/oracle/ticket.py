"""One ticket under one standard, walked through second by second (SEMANTICS 8 to 14).

At every instant: first the time frame that held until now is tested, then the rows of that instant are taken one by
one (its attributes, then its event), and after each row the test is made again. Then the second that begins here is
counted, or paused, or neither, and the walk goes on. It takes a whole minute at once where nothing can
happen within it; whenever something can, that minute is walked second by second.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from tests.answers.oracle.reading import same_words
from tests.answers.oracle.setting import WALL, Setting
from tests.answers.oracle.state import Count, Run, Waiting

Row = dict[str, Any]
NEVER = 10**12
ALSO = {"responded": ("responded", "resolved", "closed"), "resolved": ("resolved", "closed")}
ENDS_WAITING = ("resumed", "resolved", "closed", "reopened", "cancelled", "merged")


def meant_by(event: str) -> tuple[str, ...]:
    """Closed is also resolved, resolved is also the response (rule 9)."""
    return ALSO.get(event, (event,))


class Walk:
    """The state of the clock at an instant; ``result`` tells the outcome at the last one."""

    def __init__(
        self, standard: dict[str, Any], rows: list[Row], service: str | None, setting: Setting, until: int
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
        found: tuple[str, Fraction] | None = frames.get(None) or frames.get(self.attributes.get("priority"))
        return found

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
            zone = self.setting.wall_zone(self.standard, self.service, self.attributes.get("priority"))
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
        self.attributes.update(self.setting.said(row))
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
        due = self.attributes.get("agreed due")
        awaited = self.standard["frames"] == "agreed" and self.running and self.missed is None
        if length > 1 and awaited and due is not None and at + length > due:
            return False
        plan = []
        for key in self.keys:
            hours = self.setting.hours_of(key)
            if not hours.open_at(at):
                continue
            worth = hours.business_day(at) if self.setting.in_days(self.standard) else Fraction(0)
            paused = self.paused(key, at, length, worth)
            if paused is None or (length > 1 and not paused and self.crosses(key, length, worth)):
                return False
            plan.append((key, worth, paused))
        for key, worth, paused in plan:
            self.count(key, at, length, worth, bool(paused))
        return True

    def crosses(self, key: str, length: int, worth: Fraction) -> bool:
        """Would the time frame be exceeded first somewhere within this stretch?"""
        limit = self.limit(key) if self.running and self.missed is None and key == self.key() else None
        if limit is None:
            return False
        in_days, most = limit
        count = self.run.counts.get(key, Count())
        before, more = (count.days, length * worth) if in_days else (count.seconds, length)
        return before <= most < before + more

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
