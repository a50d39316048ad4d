"""What happened to the rows of a file: counts and examples by kind, as plain text and as JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from evenhand.errors import Problem

Group = Literal["dropped", "duplicate", "irregular", "unmapped", "warning", "left out", "note"]
GROUPS: tuple[Group, ...] = ("dropped", "duplicate", "irregular", "unmapped", "warning", "left out", "note")
MOST_EXAMPLES = 3
LONGEST_EXAMPLE = 60


@dataclass(frozen=True, slots=True)
class Example:
    """One cell, row or ticket of a finding; `row` as a spreadsheet counts (the heading is row 1) or None."""

    value: str
    row: int | None = None

    def __post_init__(self) -> None:
        """Keep what is shown to one short line of printable text."""
        line = " ".join("".join(c if c.isprintable() else " " for c in self.value).split())
        object.__setattr__(
            self, "value", line if len(line) <= LONGEST_EXAMPLE else line[: LONGEST_EXAMPLE - 1] + "…"
        )

    def __str__(self) -> str:
        """`row 17: "yesterday"`."""
        return f'"{self.value}"' if self.row is None else f'row {self.row}: "{self.value}"'


@dataclass(slots=True)
class Finding:
    """One kind of thing that was noticed: how often, up to three examples, and what to do about it.

    What is not `counted` is said of the file as a whole. `lost` is the number of rows that it made unusable.
    """

    group: Group
    code: str
    message: str
    mend: str = ""
    count: int = 0
    examples: list[Example] = field(default_factory=list)
    counted: bool = True
    lost: int = 0

    def __str__(self) -> str:
        """The message, with its count where it has one: `3 × row without a ticket`."""
        return f"{self.count:,} × {self.message}" if self.counted else self.message

    def problem(self, file: str) -> Problem:
        """The same as a problem, for callers that show problems."""
        shown = f". For example {'; '.join(map(str, self.examples))}." if self.examples else "."
        row = self.examples[0].row if self.examples else None
        severity: Literal["warning", "note"] = "note" if self.group in ("note", "left out") else "warning"
        return Problem(self.code, f"{self}{shown}", self.mend, severity, file=file, line=row, rows=self.lost)

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "group": self.group,
            "code": self.code,
            "count": self.count,
            "message": self.message,
            "examples": [{"row": example.row, "value": example.value} for example in self.examples],
            "mend": self.mend,
        }


@dataclass(slots=True)
class ImportReport:
    """Everything an import did with a file. Complete once all logs have been taken.

    `rows` read, `tickets` and `events` (by name) that came out; `findings` for the rest. `left_out_by` says what left
    out the ticket `looked_for`, or rows of it, when somebody looks for one: rules of the mapping by their names, and
    what was wrong with rows.
    """

    file: str
    mapping: str
    rows: int = 0
    tickets: int = 0
    events: dict[str, int] = field(default_factory=dict)
    findings: dict[tuple[str, str], Finding] = field(default_factory=dict)
    looked_for: str | None = None
    left_out_by: list[str] = field(default_factory=list)

    def add(
        self,
        group: Group,
        code: str,
        message: str,
        count: int,
        examples: Iterable[Example] = (),
        mend: str = "",
        *,
        loses: bool = False,
    ) -> None:
        """Count `count` more of a finding; the first few examples are kept. Nothing happens for a count of 0.

        `loses`: each is a row that cannot be used for this reason, and is not counted under another one.
        """
        if count:
            finding = self.findings.setdefault((code, message), Finding(group, code, message, mend))
            finding.count += count
            finding.lost += count if loses else 0
            finding.examples += list(examples)[: MOST_EXAMPLES - len(finding.examples)]

    def say(
        self,
        group: Literal["warning", "note"],
        code: str,
        message: str,
        mend: str = "",
        examples: Iterable[Example] = (),
    ) -> None:
        """Say something of the file as a whole, once."""
        shown = list(examples)[:MOST_EXAMPLES]
        self.findings.setdefault(
            (code, message), Finding(group, code, message, mend, 1, shown, counted=False)
        )

    def left_out(self, why: str) -> None:
        """Remember why the ticket that is looked for, or rows of it, were left out."""
        if why not in self.left_out_by:
            self.left_out_by.append(why)

    def count(self, group: Group) -> int:
        """The sum of the counts of one group."""
        return sum(finding.count for finding in self.findings.values() if finding.group == group)

    @property
    def lost(self) -> int:
        """How many rows could not be used."""
        return sum(finding.lost for finding in self.findings.values())

    def ordered(self) -> list[Finding]:
        """The findings by group, the most frequent first."""
        return sorted(self.findings.values(), key=lambda each: (GROUPS.index(each.group), -each.count))

    def problems(self) -> tuple[Problem, ...]:
        """The findings as problems of severity warning or note."""
        return tuple(finding.problem(self.file) for finding in self.ordered())

    def to_json(self) -> dict[str, Any]:
        """Plain values: counts are integers."""
        return {
            "file": self.file,
            "mapping": self.mapping,
            "rows": self.rows,
            "tickets": self.tickets,
            "events": dict(self.events),
            "counts": {group: self.count(group) for group in GROUPS},
            "findings": [finding.to_json() for finding in self.ordered()],
        }

    def text(self) -> str:
        """The report for people: one line of totals, the events, then one line for each finding."""
        lines = [
            f"{self.file}: {_many(self.rows, 'row')} read with the mapping {self.mapping}",
            f"  {_many(self.tickets, 'ticket')}, {_many(sum(self.events.values()), 'event')}"
            + _listed(self.events),
        ]
        for finding in self.ordered():
            lines.append(f"  {finding.group}: {finding}")
            if finding.examples:
                lines.append(f"    for example {'; '.join(map(str, finding.examples))}")
            if finding.mend:
                lines.append(f"    {finding.mend}")
        if not self.findings:
            lines.append("  Every row was used; nothing was dropped, doubled or out of order.")
        return "\n".join(lines)


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def _listed(events: Mapping[str, int]) -> str:
    return f" ({', '.join(f'{count:,} {name}' for name, count in events.items())})" if events else ""
