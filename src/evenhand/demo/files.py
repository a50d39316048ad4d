"""The example's files: written to a folder, and nothing that a person changed there is lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from evenhand.demo.history import READING_COLUMNS, TICKET_COLUMNS, History


@dataclass(frozen=True, slots=True)
class Files:
    """Where the example was written; `notes` say what stood there before and was kept."""

    agreement: Path
    tickets: Path
    readings: Path
    notes: tuple[str, ...] = ()


def write(year: History, folder: Path) -> Files:
    """Write `agreement.yaml`, `tickets.csv` and `readings.csv` to `folder` (made when missing).

    An agreement that says something else than the example's is kept and used. Records that differ are kept under
    another name, as they belong to another seed, or to a person.
    """
    folder.mkdir(parents=True, exist_ok=True)
    agreement, tickets, readings = (
        folder / name for name in ("agreement.yaml", "tickets.csv", "readings.csv")
    )
    notes = []
    example = files("evenhand.demo").joinpath("harbour-dental.yaml").read_bytes()
    if _differs(agreement, example):
        notes.append(
            f"{agreement} was changed, so it was kept and is used here. Remove it to have the example's again."
        )
    else:
        agreement.write_bytes(example)
    for path, content in (
        (tickets, _csv(TICKET_COLUMNS, year.tickets)),
        (readings, _csv(READING_COLUMNS, year.readings)),
    ):
        if _differs(path, content):
            notes.append(f"{path} was replaced. What stood there is now {path.replace(_unused(path)).name}.")
        path.write_bytes(content)
    return Files(agreement, tickets, readings, tuple(notes))


def _differs(path: Path, content: bytes) -> bool:
    return path.exists() and path.read_bytes() != content


def _unused(path: Path) -> Path:
    """A name for what stood at `path`: `tickets.before.csv`, with a number when that is taken."""
    number, name = 1, path.with_name(f"{path.stem}.before{path.suffix}")
    while name.exists():
        number += 1
        name = path.with_name(f"{path.stem}.before-{number}{path.suffix}")
    return name


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
