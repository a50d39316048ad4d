"""Agreements and outages written down quickly, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from evenhand.figures.availability.explained import AvailabilityExplanation
from evenhand.figures.availability.explaining import explain_availability
from evenhand.figures.explanation.samples import plain_readings
from evenhand.figures.measure import Measure, latest_instant
from evenhand.figures.measurement import Measurement
from evenhand.figures.part import Part
from evenhand.records.outages import NO_END, NOT_ANNOUNCED, STATES, Outages
from evenhand.records.readings import Readings
from evenhand.records.tickets import Labels
from evenhand.terms.agreement import Agreement
from evenhand.terms.document import read_agreement

COLUMNS = ("service", "start", "end", "state", "cause", "announced", "share", "id")


def instant(text: str) -> int:
    """`2026-03-02 09:00` in UTC as seconds since 1970."""
    moment = datetime.fromisoformat(text)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


@lru_cache(maxsize=2048)
def agreement(text: str) -> Agreement:
    read, problems = read_agreement(text, file="agreement.yaml")
    errors = [str(problem) for problem in problems if problem.severity == "error"]
    assert read is not None, "\n".join([text, *errors])
    return read


def promised(clause: str, *, more: str = "", term: str = "{from: 2026-03-01, to: 2026-04-30}") -> str:
    """An agreement in UTC with one service `web`, always on, and this clause of availability."""
    return (
        f"agreement: Web\ntimezone: UTC\nterm: {term}\n{more}"
        f"services:\n  web: {{name: Web site, availability: {{{clause}}}}}\n"
    )


def recorded(*rows: dict[str, Any] | Sequence[Any]) -> Outages:
    """Outages of `web`: (start, end, state) and perhaps a map of further columns; times in UTC."""
    whole = []
    for row in rows:
        start, end, state, *more = row if not isinstance(row, dict) else row.values()
        whole.append(
            {"service": "web", "start": start, "end": end, "state": state, **(more[0] if more else {})}
        )
    whole.sort(key=lambda row: (row["service"], _seconds(row["start"])))
    further = sorted({name for row in whole for name in row} - set(COLUMNS))
    share = [row.get("share") for row in whole]
    return Outages(
        service=Labels.of([row["service"] for row in whole]),
        start=np.array([_seconds(row["start"]) for row in whole], np.int64),
        end=np.array([NO_END if row["end"] is None else _seconds(row["end"]) for row in whole], np.int64),
        state=np.array([STATES.index(row["state"]) for row in whole], np.int8),
        announced=np.array(
            [_seconds(row["announced"]) if row.get("announced") else NOT_ANNOUNCED for row in whole], np.int64
        ),
        share=tuple(None if each is None else Decimal(each) for each in share),
        cause=Labels.of([row.get("cause", "") for row in whole]),
        id=Labels.of([row.get("id", "") for row in whole]),
        attributes={name: Labels.of([row.get(name, "") for row in whole]) for name in further},
    )


def read(*rows: Sequence[Any]) -> Readings:
    """Readings: (name, at, value) and perhaps a service."""
    ordered = sorted(rows, key=lambda row: (row[0], _seconds(row[1])))
    return Readings(
        name=Labels.of([row[0] for row in ordered]),
        at=np.array([_seconds(row[1]) for row in ordered], np.int64),
        value=tuple(Decimal(row[2]) for row in ordered),
        service=Labels.of([row[3] if len(row) > 3 else "" for row in ordered]),
        ticket=Labels.of([""] * len(ordered)),
    )


def measured(
    texts: str | Sequence[str],
    outages: Outages | None,
    *,
    readings: Readings | None = None,
    as_of: str | int | None = None,
) -> Measurement:
    """Availability alone, under one or more versions."""
    known = latest_instant(None, readings, outages) if as_of is None else _seconds(as_of)
    versions = [agreement(text) for text in ([texts] if isinstance(texts, str) else texts)]
    return Measure(versions, known).figures(Part(), tickets=False, readings=readings, outages=outages)


def explained(
    texts: str | Sequence[str],
    outages: Outages,
    day: str,
    *,
    readings: Readings | None = None,
    as_of: str | int | None = None,
    clause: str = "",
    service: str = "web",
    instance: str | None = None,
) -> tuple[AvailabilityExplanation, ...]:
    """The explanation of the figures of the period that contains a day."""
    known = latest_instant(None, readings, outages) if as_of is None else _seconds(as_of)
    versions = [agreement(text) for text in ([texts] if isinstance(texts, str) else texts)]
    return explain_availability(
        versions,
        outages,
        service,
        clause,
        date.fromisoformat(day),
        readings=None if readings is None else plain_readings(readings),
        as_of=known,
        instance=instance,
    )


def both(
    texts: str | Sequence[str], outages: Outages, day: str, **more: Any
) -> tuple[Fraction, Fraction, AvailabilityExplanation]:
    """Agreed and down seconds of the one figure of a period, which figure and explanation must agree on."""
    given = {key: more[key] for key in ("readings", "as_of") if key in more}
    measurement = measured(texts, outages, **given)
    [told] = explained(texts, outages, day, **more)
    [detail] = [
        each
        for each in measurement.availability
        if (each.figure.clause, each.figure.start, each.figure.end, each.figure.instance)
        == (told.clause, told.start, told.end, told.instance)
        and each.figure.versions == told.versions
    ]
    figure = detail.figure
    assert told.agreed_seconds == detail.agreed_seconds
    assert told.down_seconds == detail.down_seconds
    assert told.value == figure.value
    assert told.value_text == figure.value_text
    assert told.result == figure.result
    assert told.otherwise == detail.otherwise
    assert (told.service_seconds, told.maintenance_seconds, told.excluded_seconds, told.unknown_seconds) == (
        detail.service_seconds,
        detail.maintenance_seconds,
        detail.excluded_seconds,
        detail.unknown_seconds,
    )
    for line in told.outages:
        assert sum(part.seconds for part in line.parts) == line.seconds
        assert sum(part.counted for part in line.parts) == line.counted
    assert sum(line.counted for line in told.outages) == told.down_seconds
    return told.agreed_seconds, told.down_seconds, told


def _seconds(at: str | int) -> int:
    return at if isinstance(at, int) else instant(at)
