"""Previews of readings and of what concerns money: small files in columns of a fixed meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from evenhand.engines.beside import Recorded
from evenhand.engines.recorded import OpenedRecords, open_recorded
from evenhand.figures.explanation.samples import plain_readings
from evenhand.sources.own_columns import OWN
from evenhand.terms.agreement import Agreement as Terms
from evenhand.units import iso_utc
from evenhand_portal.tracking.records.shown import FIRST_ROWS, Report, cut, problems_shown, rows_lost

MOST_NAMES: Final = 20


def preview_beside(kind: str, path: Path, reading: Mapping[str, str], terms: Sequence[Terms]) -> Report:
    """Read a file of one of the kinds of OWN; return plain values to be shown. Raises RecordError."""
    with open_recorded(terms, [Recorded(kind, path, reading)]) as opened:
        problems = opened.problems()
        head, rows = _ROWS[kind](opened)
    strange = sorted({row[0] for row in rows} - known) if (known := _known(kind, terms)) else []
    return {
        "rows": len(rows),
        "events": dict(Counter(cut(row[0]) for row in rows).most_common(MOST_NAMES)),
        "dropped": rows_lost(problems),
        "latest": iso_utc(opened.latest) if opened.latest else "",
        "head": head,
        "first": [[cut(cell) for cell in row] for row in rows[:FIRST_ROWS]],
        "strange": [cut(name) for name in strange[:MOST_NAMES]],
        "own": list(OWN[kind].all),
        "problems": problems_shown(problems),
    }


def _known(kind: str, terms: Sequence[Terms]) -> set[str]:
    """The services that charges can be of, and the conditions that can hold; nothing where any name will do."""
    if kind == "charges":
        return {service for each in terms for service in each.services}
    return set()


def _readings(opened: OpenedRecords) -> tuple[list[str], list[list[str]]]:
    assert opened.readings is not None
    rows = [
        [each.name, iso_utc(each.at), str(each.value), each.service, each.ticket]
        for each in plain_readings(opened.readings)
    ]
    return ["Name", "When (UTC)", "Value", "Service", "Ticket"], rows


def _charges(opened: OpenedRecords) -> tuple[list[str], list[list[str]]]:
    found = opened.credits.charges
    further = list(dict.fromkeys(name for each in found for name, _ in each.said))
    rows = [
        [
            each.service,
            each.from_.isoformat(),
            *_texts((each.count, each.amount)),
            *(dict(each.said).get(name, "") for name in further),
        ]
        for each in found
    ]
    return ["Service", "From", "Count", "Amount", *further], rows


def _claims(opened: OpenedRecords) -> tuple[list[str], list[list[str]]]:
    rows = [
        [each.clause, each.period, iso_utc(each.at), *_texts((each.incident,))]
        for each in opened.credits.claims
    ]
    return ["Clause", "Period", "Claimed (UTC)", "Incident"], rows


def _conditions(opened: OpenedRecords) -> tuple[list[str], list[list[str]]]:
    rows = [
        [each.condition, each.from_.isoformat(), "yes" if each.holds else "no"]
        for each in opened.credits.conditions
    ]
    return ["Condition", "From", "Holds"], rows


def _disagreements(opened: OpenedRecords) -> tuple[list[str], list[list[str]]]:
    rows = [
        [
            each.clause,
            each.period,
            *(iso_utc(at) if at is not None else "" for at in (each.raised, each.settled)),
        ]
        for each in opened.credits.disagreements
    ]
    return ["Clause", "Period", "Raised (UTC)", "Settled (UTC)"], rows


def _texts(values: Iterable[Any]) -> list[str]:
    return ["" if value is None else str(value) for value in values]


_ROWS: Final = {
    "readings": _readings,
    "charges": _charges,
    "claims": _claims,
    "conditions": _conditions,
    "disagreements": _disagreements,
}
