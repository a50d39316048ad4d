"""What a measurement gives: speeds side by side, the promises they keep, the faults found in others."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Speed:
    """How long one contestant took for `count` pieces of work; seconds are those of its best run."""

    who: str
    count: int
    seconds: float
    note: str = ""

    @property
    def per_second(self) -> float:
        """Pieces of work in one second."""
        return self.count / self.seconds


@dataclass(frozen=True, slots=True)
class Promise:
    """Something the project promises, what was measured, and whether it was kept."""

    text: str
    measured: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One comparison."""

    title: str
    unit: str
    speeds: Sequence[Speed]
    promises: Sequence[Promise] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All comparisons of one run, with the machine they were made on."""

    sections: Sequence[Section]
    machine: str = field(default_factory=lambda: f"{platform.machine()}, Python {platform.python_version()}")
    at: str = field(default_factory=lambda: datetime.now(UTC).date().isoformat())

    @property
    def kept(self) -> bool:
        """Whether every promise was kept."""
        return all(promise.kept for section in self.sections for promise in section.promises)

    def as_json(self) -> dict[str, Any]:
        """The report as plain values."""
        return {**asdict(self), "kept": self.kept}

    def as_markdown(self) -> str:
        """The report as a page of the documentation."""
        lines = [
            "# Speed", "",
            "Written by `make bench`: every contestant in the same run, every answer compared. "
            f"{self.at}, {self.machine}. Ratios hold from machine to machine, absolute numbers do not.",
        ]  # fmt: skip
        for section in self.sections:
            lines += ["", f"## {section.title}", "", f"| | {section.unit} | seconds | a second | |"]
            lines += ["|---|--:|--:|--:|---|"]
            lines += [
                f"| {one.who} | {one.count:,} | {one.seconds:.4g} | {one.per_second:,.0f} | {one.note} |"
                for one in section.speeds
            ]
            if section.promises:
                lines += ["", "| promise | measured | |", "|---|---|---|"]
                lines += [f"| {p.text} | {p.measured} | {_kept(p)} |" for p in section.promises]
            lines += ["", *(f"- {note}" for note in section.notes)] if section.notes else []
        return "\n".join(lines) + "\n"

    def within(self, page: str) -> str:
        """Return a page written before with the sections of this run in place of theirs, new ones at its end."""
        head, *old = page.rstrip("\n").split(_SECTION)
        _, *new = self.as_markdown().rstrip("\n").split(_SECTION)
        fresh = {_title(one): one for one in new}
        stays = [fresh.pop(_title(one), one) for one in old]
        return _SECTION.join((head, *stays, *fresh.values())) + "\n"


_SECTION = "\n\n## "


def _title(section: str) -> str:
    return section.partition("\n")[0]


def _kept(promise: Promise) -> str:
    return "✓ kept" if promise.kept else "✕ not kept"


def best(work: Callable[[], T], runs: int = 5) -> tuple[T, float]:
    """The result of `work` and the seconds of its best run."""
    result, least = work(), float("inf")
    for _ in range(runs):
        started = time.perf_counter()
        result = work()
        least = min(least, time.perf_counter() - started)
    return result, least
