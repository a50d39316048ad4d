"""One batch of a file to event rows: what can be decided row by row (times, words, attributes, rules)."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenhand.records.tickets import EVENTS
from evenhand.sources.batch import Batch
from evenhand.sources.cells import Coded
from evenhand.sources.columns import Plan
from evenhand.sources.date_doubts import DateDoubts
from evenhand.sources.instants import NEVER, KnownZone, utc_text
from evenhand.sources.mapping import STATES, UNITS
from evenhand.sources.report import ImportReport
from evenhand.sources.rows import EventRows

AS_WRITTEN = " as written"
_UNSAID = -1
_BAD = -2
_MOST_WAITING = 10**9


class Preparer:
    """Turns the batches of one file into event rows and keeps the report.

    `latest` is the latest instant of all usable records, NEVER before there was one.
    """

    def __init__(
        self, plan: Plan, path: str | Path, timezone: KnownZone | None, report: ImportReport
    ) -> None:
        """Prepare for a file; `timezone` wins over that of the mapping."""
        self._plan = plan
        self._mapping = plan.mapping
        self._path = path
        self._zone = timezone or plan.mapping.timezone
        self._zone_of_mapping = not timezone
        self._doubts = DateDoubts()
        self._report = report
        # Words that mean the same are told apart while duplicates are looked for.
        words = [(meaning.word, meaning.reason) for meaning in plan.mapping.meanings.values()]
        self._many_to_one = len(set(words)) < len(words)
        self.latest = NEVER

    def rows(self, cells: pa.RecordBatch, numbers: NDArray[np.int64]) -> EventRows:
        """The usable rows of a batch; `numbers` (m,) name the rows in messages. Raises RecordError."""
        self._report.rows += len(cells)
        everything = np.ones(len(cells), np.bool_)
        batch = Batch(
            cells,
            numbers,
            everything,
            self._mapping,
            self._plan.ticket,
            self._zone,
            self._path,
            self._report,
            self._doubts,
        )
        leave = self._leave_out(batch)
        ticket = batch.text(self._plan.ticket)
        nobody = ticket.codes < 0
        batch.find("dropped", "no-ticket", "row without a ticket", nobody, lambda row: "", loses=True)
        batch.keep &= ticket.codes >= 0
        columns: dict[str, NDArray[Any]] = {}
        labels: dict[str, Coded] = {}
        if self._mapping.kind == "wide":
            self._event_columns(batch, columns)
        else:
            self._event(batch, columns, labels)
        self._further_columns(batch, columns)
        self._attributes(batch, labels)
        if batch.in_zone and self._zone_of_mapping:
            said = f"times without a zone were read as {self._zone}, as the mapping {self._mapping.name} says"
            self._report.say("note", "zone-of-mapping", said, "Another zone is said with --timezone.")
        if any(rule.whole_ticket for rule in self._mapping.leave_out):
            columns["leave"] = leave
        rows = EventRows(ticket, columns, labels).kept(batch.keep)
        if len(rows):
            instants = [column for name, column in rows.numbers.items() if name.split()[0] == "at"]
            self.latest = max(self.latest, *(int(column.max()) for column in instants))
        return rows

    def finish(self) -> None:
        """Say what only the whole file tells."""
        self._doubts.report(self._report, self._mapping)

    def _leave_out(self, batch: Batch) -> NDArray[np.int8]:
        """The number of the first rule for whole tickets that a row meets; row rules drop the row here."""
        leave = np.zeros(len(batch.keep), np.int8)
        for number, (rule, name) in enumerate(self._plan.leave_out, 1):
            met = batch.text(name).marks(rule.condition.holds) & (leave == 0)
            if rule.whole_ticket:
                leave[met] = number
            else:
                batch.look(met & batch.keep, rule.name)
                batch.find("left out", "left-out-row", f"row: {rule.name}", met, batch.shown_ticket)
                batch.keep &= ~met
        return leave

    def _event(self, batch: Batch, columns: dict[str, NDArray[Any]], labels: dict[str, Coded]) -> None:
        """Time and word of each row of the kinds `events` and `states`."""
        read = batch.instants(self._plan.at, "row left out", loses=True)
        none = f'row without a time in "{self._plan.at}"'
        batch.find("dropped", "no-time", none, read.empty, batch.shown_ticket, loses=True)
        batch.keep &= read.at != NEVER
        columns["at"] = read.at
        states = self._mapping.kind == "states"
        words, what = (STATES, "state") if states else (EVENTS, "event")
        meanings = self._mapping.meanings
        cells = batch.text(self._plan.word)
        places = {value: words.index(meaning.word) for value, meaning in meanings.items()}
        columns["word"] = word = cells.numbers(lambda cell: places.get(cell.casefold(), -1), -1).astype(
            np.int8
        )
        lost = "the state before goes on" if states else "row left out"
        batch.find_values(
            f"unknown-{what}",
            lambda value: f'{what} "{value}" that the mapping does not know ({lost})',
            cells,
            word < 0,
            f"Say what it means under `{what}s` in a mapping.",
        )
        if states:
            columns["responded"] = self._responded(batch)
        else:
            batch.keep &= word >= 0
        if states or self._many_to_one:
            labels[AS_WRITTEN] = cells
        reasons = {value: meaning.reason for value, meaning in meanings.items() if meaning.reason}
        if reasons:
            labels["reason"] = cells.each(lambda cell: reasons.get(cell.casefold(), ""))

    def _responded(self, batch: Batch) -> NDArray[np.int8]:
        condition = self._mapping.responded
        if condition is None or not self._plan.responded:
            return np.zeros(len(batch.keep), np.int8)
        return batch.text(self._plan.responded).marks(condition.holds).astype(np.int8)

    def _event_columns(self, batch: Batch, columns: dict[str, NDArray[Any]]) -> None:
        """The times of a wide row, one column for each place in the mapping: `at 0 opened`, …"""
        for number, (column, name, when) in enumerate(self._plan.event_columns):
            at = batch.instants(name, f"no {column.event}").at
            if column.when is not None:
                at = np.where(batch.text(when).marks(column.when.holds), at, NEVER)
            columns[f"at {number} {column.event}"] = at
        none = np.all([at == NEVER for at in columns.values()], axis=0)
        batch.find("dropped", "no-time", "row without any time", none, batch.shown_ticket, loses=True)
        batch.keep &= ~none

    def _further_columns(self, batch: Batch, columns: dict[str, NDArray[Any]]) -> None:
        plan, waiting = self._plan, self._mapping.waiting
        if plan.opened_at:
            columns["at opened"] = batch.instants(plan.opened_at, "first row taken instead").at
        for number, name in enumerate(plan.order):
            columns[f"order {number}"] = batch.whole_numbers(name)
        if plan.received:
            at = batch.instants(plan.received, "not said").at
            columns["received"] = np.where(at == NEVER, _UNSAID, at)
        if plan.waiting and waiting is not None:
            cells = batch.text(plan.waiting)
            seconds = cells.numbers(lambda cell: waiting_seconds(cell, waiting.unit), _UNSAID)
            batch.find(
                "dropped",
                "unreadable-waiting",
                f'total waiting in "{plan.waiting}" that cannot be read (not said)',
                seconds == _BAD,
                lambda row: cells.name(int(cells.codes[row])),
                f"The mapping reads it as {waiting.unit}.",
            )
            columns["waiting_seconds"] = np.where(seconds == _BAD, _UNSAID, seconds)

    def _attributes(self, batch: Batch, labels: dict[str, Coded]) -> None:
        for name, (attribute, column) in self._plan.attributes.items():
            cells = batch.text(column)
            if attribute.values:
                cells = _named(batch, name, cells, attribute.values)
            if name == "reason" and name in labels:
                cells = _first_said(labels[name], cells)
            labels[name] = cells
        if self._plan.agreed_due:
            labels["agreed due"] = self._agreed_due(batch)

    def _agreed_due(self, batch: Batch) -> Coded:
        """The due instants agreed on tickets, as ISO 8601 text in UTC."""
        name = self._plan.agreed_due
        read = batch.instants(name, "no agreed due")
        distinct, codes = np.unique(read.at, return_inverse=True)
        texts = pa.array([utc_text(int(at)) for at in distinct], pa.string())
        first = int(distinct[0] == NEVER) if len(distinct) else 0
        return Coded((codes - first).astype(np.int32), texts[first:])


def waiting_seconds(cell: str, unit: str) -> int:
    """A written total of waiting in whole seconds, -2 when it cannot be read.

    >>> waiting_seconds("1.5", "hours"), waiting_seconds("02:30:00", "HH:MM:SS"), waiting_seconds("?", "minutes")
    (5400, 9000, -2)
    """
    try:
        if unit == "HH:MM:SS":
            hours, minutes, seconds = cell.split(":") if cell.count(":") == 2 else (*cell.split(":"), "0")
            total = Decimal(hours) * 3600 + Decimal(minutes) * 60 + Decimal(seconds)
        else:
            total = Decimal(cell.replace(",", ".")) * UNITS[unit]
        return int(total) if 0 <= total <= _MOST_WAITING else _BAD
    except (InvalidOperation, ValueError):
        return _BAD


def _named(batch: Batch, name: str, cells: Coded, values: Mapping[str, str]) -> Coded:
    """The cells under the names the agreement uses; those without one are reported and stay as they are."""
    # A value that is already called as in the agreement needs no entry.
    known = {meaning.casefold(): meaning for meaning in values.values()}
    known |= {value.casefold(): meaning for value, meaning in values.items()}
    batch.find_values(
        "unknown-value",
        lambda value: f'{name} "{value}" that the mapping does not know (kept as written)',
        cells,
        cells.marks(lambda cell: bool(cell) and cell.casefold() not in known),
        f"Add it to the values of `{name}` in the mapping.",
    )
    return cells.each(lambda cell: known.get(cell.casefold(), cell))


def _first_said(first: Coded, second: Coded) -> Coded:
    """The first column's cells, the second's where the first is empty."""
    names = pa.concat_arrays([first.names, second.names])
    shifted = np.where(second.codes >= 0, second.codes + len(first.names), -1)
    return Coded(np.where(first.codes >= 0, first.codes, shifted).astype(np.int32), names)
