"""Random agreements and ticket logs: small, and made so that events collide and clocks change.

`situations()` is a hypothesis strategy. Instants lie on a grid of half hours around one date, often the date on
which the clocks of the calendar's zone change, with now and then a minute or a second more or less: ties between
events, closings, limits and time frames are the rule here, not the exception.
"""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

Row = dict[str, Any]
REASONS = ("waiting on client", "waiting on third party", "waiting on parts")
EVENTS = ["resolved", "reopened", "closed", "resumed", "responded", "cancelled", "merged"]
EVENTS += ["waiting", "waiting", "changed", "changed", "resolved", "reopened"]  # the more frequent ones
PRIORITIES = ("P1", "P2", "P3")
ANCHORS = {
    "UTC": ["2026-03-02", "2026-03-31"],
    "Europe/London": ["2026-03-28", "2026-10-24", "2026-03-31"],
    "Australia/Lord_Howe": ["2026-04-04", "2026-10-03"],
    "America/Havana": ["2025-03-08", "2025-11-01"],
    "America/Santiago": ["2025-04-05", "2025-09-06"],
    "Asia/Kolkata": ["2026-03-02"],
}
HALF_HOUR = 1800
DAYS = 4


@dataclass(frozen=True)
class Situation:
    """Texts of all versions, rows by ticket in source order, and the instant everything is asked for."""

    versions: tuple[str, ...]
    tickets: dict[str, list[Row]]
    as_of: int

    def __str__(self) -> str:
        lines = [*self.versions]
        for name, rows in self.tickets.items():
            lines += [f"{name}: {moment(row['at'])} {row}" for row in rows]
        return "\n".join([*lines, f"as of {moment(self.as_of)}"])

    __repr__ = __str__


def moment(at: int) -> str:
    """An instant for people."""
    return datetime.datetime.fromtimestamp(at, datetime.UTC).strftime("%a %Y-%m-%d %H:%M:%S")


def midnight(date: str) -> int:
    """00:00 UTC of a date."""
    return int(datetime.datetime.fromisoformat(date).replace(tzinfo=datetime.UTC).timestamp())


def near(date: str, days: int) -> str:
    """A date some days later."""
    return (datetime.date.fromisoformat(date) + datetime.timedelta(days=days)).isoformat()


def clock(half_hours: int) -> str:
    """`17` -> `08:30`."""
    return f"{half_hours // 2:02d}:{half_hours % 2 * 30:02d}"


@st.composite
def spans(draw: st.DrawFn) -> str:
    """One to three stretches of a day; the last may run past midnight or to 24:00."""
    number = draw(st.sampled_from([1, 1, 2, 3]))
    marks = sorted(draw(st.lists(st.integers(0, 48), min_size=2 * number, max_size=2 * number, unique=True)))
    pairs = [(marks[2 * place], marks[2 * place + 1]) for place in range(number)]
    if number == 1 and pairs[0][0] > 0 and draw(st.booleans()):
        pairs = [(min(pairs[0][1], 47), pairs[0][0])]
        if pairs[0][0] == pairs[0][1]:
            pairs = [(pairs[0][0], pairs[0][0] - 1)]
    return "[" + ", ".join(f"{clock(start)}-{clock(end)}" for start, end in pairs) + "]"


@st.composite
def calendars(draw: st.DrawFn, zone: str, anchor: str) -> str:
    """One calendar as flow YAML."""
    if draw(st.integers(0, 4)) == 0:
        return "{hours: always}"
    hours = {"mon-fri": draw(spans())}
    if draw(st.booleans()):
        hours["sat-sun"] = draw(spans())
    parts = [f"timezone: {zone}", "hours: {" + ", ".join(f"{k}: {v}" for k, v in hours.items()) + "}"]
    closed = [near(anchor, day) for day in draw(st.lists(st.integers(-1, 5), max_size=2, unique=True))]
    if closed:
        entries = [
            f"{{date: {day}, hours: {draw(spans())}}}" if draw(st.booleans()) else day for day in closed
        ]
        parts.append(f"closed: [{', '.join(entries)}]")
    if draw(st.integers(0, 3)) == 0:
        parts.append(f"open: [{{date: {near(anchor, draw(st.integers(0, 4)))}, hours: {draw(spans())}}}]")
    return "{" + ", ".join(parts) + "}"


