"""What was recorded beside the tickets, read from its files: readings, outages, and what concerns money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evenhand.errors import Problem
    from evenhand.records.charges import CreditRecords
    from evenhand.records.outages import Outages
    from evenhand.records.readings import Readings
    from evenhand.terms.agreement import Agreement


@dataclass(frozen=True, slots=True)
class Given:
    """The files and words that a command was given; None for what it was not."""

    readings: Path | None
    outages: Sequence[Path] | None
    outages_mapping: str | None
    check_vouches: str | None
    charges: Path | None
    claims: Path | None
    conditions: Path | None
    disagreements: Path | None
    timezone: str | None

    @property
    def files(self) -> tuple[Path | None, ...]:
        """All files that are read."""
        money = self.charges, self.claims, self.conditions, self.disagreements
        return (self.readings, *(self.outages or ()), *money)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the files hold; `problems` is what was noticed in them."""

    readings: Readings | None
    outages: Outages | None
    credits: CreditRecords
    problems: tuple[Problem, ...]


def recorded(given: Given, documents: Sequence[Agreement]) -> Recorded:
    """Read the files for some agreements; times about money without a zone are in that of the first.

    Raises RecordError when a file cannot be used.
    """
    from evenhand.cli.credits import read_records
    from evenhand.cli.outages import outages_of
    from evenhand.sources.readings import read_readings

    zone = given.timezone
    values, problems = read_readings(given.readings, zone) if given.readings else (None, ())
    down, faults = outages_of(
        given.outages or (), documents, zone, given.outages_mapping, given.check_vouches
    )
    money = given.charges, given.claims, given.conditions, given.disagreements
    records, troubles = read_records(*money, zone or documents[0].timezone)
    return Recorded(values, down, records, (*problems, *faults, *troubles))
