"""Files of records beside the tickets as they were taken: readings, outages, and what concerns money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evenhand.engines.outages import outages_for
from evenhand.errors import Problem, RecordError
from evenhand.records.charges import (
    ChargeRecord,
    ClaimRecord,
    ConditionRecord,
    CreditRecords,
    DisagreementRecord,
)
from evenhand.records.joining import all_readings
from evenhand.records.outages import Outages, all_outages
from evenhand.records.readings import Readings
from evenhand.sources.charges import read_charges, read_claims, read_conditions, read_disagreements
from evenhand.sources.instants import KnownZone
from evenhand.sources.outage_mapping import read_outage_mapping, vouched_seconds
from evenhand.sources.own_columns import read_own_columns
from evenhand.sources.readings import read_readings
from evenhand.terms.agreement import Agreement

KINDS = ("tickets", "outages", "readings", "charges", "claims", "conditions", "disagreements")


@dataclass(frozen=True, slots=True)
class Recorded:
    """A file of records that was taken: its kind (one of KINDS), where it lies, and how it is read.

    `reading` holds texts: `mapping`, the YAML of a mapping, empty for Evenhand's own columns or for what the content
    says; `timezone`, that of times without one; for outages `vouches`, how long a check holds. `name` is what the
    file is called beside the figures; else where it lies.
    """

    kind: str
    path: Path
    reading: Mapping[str, str]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What the files hold; None for what there is no file of. `problems` is what was noticed in them."""

    readings: Readings | None
    outages: Outages | None
    credits: CreditRecords
    problems: tuple[Problem, ...]


def read_beside(agreements: Sequence[Agreement], recorded: Sequence[Recorded]) -> Beside:
    """Read all files but those of tickets, in the order in which they were taken: later records mend earlier ones.

    Raises RecordError for a file or mapping that cannot be used.
    """
    problems: list[Problem] = []
    return Beside(
        _readings(agreements, recorded, problems),
        _outages(agreements, recorded, problems),
        _credits(agreements, recorded, problems),
        tuple(problems),
    )


def zone_of(
    agreements: Sequence[Agreement], recorded: Recorded, otherwise: str | None = None
) -> KnownZone | None:
    """The zone of times without one, as the latest version carries it where it does."""
    name = recorded.reading.get("timezone", "") or otherwise or ""
    carried = [each.carried.zones[name] for each in agreements if each.carried and name in each.carried.zones]
    return carried[-1] if carried else name or None


def _readings(
    agreements: Sequence[Agreement], recorded: Sequence[Recorded], problems: list[Problem]
) -> Readings | None:
    parts = []
    for each in _of_kind(recorded, "readings"):
        part, said = read_readings(each.path, zone_of(agreements, each), _columns(each))
        parts.append(part)
        problems += said
    return all_readings(parts) if parts else None


def _outages(
    agreements: Sequence[Agreement], recorded: Sequence[Recorded], problems: list[Problem]
) -> Outages | None:
    parts = []
    for each in _of_kind(recorded, "outages"):
        text, vouches = each.reading.get("mapping", ""), each.reading.get("vouches", "")
        mapping, wrong = read_outage_mapping(text, "mapping.yaml", "mapping") if text else (None, ())
        if wrong:
            raise RecordError(wrong)
        seconds = vouched_seconds(vouches) if vouches else None
        zone = zone_of(agreements, each, mapping.timezone if mapping else None)
        part, said = outages_for([each.path], agreements, zone, mapping, seconds)
        parts += [] if part is None else [part]
        problems += said
    return all_outages(parts) if parts else None


def _credits(
    agreements: Sequence[Agreement], recorded: Sequence[Recorded], problems: list[Problem]
) -> CreditRecords:
    charges: list[ChargeRecord] = []
    claims: list[ClaimRecord] = []
    conditions: list[ConditionRecord] = []
    disagreements: list[DisagreementRecord] = []
    otherwise = agreements[0].timezone if agreements else None
    for each in _of_kind(recorded, "charges"):
        charged, said = read_charges(each.path, _columns(each))
        charges += charged
        problems += said
    for each in _of_kind(recorded, "claims"):
        claimed, said = read_claims(each.path, zone_of(agreements, each, otherwise), _columns(each))
        claims += claimed
        problems += said
    for each in _of_kind(recorded, "conditions"):
        held, said = read_conditions(each.path, _columns(each))
        conditions += held
        problems += said
    for each in _of_kind(recorded, "disagreements"):
        raised, said = read_disagreements(each.path, zone_of(agreements, each, otherwise), _columns(each))
        disagreements += raised
        problems += said
    return CreditRecords(tuple(charges), tuple(claims), tuple(conditions), tuple(disagreements))


def _of_kind(recorded: Sequence[Recorded], kind: str) -> Iterator[Recorded]:
    return (each for each in recorded if each.kind == kind)


def _columns(recorded: Recorded) -> Mapping[str, tuple[str, ...]]:
    return read_own_columns(recorded.reading.get("mapping", ""), recorded.kind)
