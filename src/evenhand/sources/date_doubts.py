"""Dates such as 03/04/2026: which way round they are written is told by the others of the file, or not at all."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from evenhand.sources.layouts import DOUBTFUL, EXCHANGED, SETTLED, exchanged
from evenhand.sources.mapping import TicketMapping
from evenhand.sources.report import MOST_EXAMPLES, Example, ImportReport


@dataclass(slots=True)
class DateDoubts:
    """What the dates of a file tell of their order.

    `exchanged` columns with dates that fit only with day and month exchanged, and the first of these dates;
    `settled` whether any date fits only as it was read; `doubtful` the first date that fits both ways.
    """

    exchanged: dict[str, list[Example]] = field(default_factory=dict)
    settled: bool = False
    doubtful: Example | None = None

    def add(
        self,
        column: str,
        order: NDArray[np.int8],
        keep: NDArray[np.bool_],
        numbers: NDArray[np.int64],
        value: Callable[[int], str],
    ) -> None:
        """Take note of dates of a column, (n,) each: `order` as in `Written`, the rows in use, their numbers."""
        if not order.any():
            return
        self.settled = self.settled or bool((keep & (order == SETTLED)).any())
        doubtful = np.flatnonzero(keep & (order == DOUBTFUL))
        if self.doubtful is None and len(doubtful):
            self.doubtful = Example(value(int(doubtful[0])), int(numbers[doubtful[0]]))
        rows = np.flatnonzero(keep & (order == EXCHANGED))[:MOST_EXAMPLES]
        if len(rows):
            shown = [Example(value(int(row)), int(numbers[row])) for row in rows]
            self.exchanged.setdefault(column, shown)

    def report(self, report: ImportReport, mapping: TicketMapping) -> None:
        """Warn when dates contradict the order they were read in; note when none of them tells it."""
        forms = [list(each.groupindex) for each in mapping.dates if exchanged(each)]
        first_month = bool(forms) and forms[0].index("month") < forms[0].index("day")
        read, other = ("month/day", "day/month") if first_month else ("day/month", "month/day")
        form = "%d/%m/%Y %H:%M" if first_month else "%m/%d/%Y %H:%M"
        mend = f'If they are {other}, list that form, such as "{form}", first under `dates` in a mapping of your own.'
        for column, shown in self.exchanged.items():
            said = f'dates in "{column}" look like {other}; the others were read {read}'
            report.say("warning", "exchanged-dates", said, mend, shown)
        if self.doubtful is not None and not self.settled and not self.exchanged:
            said = f"every date fits {read} and {other} alike; they were read {read}"
            report.say("note", "doubtful-dates", said, mend, [self.doubtful])
