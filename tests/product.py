"""The one place where tests of answers touch the product: rows and figures, by the fast path and by the slow walk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from evenhand.figures.explanation.events import ticket_events
from evenhand.figures.explanation.figure import explain_figure
from evenhand.figures.explanation.walk import Walker
from evenhand.figures.measure import measure_log
from evenhand.records.readings import Readings
from evenhand.records.tickets import EVENTS, Labels, TicketLog, ticket_log
from evenhand.terms.agreement import Agreement
from evenhand.terms.document import read_agreement
from evenhand.units import ratio_text

Row = Mapping[str, Any]
Tickets = Mapping[str, Sequence[Row]]
INSTANTS = ("started", "stopped", "due")
NOT_ATTRIBUTES = ("at", "event", "waiting_seconds", "received")


@dataclass(frozen=True)
class Answer:
    """What the product says of a log: per-ticket rows and figures as dictionaries, empty cells as None."""

    rows: list[dict[str, Any]]
    figures: list[dict[str, Any]]


@lru_cache(maxsize=512)
def agreement(text: str) -> Agreement:
    """The agreement of a text that must be right."""
    read, problems = read_agreement(text, file="agreement.yaml")
    errors = [str(problem) for problem in problems if problem.severity == "error"]
    assert read is not None, "\n".join([text, *errors])
    return read


def cell(name: str, value: Any) -> str:
    """One attribute as a source would write it."""
    if value is None:
        return ""
    return datetime.fromtimestamp(value, UTC).isoformat() if name == "agreed due" else str(value)


def flat(tickets: Tickets) -> Iterator[tuple[str, Row]]:
    """All rows of all tickets, one ticket after the other."""
    for name, rows in tickets.items():
        for row in rows:
            yield name, row


def log_of(rows: Sequence[tuple[str, Row]]) -> TicketLog:
    """Rows in source order as the product's columns."""
    names = sorted({name for _, row in rows for name in row if name not in NOT_ATTRIBUTES})
    waiting = [row.get("waiting_seconds", -1) for _, row in rows]
    received = [row.get("received", -1) for _, row in rows]
    log, _ = ticket_log(
        ticket=Labels.of([name for name, _ in rows]),
        at=np.array([row["at"] for _, row in rows], dtype=np.int64),
        event=np.array([EVENTS.index(row["event"]) for _, row in rows], dtype=np.int8),
        attributes={name: Labels.of([cell(name, row.get(name)) for _, row in rows]) for name in names},
        waiting_seconds=np.array(waiting, dtype=np.int64) if max(waiting, default=-1) >= 0 else None,
        received=np.array(received, dtype=np.int64) if max(received, default=-1) >= 0 else None,
    )
    return log


def readings_of(readings: Sequence[Row]) -> Readings:
    """Readings as the product's columns."""
    return Readings(
        name=Labels.of([one["name"] for one in readings]),
        at=np.array([one["at"] for one in readings], dtype=np.int64),
        value=tuple(Decimal(one["value"]) for one in readings),
        service=Labels.of([one["service"] or "" for one in readings]),
        ticket=Labels.of([""] * len(readings)),
    )


def seconds(text: str) -> int | None:
    """An instant of the per-ticket result."""
    return int(datetime.fromisoformat(text).timestamp()) if text else None


def tidy_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with None for what does not apply, instants as seconds."""
    tidy = {name: value if value != "" else None for name, value in row.items()}
    tidy.update({name: seconds(row[name]) for name in INSTANTS})
    tidy["verdict"] = row["verdict"]
    return tidy


def measured(
    versions: Sequence[str],
    rows: Sequence[tuple[str, Row]],
    *,
    as_of: int | None = None,
    readings: Sequence[Row] = (),
) -> Answer:
    """The fast path's answer."""
    result = measure_log(
        [agreement(text) for text in versions],
        log_of(rows),
        as_of=as_of,
        readings=readings_of(readings) if readings else None,
    )
    return Answer(
        [tidy_row(row) for row in result.tickets()],
        [{**figure.to_json(), "shown": figure.value_text} for figure in result.figures],
    )


def walked(versions: Sequence[str], tickets: Tickets, as_of: int) -> list[dict[str, Any]]:
    """The slow walk's rows, with `decided` beside the fields of the per-ticket result."""
    agreements = [agreement(text) for text in versions]
    walker = Walker(agreements, as_of)
    found = []
    log = log_of(list(flat(tickets)))
    for place, name in enumerate(log.tickets):
        for standard in dict.fromkeys(each for one in agreements for each in one.standards):
            walk = walker.walk(name, ticket_events(log, place), standard)
            if walk.listed:
                period = walk.period_start
                found.append(
                    {
                        "ticket": name,
                        "standard": standard,
                        "version": walk.version,
                        "service": walk.service or None,
                        "priority": walk.priority or None,
                        "started": walk.started,
                        "stopped": walk.stopped,
                        "due": walk.due,
                        "elapsed_seconds": walk.elapsed_seconds,
                        "paused_seconds": walk.paused_seconds,
                        "verdict": walk.verdict,
                        "period": period.isoformat() if isinstance(period, date) else None,
                        "decided": walk.decided,
                    }
                )
    return found


def explained(
    versions: Sequence[str], tickets: Tickets, as_of: int, figures: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The same figures as the explanation makes them, ticket by ticket."""
    walker = Walker([agreement(text) for text in versions], as_of)
    log = log_of(list(flat(tickets)))
    events = [(name, ticket_events(log, place)) for place, name in enumerate(log.tickets)]
    found = []
    trailing = any("per trailing" in text for text in versions)
    days = [(one["clause"], _asked(one["period"], trailing=trailing)) for one in figures]
    for clause, day in dict.fromkeys(days):
        standard = clause.removeprefix("standards.")
        found += [
            {
                "clause": clause,
                "versions": list(one.versions),
                "service": one.service,
                "priority": one.priority,
                "period": {"start": one.start.isoformat(), "end": one.end.isoformat()},
                "numerator": one.numerator,
                "denominator": one.denominator,
                "result": one.result,
            }
            for one in explain_figure(walker, events, standard, day)
        ]
    return found


def _asked(period: Mapping[str, str], *, trailing: bool) -> date:
    """A date by which a figure is asked for: trailing days by their last."""
    return (
        date.fromisoformat(period["end"]) - timedelta(days=1)
        if trailing
        else date.fromisoformat(period["start"])
    )


def shown(ratio: Fraction, *, favourable: str, target: Fraction | None, percentage: bool) -> str:
    """A ratio as people read it."""
    return ratio_text(
        ratio.numerator,
        ratio.denominator,
        favourable="up" if favourable == "up" else "down",
        target=target,
        percentage=percentage,
    )
