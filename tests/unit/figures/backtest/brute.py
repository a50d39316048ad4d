"""The frontier by brute force: every value a time frame could have is measured anew.

Imports nothing of the frontier.
"""

from fractions import Fraction
from random import Random

import numpy as np

from evenhand.figures.measure import Measure
from evenhand.records.tickets import EVENTS, Labels, ticket_log
from evenhand.terms.base import FrozenMap
from evenhand.terms.document import read_agreement
from evenhand.units import Duration, Unit

START = 1772409600  # Monday 2026-03-02 00:00 UTC
HOUR = 3600
HOURS = {
    "whole": "always",
    "day": "{mon-sun: 08:00-12:00}",
    "odd": "{mon: 08:00-12:00, tue-sun: [08:00-10:00, 13:00-19:00]}",
}


def agreement(text):
    """A read agreement."""
    read, problems = read_agreement(text, file="agreement.yaml")
    assert read is not None, [*map(str, problems), text]
    return read


def document(chance, *, unit=None):
    """A random agreement of one standard."""
    unit = unit or chance.choice(["hours", "hours", "hours", "business days", "days"])
    amounts = {
        "hours": ["3 hours", "7 hours", "13 hours", "90 minutes"],
        "business days": ["1 business day", "0.5 business days"],
    }
    frames = amounts.get(unit, ["1 day", "2 days"])
    calendar = chance.choice(["day", "odd", "whole"] if unit == "hours" else ["day", "odd"])
    mapped = chance.random() < 0.5
    within = (
        f"{{P1: {chance.choice(frames)}, P2: {chance.choice(frames)}}}" if mapped else chance.choice(frames)
    )
    period = chance.choice(["day", "day", "trailing 2 days"])
    share = chance.choice([50, 67, 75, 90, 100])
    stops = chance.choice(["resolved", "resolved", "responded"])
    lines = [
        "agreement: Test",
        "timezone: UTC",
        "reporting: {every: day}",
        "calendars:",
        *(f"  {name}: {{hours: {hours}}}" for name, hours in HOURS.items()),
        "priorities: {P1: {name: One}, P2: {name: Two}}",
        "services:",
        "  a: {name: A, hours: day}",
        f"  b: {{name: B, hours: {chance.choice(['day', 'odd'])}}}",
        "standards:",
        "  s:",
        "    service: all",
        f"    clock: {{starts: opened, stops: {stops}, pauses: [client, {{parts: at most 2 hours}}]}}",
        f"    when reopened: {chance.choice(['resumes', 'restarts', 'counts'])}",
        f"    counted in: {chance.choice(['decided', 'decided', 'decided', 'opened', 'stopped'])}",
        f"    within: {within}",
        f"    target: {share}% per {period}",
        f"    scored: {chance.choice(['together', 'each priority', 'each service'])}",
    ]
    if chance.random() < 0.7:
        lines.append(f"    calendar: {calendar}")
    if chance.random() < 0.5:
        lines.append(f"    when reprioritised: {chance.choice(['from opening', 'from change'])}")
    if chance.random() < 0.4:
        lines.append("    applies to: {priority: [P1, P2]}")
    if chance.random() < 0.3:
        lines.append(f"    or at most: {chance.randint(1, 2)} missed")
    if chance.random() < 0.3:
        lines.append(f"    at least: {chance.randint(1, 3)} tickets")
    if chance.random() < 0.5:
        lines.append("term: {from: 2026-03-02, to: 2026-03-04}")
    return "\n".join(lines) + "\n"


def history(chance, days=3):
    """A random log of a few tickets; every instant is a full hour."""
    rows = []
    for number in range(chance.randint(1, 9)):
        at = START + HOUR * chance.randint(0, 24 * days - 20)
        rows.append(
            (f"T{number}", at, "opened", chance.choice(["P1", "P2", ""]), chance.choice(["a", "b", ""]), "")
        )
        for _ in range(chance.randint(0, 6)):
            at += HOUR * chance.randint(0, 14)
            event = chance.choice(
                [
                    "resolved",
                    "resolved",
                    "waiting",
                    "resumed",
                    "changed",
                    "changed",
                    "reopened",
                    "responded",
                    "closed",
                    "cancelled",
                ]
            )
            priority = chance.choice(["P1", "P2", "P3"]) if event == "changed" else ""
            reason = chance.choice(["client", "parts", "other"]) if event == "waiting" else ""
            rows.append((f"T{number}", at, event, priority, "", reason))
    ticket, at, event, priority, service, reason = zip(*rows, strict=True)
    log, _ = ticket_log(
        ticket=Labels.of(list(ticket)),
        at=np.array(at, np.int64),
        event=np.array([EVENTS.index(each) for each in event], np.int8),
        attributes={
            "priority": Labels.of(list(priority)),
            "service": Labels.of(list(service)),
            "reason": Labels.of(list(reason)),
        },
    )
    return log


def with_frame(terms, priority, amount, unit, clause="s"):
    """The same agreement with another time frame for a priority, or for all (None)."""
    standard = terms.standards[clause]
    frame = Duration(Fraction(amount), unit, f"{amount} {unit}")
    within = frame if priority is None else FrozenMap({**standard.within, priority: frame})
    changed = standard.model_copy(update={"within": within})
    return terms.model_copy(update={"standards": FrozenMap({**terms.standards, clause: changed})})


def figures(terms, log, as_of, tables=None):
    """The figures by (service, priority)."""
    measure = Measure([terms], as_of)
    if tables is not None:
        measure._tables = tables
        for each in tables.values():
            each.agreement = terms
    found = {}
    for figure in measure.figures(measure.part(log)).figures:
        found.setdefault((figure.service, figure.priority), []).append(figure)
    return found


def candidates(unit, per_day=1, days=4):
    """Values between which nothing can change, as every instant is a full hour."""
    if unit is Unit.DAYS:
        return [Fraction(number) for number in range(1, 12)]
    if unit is Unit.BUSINESS_DAYS:
        ticks = {k * HOUR + more for k in range(days * per_day // HOUR + 2) for more in (-2, -1, 0)}
        return [Fraction(each, per_day) for each in sorted(ticks) if each > 0]
    return [
        Fraction(each)
        for each in sorted({k * HOUR + more for k in range(24 * days + 2) for more in (-1, 0)})
        if each > 0
    ]


def needed(terms, log, as_of, line, priority, unit, per_day=1):
    """The least candidate from which on no period of a figure is missed, and the last with which one is."""
    tables = {}
    last, first_good = None, None
    for amount in reversed(candidates(unit, per_day)):
        found = figures(
            with_frame(terms, priority, amount, unit),
            log,
            as_of,
            tables if unit is not Unit.BUSINESS_DAYS else None,
        )
        if any(each.result == "missed" for each in found.get(line, ())):
            last = amount
            break
        first_good = amount
    return first_good, last


__all__ = ["Random", "agreement", "candidates", "document", "figures", "history", "needed", "with_frame"]
