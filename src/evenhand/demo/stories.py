"""Tickets written by hand: each shows one rule that people quarrel about.

Times are wall-clock times in London. They stand in the year among the tickets drawn by chance.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from evenhand.demo.subjects import DESK, PRACTICE


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a story: when (local), what, and what else the row says."""

    at: str
    event: str
    says: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story:
    """One ticket written by hand."""

    service: str
    priority: str
    site: str
    requester: str
    subject: str
    steps: tuple[Step, ...]


CLIENT = {"reason": "waiting on client"}
THIRD = {"reason": "waiting on third party"}

# A bank holiday weekend, an answer waited for, and a supplier whose delay does not stop this clock: the
# ticket that `evenhand demo` explains.
EASTER = Story(
    PRACTICE,
    "P2",
    "Harbour View",
    "Dr Imran Malik",
    "Panoramic X-ray pictures do not open in surgery 1",
    (
        Step("2026-04-02 16:40:00", "opened"),
        Step("2026-04-02 17:05:00", "responded"),
        Step("2026-04-07 09:30:00", "waiting", CLIENT),
        Step("2026-04-07 11:40:00", "resumed"),
        Step("2026-04-07 13:00:00", "waiting", THIRD),
        Step("2026-04-07 15:50:00", "resumed"),
        Step("2026-04-07 17:20:00", "resolved"),
        Step("2026-04-10 09:00:00", "closed"),
    ),
)

STORIES = (
    EASTER,
    # The line provider's delay pauses the critical clock: four hours and forty minutes, and still met.
    Story(
        DESK,
        "P1",
        "Quayside",
        "Joan Pettifer",
        "No network and no telephones since the power cut",
        (
            Step("2026-03-10 06:50:00", "opened"),
            Step("2026-03-10 06:58:30", "responded"),
            Step("2026-03-10 07:40:00", "waiting", THIRD),
            Step("2026-03-10 10:15:00", "resumed"),
            Step("2026-03-10 11:30:00", "resolved"),
            Step("2026-03-12 11:30:00", "closed"),
        ),
    ),
    # Raised after three hours: those three hours count against the four of a critical incident.
    Story(
        PRACTICE,
        "P3",
        "Mill Lane",
        "Grace Adeyemi",
        "Diary shows yesterday's appointments",
        (
            Step("2026-06-16 09:05:00", "opened"),
            Step("2026-06-16 09:50:00", "responded"),
            Step("2026-06-16 12:05:00", "changed", {"priority": "P1"}),
            Step("2026-06-16 12:11:00", "responded"),
            Step("2026-06-16 13:50:00", "resolved"),
            Step("2026-06-18 13:50:00", "closed"),
        ),
    ),
    # An unanswered question pauses a critical clock for two business days and no longer.
    Story(
        PRACTICE,
        "P1",
        "Lighthouse Road",
        "Marcus Bell",
        "Server restarts by itself, surgeries closed early",
        (
            Step("2026-07-17 15:00:00", "opened"),
            Step("2026-07-17 15:06:00", "responded"),
            Step("2026-07-17 15:40:00", "waiting", CLIENT),
            Step("2026-07-22 11:00:00", "resumed"),
            Step("2026-07-22 11:45:00", "resolved"),
            Step("2026-07-24 11:45:00", "closed"),
        ),
    ),
    # Mended, broken again two days later: the time in between is not counted, the rest adds up.
    Story(
        PRACTICE,
        "P2",
        "Quayside",
        "Dr Helen Sayer",
        "Treatment plans vanish after saving",
        (
            Step("2026-09-08 09:15:00", "opened"),
            Step("2026-09-08 09:40:00", "responded"),
            Step("2026-09-08 14:30:00", "resolved"),
            Step("2026-09-10 10:00:00", "reopened"),
            Step("2026-09-10 13:10:00", "resolved"),
            Step("2026-09-15 09:00:00", "closed"),
        ),
    ),
    # The night the clocks went back: 23:30 to 03:20 looks like less than four hours and is more.
    Story(
        PRACTICE,
        "P1",
        "Harbour View",
        "Gateway monitor",
        "Practice server does not answer",
        (
            Step("2026-10-24 23:30:00", "opened"),
            Step("2026-10-24 23:41:00", "responded"),
            Step("2026-10-25 03:20:00", "resolved"),
            Step("2026-10-27 09:00:00", "closed"),
        ),
    ),
    # A false alarm, withdrawn in time: listed, not scored.
    Story(
        DESK,
        "P1",
        "Mill Lane",
        "Tom Hargreaves",
        "All telephones dead (handset was unplugged)",
        (
            Step("2026-05-12 08:20:00", "opened"),
            Step("2026-05-12 08:26:00", "responded"),
            Step("2026-05-12 08:31:00", "cancelled"),
        ),
    ),
    # Written down afterwards with a wrong date: an order that cannot be.
    Story(
        DESK,
        "P3",
        "Lighthouse Road",
        "Priya Nair",
        "Keyboard swapped at reception",
        (
            Step("2026-11-05 15:20:00", "resolved"),
            Step("2026-11-06 09:00:00", "opened"),
        ),
    ),
)
