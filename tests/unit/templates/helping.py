"""Agreements from answers, all pairs of answers, and records that break every promise of an agreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, product

from evenhand.errors import Problem
from evenhand.figures.measure import measure_log
from evenhand.figures.measurement import Measurement
from evenhand.templates.filling import document
from evenhand.templates.interview import completed
from evenhand.terms.agreement import Agreement
from evenhand.terms.availability import Availability
from evenhand.terms.document import read_agreement
from evenhand.terms.measures import Measure
from evenhand.terms.standards import Standard
from tests.logs import at, log
from tests.unit.figures.availability.helping import read, recorded

TODAY = date(2026, 11, 23)
Choices = Mapping[str, Sequence[str]]


def filled(**answers: str) -> str:
    """The document of these answers, `_` in a key standing for a blank, and the defaults of all others."""
    whole, problems = completed({key.replace("_", " "): text for key, text in answers.items()}, TODAY)
    assert problems == ()
    return document(whole)


def agreed(text: str) -> Agreement:
    agreement, problems = read_agreement(text, file="new.yaml")
    assert problems == ()
    assert agreement is not None
    return agreement


def clauses(agreement: Agreement) -> dict[str, Availability | Standard]:
    """Everything that is promised, by its address."""
    found: dict[str, Availability | Standard] = {
        f"standards.{name}": each for name, each in agreement.standards.items()
    }
    for name, service in agreement.services.items():
        for clause, terms in service.availability.items():
            found[f"services.{name}.availability" + (f".{clause}" if clause else "")] = terms
    return found


def told(problems: Sequence[Problem]) -> list[str]:
    return [str(problem) for problem in problems]


def all_pairs(choices: Choices) -> list[dict[str, str]]:
    """Rows in which every two answers to two questions meet at least once; greedy, the same every time."""
    keys = list(choices)
    missing = {
        ((one, first), (other, second))
        for one, other in combinations(keys, 2)
        for first, second in product(choices[one], choices[other])
    }
    rows = []
    while missing:
        row = dict(min(missing))
        for key in keys:
            if key not in row:
                row[key] = max(choices[key], key=lambda value: _met(row | {key: value}, keys, missing))
        rows.append({key: row[key] for key in keys})
        missing -= set(combinations(rows[-1].items(), 2))
    return rows


def _met(row: Mapping[str, str], keys: Sequence[str], missing: set[tuple[tuple[str, str], ...]]) -> int:
    return len(missing & set(combinations([(key, row[key]) for key in keys if key in row], 2)))


def everything_missed(agreement: Agreement) -> Measurement:
    """March 2027 with six tickets for each service and priority, four of them very late, and outages of a day."""
    tickets = [line for each in _tickets(agreement) for line in each]
    outages = [
        ("2027-03-03 00:00", "2027-03-04 00:00", "down", {"service": name, clause.for_each or "site": "one"})
        for name, service in agreement.services.items()
        for clause in service.availability.values()
    ]
    readings = [
        (standard.measure.reading, f"2027-03-{day:02} {hour:02}:{minute:02}", _bad(standard.measure))
        for standard in agreement.standards.values()
        if standard.measure and standard.measure.reading
        for day in (9, 10)
        for hour in range(24)
        for minute in range(0, 60, 2)
    ]
    return measure_log(
        [agreement], log("\n".join(tickets)), readings=read(*readings), outages=recorded(*outages),
        as_of=at("2027-04-12T00:00"),
    )  # fmt: skip


def _tickets(agreement: Agreement) -> Iterator[list[str]]:
    kinds = ("joiner", "leaver")
    for service, priority, number in product(agreement.services, agreement.priorities.names, range(6)):
        name = f"{service}-{priority}-{number}"
        what = f"service={service} priority={priority} kind={kinds[number % 2]}"
        yield [f"{name} 2027-03-02T1{number}:00 opened {what}"] + (
            [f"{name} 2027-03-02T1{number}:05 responded", f"{name} 2027-03-02T1{number}:10 resolved"]
            if number < 2
            else [
                f"{name} 2027-03-25T10:00 responded",
                f"{name} 2027-03-25T11:00 resolved",
                f"{name} 2027-03-25T12:00 reopened",
                f"{name} 2027-03-26T12:00 resolved",
            ]
        )


def _bad(measure: Measure) -> str:
    """A value of a reading that is on the bad side of every target of the templates."""
    if measure.kind == "share below":
        assert measure.bound is not None
        return str(int(measure.bound) + 1)
    return {"share above": "0", "mean": "1", "sum": "1", "percentile": "60"}[measure.kind]