@st.composite
def frames(draw: st.DrawFn) -> str:
    """A time frame."""
    kind = draw(st.sampled_from(["hours", "hours", "hours", "minutes", "business days", "days"]))
    if kind == "hours":
        return f"{draw(st.sampled_from(['0.5', '1', '2', '3', '4.5', '8', '20']))} hours"
    if kind == "minutes":
        return f"{draw(st.sampled_from([1, 30, 90]))} minutes"
    if kind == "business days":
        return f"{draw(st.sampled_from(['0.5', '1', '2', '1.25']))} business days"
    return f"{draw(st.sampled_from([1, 2]))} days"


@st.composite
def limits(draw: st.DrawFn, reason: str, *, totals: bool) -> str:
    """A pause, perhaps with a limit; a log that tells totals has limits in hours only."""
    choices = ["", "1 hour", "2.5 hours", "30 minutes"] + ([] if totals else ["1 business day", "1 day"])
    limit = draw(st.sampled_from(choices))
    return f"{{{reason}: at most {limit}}}" if limit else reason


@st.composite
def standards(draw: st.DrawFn, names: list[str], *, totals: bool, trailing: bool) -> str:
    """One standard as flow YAML."""
    stops = draw(st.sampled_from(["resolved", "resolved", "resolved", "responded", "closed"]))
    starts = (
        draw(st.sampled_from(["opened", "opened", "opened", "responded"]))
        if stops != "responded"
        else "opened"
    )
    reasons = draw(st.lists(st.sampled_from(REASONS[:2]), max_size=2, unique=True))
    pauses = [draw(limits(reason, totals=totals)) for reason in reasons]
    parts = [
        f"clock: {{starts: {starts}, stops: {stops}"
        + (f", pauses: [{', '.join(pauses)}]" if pauses else "")
        + "}"
    ]
    covered = draw(st.sampled_from([PRIORITIES, PRIORITIES, ("P1",), ("P2", "P3")]))
    if covered is not PRIORITIES or draw(st.booleans()):
        parts.append(f"applies to: {{priority: [{', '.join(covered)}]}}")
    if draw(st.integers(0, 9)) == 0:
        parts.append("within: as agreed on the ticket")
    elif draw(st.booleans()):
        parts.append("within: {" + ", ".join(f"{name}: {draw(frames())}" for name in covered) + "}")
    else:
        parts.append(f"within: {draw(frames())}")
    if draw(st.integers(0, 2)) == 0:
        parts.append(
            "calendar: {" + ", ".join(f"{name}: {draw(st.sampled_from(names))}" for name in covered) + "}"
        )
    else:
        parts.append(f"calendar: {draw(st.sampled_from(names))}")
    for key, values in (
        ("when reopened", ["resumes", "restarts", "counts"]),
        ("when reprioritised", ["from opening", "from change"]),
        ("counted in", ["period decided", "opened", "stopped"]),
        ("scored", ["together", "each priority", "each service"]),
        ("at least", ["2 tickets"]),
        ("or at most", ["1 missed"]),
        ("service", ["all", "desk"]),
    ):
        if draw(st.booleans()):
            parts.append(f"{key}: {draw(st.sampled_from(values))}")
    periods = ["day", "week", "month", "quarter"]
    period = draw(st.sampled_from([*periods, "trailing 2 days", "trailing 40 days"] if trailing else periods))
    parts.append(f"target: {draw(st.sampled_from(['50%', '66.6%', '90%']))} per {period}")
    return "{" + ", ".join(parts) + "}"


