"""One batch of a file's cells with its row numbers: reads columns and reports what is wrong in them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from evenhand.errors import Problem, RecordError
from evenhand.sources.cells import Coded, as_text, coded
from evenhand.sources.date_doubts import DateDoubts
from evenhand.sources.instants import FIRST_YEAR, LAST_YEAR, Instants, KnownZone, read_instants
from evenhand.sources.mapping import TicketMapping
from evenhand.sources.preset_files import copied
from evenhand.sources.report import MOST_EXAMPLES, Example, Group, ImportReport

_MOST_VALUES = 20


@dataclass(slots=True)
class Batch:
    """Cells of one batch; `keep` (m,) marks the rows still in use and is narrowed as rows are dropped.

    `doubts` gathers which way round dates are written; `in_zone`: some time without a zone was read in `zone`.
    """

    cells: pa.RecordBatch
    numbers: NDArray[np.int64]
    keep: NDArray[np.bool_]
    mapping: TicketMapping
    ticket_column: str
    zone: KnownZone | None
    path: str | Path
    report: ImportReport
    doubts: DateDoubts = field(default_factory=DateDoubts)
    in_zone: bool = False

    def column(self, name: str) -> pa.Array:
        """A column as it is stored."""
        return self.cells.column(self.cells.schema.get_field_index(name))

    def text(self, name: str) -> Coded:
        """A column as text; the texts that the mapping calls empty are empty."""
        return self.blanked(coded(self.column(name)))

    def blanked(self, cells: Coded) -> Coded:
        """The cells without those that the mapping calls empty."""
        nothing = {text.casefold() for text in self.mapping.empty}
        if not nothing:
            return cells
        return cells.each(lambda cell: "" if cell.casefold() in nothing else cell)

    def find(
        self,
        group: Group,
        code: str,
        message: str,
        rows: NDArray[np.bool_],
        value: Callable[[int], str],
        mend: str = "",
        *,
        loses: bool = False,
    ) -> None:
        """Report the marked rows that are still in use, with a few of their values.

        `loses`: they cannot be used for this reason, and the caller leaves them out.
        """
        if group in ("dropped", "unmapped"):
            self.look(rows & self.keep, message)
        places = np.flatnonzero(rows & self.keep)
        shown = [Example(value(int(row)), int(self.numbers[row])) for row in places[:MOST_EXAMPLES]]
        self.report.add(group, code, message, len(places), shown, mend, loses=loses)

    def look(self, rows: NDArray[np.bool_], why: str) -> None:
        """Remember why rows are left out, when they are of the ticket that is looked for."""
        wanted = self.report.looked_for
        if wanted and rows.any():
            tickets = self.text(self.ticket_column)
            if (rows & tickets.marks(lambda cell: cell == wanted)).any():
                self.report.left_out(why)

    def find_values(
        self, code: str, message: Callable[[str], str], cells: Coded, rows: NDArray[np.bool_], mend: str
    ) -> None:
        """Report the marked rows as unmapped and lost, each distinct value by itself (the rare ones together)."""
        rows = rows & self.keep
        values, counts = np.unique(cells.codes[rows], return_counts=True)
        shown = values[np.argsort(-counts, kind="stable")[:_MOST_VALUES]]
        for name in shown.tolist():
            same = rows & (cells.codes == name)
            self.find("unmapped", code, message(cells.name(name)), same, self.shown_ticket, mend, loses=True)
        rest = rows & ~np.isin(cells.codes, shown)
        self.find(
            "unmapped",
            code,
            message("…"),
            rest,
            lambda row: cells.name(int(cells.codes[row])),
            mend,
            loses=True,
        )

    def instants(self, name: str, lost: str, *, loses: bool = False) -> Instants:
        """A column of instants; what cannot be used is reported, `lost` saying what became of it.

        `loses`: rows whose instant cannot be used are left out by the caller.

        Raises RecordError when a time says no zone and none is known.
        """
        column = self.column(name)
        read = read_instants(column, self.mapping.dates, self.zone, self.mapping.empty)
        self.report_instants(read, name, lost, lambda row: str(column[row].as_py()), loses=loses)
        return read

    def report_instants(
        self, read: Instants, name: str, lost: str, value: Callable[[int], str], *, loses: bool = False
    ) -> None:
        """Report what is wrong with instants read from this batch."""
        if (no_zone := read.no_zone & self.keep).any():
            row = int(np.flatnonzero(no_zone)[0])
            message = f'The time "{value(row)}" in the column "{name}" does not say its zone.'
            mend = "Say the zone these clocks showed, such as --timezone Europe/London."
            place = int(self.numbers[row])
            raise RecordError((Problem("no-zone", message, mend, file=str(self.path), line=place),))
        self.in_zone |= bool((read.local & self.keep).any())
        self.doubts.add(name, read.order, self.keep, self.numbers, value)
        unreadable = f'time in "{name}" that cannot be read ({lost})'
        bad = read.unreadable
        self.find("dropped", "unreadable-time", unreadable, bad, value, self._forms(), loses=loses)
        years = f"a year outside {FIRST_YEAR} to {LAST_YEAR}"
        absurd = f'time in "{name}" with {years} ({lost})'
        self.find("dropped", "absurd-time", absurd, read.absurd, value, loses=loses)
        skipped = (
            f'time in "{name}" that the clocks of {self.zone} jumped over: the moment of the jump is used'
        )
        self.find("note", "skipped-time", skipped, read.skipped, value)
        double = f'time in "{name}" that came twice in {self.zone}: the first occurrence is used'
        self.find("note", "double-time", double, read.double, value)

    def _forms(self) -> str:
        """What to do about times in a form that is not known."""
        example = 'such as "%d.%m.%Y %H:%M"'
        if self.mapping.name == "canonical":
            return f"Write 2026-03-02T16:10:00Z (ISO 8601), or list their form under `dates` in a mapping, {example}."
        return f"List their form under `dates` in the mapping, {example}.{copied(self.mapping.name)}"

    def shown_ticket(self, row: int) -> str:
        """The ticket of a row, for an example."""
        return str(as_text(self.column(self.ticket_column).slice(row, 1))[0])

    def whole_numbers(self, name: str) -> NDArray[np.int64]:
        """A column of whole numbers, 0 for an empty cell; RecordError when it holds anything else."""
        texts = pc.utf8_trim_whitespace(as_text(self.column(name)))
        try:
            numbers = pc.if_else(pc.equal(texts, ""), "0", texts).cast(pa.int64())
        except pa.ArrowInvalid:
            message = f'The column "{name}" orders rows and must hold whole numbers.'
            mend = "Take it out of `order` in the mapping."
            raise RecordError((Problem("bad-order", message, mend, file=str(self.path)),)) from None
        whole: NDArray[np.int64] = numbers.to_numpy(zero_copy_only=False)
        return whole
