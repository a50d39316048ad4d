"""The life of one ticket drawn by chance: opened, answered, waited for, mended, sometimes reopened."""

from __future__ import annotations

from evenhand.demo.desk import Desk
from evenhand.demo.subjects import ENGINEERS, PEOPLE, SUBJECTS
from evenhand.units import iso_utc

BAD_MONTH = "10"

Events = list[tuple[int, dict[str, str]]]

_PRIORITIES = {"P1": 3, "P2": 17, "P3": 50, "P4": 30}
_REASONS = {"waiting on client": 16, "waiting on third party": 3, "waiting on parts": 1}

# Hours of work until the answer and until the work is done, at the median; P1 by the clock on the wall.
_ANSWER = {"P1": 0.08, "P2": 0.25, "P3": 1.2, "P4": 2.4}
_WORK = {"P1": 1.5, "P2": 2.1, "P3": 8.5, "P4": 27.0}


class Life:
    """One ticket as it goes through the desk's hands; `events` are its rows so far."""

    def __init__(self, desk: Desk, opened: int) -> None:
        chance = desk.chance
        self.desk = desk
        self.now = opened
        self.events: Events = []
        self.priority = chance.choices(tuple(_PRIORITIES), tuple(_PRIORITIES.values()))[0]
        self.engineer = chance.choice(ENGINEERS)
        self.site = chance.choice(tuple(PEOPLE))
        self.requester = chance.choice(PEOPLE[self.site])
        bad = iso_utc(opened)[5:7] == BAD_MONTH
        self.strain = 2.3 if bad and self.priority in ("P2", "P3") else 1.0

    def live(self) -> Events:
        """From the opening to the closing, or to an early end."""
        chance = self.desk.chance
        self._open()
        fate = chance.random()
        if fate < 0.035:
            self._later(self.desk.about(0.5, 0.5))
            self._did("merged" if fate < 0.015 else "cancelled")
            return self.events
        self._later(self.desk.about(_ANSWER[self.priority] * self.strain, 0.5))
        if chance.random() < 0.985:
            self._did("responded")
        self._work(self.desk.about(_WORK[self.priority] * self.strain, 0.55))
        if chance.random() < 0.04:
            self.now = self.desk.after(self.now, self.desk.about(11.0, 0.6))
            self._did("reopened", by=self.requester)
            self._later(self.desk.about(_WORK[self.priority] * 0.4, 0.5))
            self._did("resolved")
        self.now = self.desk.after(self.now, 20.0)
        self._did("closed", by="automatic")
        return self.events

    def _did(self, event: str, **says: str) -> None:
        self.events.append((self.now, {"event": event, "by": self.engineer, **says}))

    def _later(self, hours: float) -> None:
        self.now = self.desk.after(self.now, hours, day_and_night=self.priority == "P1")

    def _open(self) -> None:
        """Opened by someone at a site; one high priority in eight is first taken for a normal one."""
        chance = self.desk.chance
        weights, services, subjects = zip(*SUBJECTS[self.priority], strict=True)
        which = chance.choices(range(len(subjects)), weights)[0]
        low = self.priority == "P2" and chance.random() < 0.12
        self._did(
            "opened",
            service=services[which],
            priority="P3" if low else self.priority,
            kind="request" if self.priority == "P4" else "incident",
            by=self.requester,
            site=self.site,
            requester=self.requester,
            subject=subjects[which],
        )
        if low:
            self._later(0.15)
            self._did("changed", priority=self.priority)

    def _work(self, hours: float) -> None:
        """Work in up to three stretches with a waiting between them; seven in a hundred nobody ends."""
        chance = self.desk.chance
        for _ in range(chance.choices((0, 1, 2), (62, 30, 8))[0]):
            stretch = hours * chance.uniform(0.2, 0.5)
            hours -= stretch
            self._later(stretch)
            self._did("waiting", reason=chance.choices(tuple(_REASONS), tuple(_REASONS.values()))[0])
            self._later(self.desk.about(1.2 if self.priority == "P1" else 7.0, 0.9))
            if chance.random() < 0.93:
                self._did("resumed")
        self._later(hours)
        self._did("resolved")