@st.composite
def rows(
    draw: st.DrawFn, start: int, *, totals: bool, odd: bool, agreed: bool, services: tuple[str, ...]
) -> list[Row]:
    """One ticket's history in source order."""

    def instant() -> int:
        shift = draw(st.sampled_from([0, 0, 0, 0, 60, 1, -1]))
        return start + draw(st.integers(0, DAYS * 48)) * HALF_HOUR + shift

    def attributes() -> Row:
        said: Row = {}
        if draw(st.integers(0, 3)) == 0:
            said["priority"] = draw(st.sampled_from([*PRIORITIES, *PRIORITIES, " P1 ", "P9"]))
        if agreed and draw(st.integers(0, 2)) == 0:
            said["agreed due"] = instant()
        if services and draw(st.integers(0, 7)) == 0:
            said["service"] = draw(st.sampled_from(services))
        return said

    opened = instant()
    first: Row = {"at": opened, "event": "opened", **attributes()}
    if draw(st.integers(0, 5)):
        first["priority"] = draw(st.sampled_from(PRIORITIES))
    found = [first]
    for _ in range(draw(st.integers(0, 8))):
        event = draw(st.sampled_from(EVENTS))
        row: Row = {"at": max(instant(), opened), "event": event, **attributes()}
        if event == "changed":
            row["priority"] = draw(st.sampled_from(PRIORITIES))
        if event == "waiting" and draw(st.integers(0, 7)):
            row["reason"] = draw(st.sampled_from([*REASONS, " Waiting on  CLIENT"]))
        if totals and draw(st.integers(0, 3)) == 0:
            row["waiting_seconds"] = draw(st.sampled_from([0, 60, 1800, 3600, 9000, 86400]))
        found.append(row)
    if odd and draw(st.integers(0, 3)) == 0:
        found.append({"at": instant(), "event": "opened"})
    return sorted(found, key=lambda row: row["at"])


@st.composite
def situations(
    draw: st.DrawFn, *, versions: bool = True, totals: bool = True, odd: bool = True, services: bool = True
) -> Situation:
    """An agreement in one or two versions, one to four tickets, and an `as of`.

    `totals`: some rows tell a total of waiting. `odd`: some tickets are irregular. `services`: two of them.
    """
    zone = draw(st.sampled_from(sorted(ANCHORS)))
    anchor = draw(st.sampled_from(ANCHORS[zone]))
    totals = totals and draw(st.integers(0, 4)) == 0
    two = services and draw(st.booleans())
    names = ["one", "two"]
    year = anchor[:4]

    amended = versions and draw(st.integers(0, 3)) == 0
    every = draw(st.sampled_from(["day", "week", "month"]))

    def text(head: str) -> str:
        return "\n".join(
            [
                head,
                "agreement: Random",
                f"timezone: {draw(st.sampled_from([zone, 'UTC', 'Europe/London']))}"
                if not head
                else f"timezone: {zone}",
                f"term: {{from: {year}-01-01, to: {year}-12-31}}",
                "calendars:",
                *(f"  {name}: {draw(calendars(zone, anchor))}" for name in names),
                "priorities: {P1: {name: Critical}, P2: {name: High}, P3: {name: Normal}}",
                "services:",
                "  desk: {name: Desk, hours: one}",
                *(["  mail: {name: Mail, hours: two}"] if two else []),
                f"reporting: {{every: {every}}}",
                "standards:",
                f"  fix: {draw(standards(names, totals=totals, trailing=not amended))}",
            ]
        )

    texts = [text("")]
    start = midnight(anchor)
    if amended:
        head = f"version: 2\nin force from: {near(anchor, draw(st.integers(0, 3)))}"
        second = text(head)
        zone_line = next(line for line in texts[0].splitlines() if line.startswith("timezone"))
        texts.append(second.replace(f"timezone: {zone}\nterm", f"{zone_line}\nterm"))
    agreed = any("as agreed" in each for each in texts)
    tickets = {
        f"T{number}": draw(
            rows(
                start, totals=totals, odd=odd, agreed=agreed, services=("desk", "mail") if two else ("desk",)
            )
        )
        for number in range(draw(st.integers(1, 3)))
    }
    latest = max(row["at"] for each in tickets.values() for row in each)
    later = draw(st.sampled_from([0, 0, 1, HALF_HOUR, 3600 * 5, 86400, -HALF_HOUR, -3600 * 5 - 1]))
    return Situation(tuple(texts), tickets, latest + later)


def without(situation: Situation, *tickets: str) -> Situation:
    """The same without some tickets."""
    return replace(
        situation, tickets={name: rows for name, rows in situation.tickets.items() if name not in tickets}
    )
