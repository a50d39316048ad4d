"""What the walk keeps of a ticket: counts by calendar, runs of the clock, the waiting under way."""

from dataclasses import dataclass, field
from fractions import Fraction


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
