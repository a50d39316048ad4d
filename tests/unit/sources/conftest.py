"""What tests of sources share: writing small files, and reading them into plain rows."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from evenhand.records.tickets import EVENTS, Labels, TicketLog
from evenhand.sources.mapping_reading import read_mapping
from evenhand.sources.report import ImportReport
from evenhand.sources.tickets import open_tickets
from evenhand.units import iso_utc

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data"


@pytest.fixture
def write(tmp_path):
    """Write a file of some bytes or text and give its path."""

    def make(content: str | bytes, name: str = "records.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


@pytest.fixture
def shared():
    """The folder of real records, or a skipped test that says so."""
    if not SHARED.is_dir():
        pytest.skip("the real records in ../shared/data are not here")
    return SHARED


def rows_of(log: TicketLog) -> list[tuple[str, str, str, dict[str, str]]]:
    """(ticket, instant, event, what the row says) for each event."""
    tickets = np.repeat(log.tickets, np.diff(log.first)).tolist()
    said: list[dict[str, str]] = [{} for _ in log.at]
    columns = {name: labels.texts() for name, labels in log.attributes.items()}
    for name, numbers in (("waiting_seconds", log.waiting_seconds), ("received", log.received)):
        if numbers is not None:
            columns[name] = ["" if number < 0 else str(number) for number in numbers.tolist()]
    for name, texts in columns.items():
        for row, text in enumerate(texts):
            if text:
                said[row][name] = text
    at = [iso_utc(second) for second in log.at.tolist()]
    events = [EVENTS[code] for code in log.event.tolist()]
    return list(zip(tickets, at, events, said, strict=True))


@dataclass
class Loaded:
    """All tickets of a file: plain rows, and the report."""

    rows: list[tuple[str, str, str, dict[str, str]]]
    report: ImportReport
    latest: int

    def findings(self) -> dict[str, int]:
        """How often each code was found, without what is said of the file as a whole."""
        counts: dict[str, int] = {}
        for finding in self.report.ordered():
            if finding.counted:
                counts[finding.code] = counts.get(finding.code, 0) + finding.count
        return counts

    def said(self) -> dict[str, str]:
        """What is said of the file as a whole, by code."""
        return {each.code: f"{each.group}: {each}" for each in self.report.ordered() if not each.counted}


def load(path, **options) -> Loaded:
    """Read all tickets of a file; a mapping may be given as YAML text."""
    mapping = options.pop("mapping", None)
    if isinstance(mapping, str) and "\n" in mapping:
        mapping, problems = read_mapping(mapping, file="mapping.yaml", name="test")
        assert mapping is not None, problems
    with open_tickets(path, mapping=mapping, **options) as source:
        rows = [row for log in source.logs() for row in rows_of(log)]
    return Loaded(rows, source.report, source.latest)


def logs_equal(one: TicketLog, other: TicketLog) -> bool:
    """Whether two logs say the same, whatever their labels are numbered by."""
    return rows_of(one) == rows_of(other)


__all__ = ["Labels", "Loaded", "load", "logs_equal", "rows_of"]
