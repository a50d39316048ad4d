"""Outages from a file: `service`, `start`, `end`, `state`, and optionally `cause`, `announced`, `share`, `id`.

Any further column is kept as an attribute: `component`, `decided`, `evidence`, or what an agreement names.
"""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from evenhand.errors import Problem, RecordError
from evenhand.records.outages import NO_END, NOT_ANNOUNCED, STATES, Outages, no_outages
from evenhand.records.tickets import in_order
from evenhand.sources.instants import NEVER, KnownZone
from evenhand.sources.small import SmallTable, decimal

_TIMES: Final = "Write 2026-03-02T16:10:00Z; leave the end empty while it goes on."


def read_outages(path: str | Path, timezone: KnownZone | None = None) -> tuple[Outages, tuple[Problem, ...]]:
    """The outages of a file, and what was dropped on the way. Raises RecordError as `open_tickets` does.

    `share` is the weight of degraded time, such as 0.5 or 50%. An empty `end` means that it still lasts. A file with
    a heading and no rows says that there was no outage.
    """
    try:
        table = SmallTable(
            path,
            timezone,
            ("service", "start", "end", "state"),
            ("cause", "announced", "share", "id"),
            further=True,
        )
    except RecordError as error:
        if {problem.code for problem in error.problems} != {"no-records"}:
            raise
        mend = "It is read as: there was no outage."
        return no_outages(), tuple(replace(each, severity="warning", mend=mend) for each in error.problems)
    service, written = table.text("service"), table.text("state")
    start = table.instants("start", "row left out", NEVER)
    ends = table.text("end").codes >= 0
    end = table.instants("end", "row left out", NEVER)
    announced = table.instants("announced", "not said", NOT_ANNOUNCED)
    state = written.numbers(lambda cell: STATES.index(cell.lower()) if cell.lower() in STATES else -1, -1)
    share = table.text("share")
    known = f"Known are {', '.join(STATES)}."
    table.drop(service.codes < 0, "no-service", "row without a service", "state")
    table.drop(start == NEVER, "no-time", "row without a usable start (left out)", "service", _TIMES)
    table.drop(ends & (end == NEVER), "no-time", "row without a usable end (left out)", "service", _TIMES)
    said = "outage that ends before it starts (row left out)"
    table.drop(ends & (end < start), "ends-before-start", said, "service", "Correct its start or its end.")
    table.drop(state < 0, "unknown-state", "state that is not known (row left out)", "state", known)
    bad = share.marks(lambda cell: cell != "" and weight(cell) is None)
    table.drop(bad, "bad-share", "share that is not from 0 to 1 (row left out)", "share", "Write 0.5 or 50%.")
    end = np.where(ends, end, NO_END)
    cause, own_id = table.text("cause"), table.text("id")
    further = {name: table.text(name) for name in table.further}
    rows = np.flatnonzero(table.batch.keep)
    columns: list[NDArray[Any]] = [
        end[rows],
        state[rows],
        announced[rows],
        share.codes[rows],
        cause.codes[rows],
        own_id.codes[rows],
        *(cells.codes[rows] for cells in further.values()),
    ]
    order, duplicates = in_order(service.codes[rows], start[rows], columns)
    kept = rows if order is None else rows[order]
    table.duplicates(duplicates, service, kept)
    weights = [*(weight(text) for text in share.names.to_pylist()), None]
    outages = Outages(
        service=service.take(kept).labels(),
        start=start[kept],
        end=end[kept],
        state=state[kept].astype(np.int8),
        announced=announced[kept],
        share=tuple(weights[code] for code in share.codes[kept].tolist()),
        cause=cause.take(kept).labels(),
        id=own_id.take(kept).labels(),
        attributes={name: cells.take(kept).labels() for name, cells in further.items()},
    )
    return outages, table.report.problems()


def weight(text: str) -> Decimal | None:
    """A weight from 0 to 1, written as a number or a percentage; None when it is none.

    >>> weight("0.5"), weight("40%"), weight("2")
    (Decimal('0.5'), Decimal('0.40'), None)
    """
    number = decimal(text.removesuffix("%").strip())
    if number is not None and text.endswith("%"):
        number = number.scaleb(-2)
    return number if number is not None and 0 <= number <= 1 else None
