"""What the slow walk hands back: one ticket under one standard, with every stretch of its time."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, Literal

from evenhand.units import iso_utc

Verdict = Literal["met", "missed", "open", "cancelled", "irregular", ""]


class Kind(StrEnum):
    """Why a stretch of time counts or does not."""

    COUNTED = "counted"
    OUTSIDE = "outside hours"
    HOLIDAY = "holiday"
    WAITING = "waiting"
    REPORTED = "waiting as reported"
    RESOLVED = "resolved"
    CANCELLED = "cancelled"
    BEFORE = "before the clock"
    AFTER = "after the clock"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time of one kind, `[start, end)` in UTC seconds.

    `reason` is in plain words. `open_seconds` is the open time in it, counted or not. `counts_*` is what it
    adds and `so_far_*` the sum after it, in open seconds and in exact business days.
    """

    start: int
    end: int
    kind: Kind
    reason: str
    past_due: bool
    open_seconds: int
    counts_seconds: int
    counts_days: Fraction
    so_far_seconds: int
    so_far_days: Fraction

    def to_json(self, *, in_days: bool) -> dict[str, Any]:
        """The stretch with instants in ISO 8601 (UTC); business days as exact fractions, where they count."""
        days = {"counts_days": str(self.counts_days), "so_far_days": str(self.so_far_days)} if in_days else {}
        return {
            "from": iso_utc(self.start),
            "to": iso_utc(self.end),
            "kind": str(self.kind),
            "reason": self.reason,
            "past_due": self.past_due,
            "open_seconds": self.open_seconds,
            "counts_seconds": self.counts_seconds,
            "so_far_seconds": self.so_far_seconds,
            **days,
        }


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a ticket's history: when, what happened, and what the row says of the ticket."""

    at: int
    event: str
    said: str


@dataclass(frozen=True, slots=True)
class PriorityChange:
    """One change of the priority: when, from what to what ("" for none), and in words what it did (rule 12)."""

    at: int
    before: str
    after: str
    words: str

    @property
    def sentence(self) -> str:
        """The words as a sentence of their own."""
        return f"{self.words[0].upper()}{self.words[1:]}."

    def to_json(self) -> dict[str, str]:
        """The change with its instant in ISO 8601 (UTC)."""
        return {"at": iso_utc(self.at), "from": self.before, "to": self.after, "words": self.words}


@dataclass(frozen=True, slots=True)
class Walk:
    """One ticket under one standard, walked second by second.

    The fields up to `period_start` are those of the per-ticket result (SEMANTICS, Formats). `listed` is False
    when the standard does not count the ticket at all; `reason` then says why, and also why a ticket is
    irregular or not scored. `allowed` is the time frame in open seconds, or in business days when `in_days`.
    `apart_seconds` is the open time between the due and the end of what counted. `inferred` says what was taken as
    the stop where the event itself is not recorded. `trailing`: over how many days it is looked at, where it counts
    in every figure whose days hold `period_start`; 0 where it counts in one calendar period. `records` are those of
    an irregular ticket, `changes` those of the priority after opening.
    """

    ticket: str
    standard: str
    version: int | None
    service: str
    priority: str
    started: int | None
    stopped: int | None
    due: int | None
    elapsed_seconds: int | None
    elapsed_days: Fraction | None
    paused_seconds: int | None
    verdict: Verdict
    decided: int | None
    period_start: date | None
    by_change: bool
    listed: bool
    reason: str = ""
    title: str = ""
    subject: str = ""
    within: str = ""
    allowed: Fraction | None = None
    calendar: str = ""
    zone: str = "UTC"
    stops: str = ""
    as_of: int = 0
    words: str = ""
    stretches: tuple[Stretch, ...] = ()
    rules: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    apart_seconds: int = 0
    inferred: str = ""
    records: tuple[Record, ...] = ()
    trailing: int = 0
    changes: tuple[PriorityChange, ...] = ()

    @property
    def in_days(self) -> bool:
        """Whether the time frame is in business days."""
        return self.elapsed_days is not None

    def to_json(self) -> dict[str, Any]:
        """The per-ticket result with its reckoning: instants in ISO 8601, exact fractions as text."""
        return {
            "ticket": self.ticket,
            "subject": self.subject,
            "standard": self.standard,
            "version": self.version,
            "service": self.service,
            "priority": self.priority,
            "started": instant_text(self.started),
            "stopped": instant_text(self.stopped),
            "due": instant_text(self.due),
            "elapsed_seconds": self.elapsed_seconds,
            "elapsed_days": None if self.elapsed_days is None else str(self.elapsed_days),
            "paused_seconds": self.paused_seconds,
            "verdict": self.verdict,
            "decided": instant_text(self.decided),
            "period": "" if self.period_start is None else self.period_start.isoformat(),
            "missed_by_change": self.by_change,
            "listed": self.listed,
            "reason": self.reason,
            "within": self.within,
            "calendar": self.calendar,
            "timezone": self.zone,
            "as_of": iso_utc(self.as_of),
            "priority_changes": [change.to_json() for change in self.changes],
            "stretches": [stretch.to_json(in_days=self.in_days) for stretch in self.stretches],
            "clause": self.words,
            "rules": list(self.rules),
            "notes": list(self.notes),
            "records": [
                {"at": iso_utc(each.at), "event": each.event, "said": each.said} for each in self.records
            ],
        }


def instant_text(at: int | None) -> str:
    """An instant in ISO 8601 (UTC), "" for none."""
    return "" if at is None else iso_utc(at)
