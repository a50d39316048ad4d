"""Records that arrived later than the agreement accepts: kept, and not counted unless both agree (rule 26)."""

import numpy as np
from numpy.typing import NDArray

from evenhand.calendars.hours import open_pieces
from evenhand.figures.facts import ACCEPTED, ticket_source
from evenhand.figures.periods import day_of, local_days
from evenhand.figures.tables import Tables
from evenhand.records.selection import only_rows
from evenhand.records.tickets import TicketLog
from evenhand.terms.agreement import Agreement
from evenhand.units import Duration, Unit

_DAY = 86_400


def on_time(agreement: Agreement, tables: Tables, log: TicketLog) -> tuple[TicketLog, int]:
    """The log without rows received too late, and how many those are.

    A row whose attribute `accepted` is `both` counts however late it came. Rows that do not say when they were
    received are on time.
    """
    source = ticket_source(agreement)
    limit = source.late_records_accepted_for if source else None
    if limit is None or log.received is None:
        return log, 0
    late = (log.received >= 0) & (log.received > _accepted_until(agreement, tables, log.at, limit))
    labels = log.attributes.get(ACCEPTED)
    if labels is not None:
        late &= ~np.array([*(name == "both" for name in labels.names), False])[labels.codes]
    return only_rows(log, ~late), int(late.sum())


def _accepted_until(
    agreement: Agreement, tables: Tables, at: NDArray[np.int64], limit: Duration
) -> NDArray[np.int64]:
    """The last instant at which a record of something that happened `at` is on time (rule 6, second half)."""
    count = int(limit.amount)
    if limit.unit is Unit.SECONDS:
        return at + count
    days = local_days(tables.zone, at)
    if limit.unit is Unit.BUSINESS_DAYS:
        return _business_close(agreement, tables, days, count)
    if limit.unit is Unit.MONTHS:
        dates = days.astype("datetime64[D]")
        month = dates.astype("datetime64[M]")
        offset = dates - month.astype("datetime64[D]")
        goal = (month + count).astype("datetime64[D]")
        length = (month + count + 1).astype("datetime64[D]") - goal
        days = (goal + np.minimum(offset, length - np.timedelta64(1, "D"))).astype(np.int64)
        count = 0
    return tables.zone.opening_instant((days + count + 1) * _DAY)


def _business_close(
    agreement: Agreement, tables: Tables, days: NDArray[np.int64], count: int
) -> NDArray[np.int64]:
    name = agreement.business_days.calendar if agreement.business_days else None
    calendar = tables.calendar(name)
    first, last = day_of(int(days.min())), day_of(int(days.max()) + 7 * count + 60)
    pieces = open_pieces(calendar, tables.zone_named(calendar.zone), first, last)
    dates, place = np.unique(pieces.day[::-1], return_index=True)
    closes = pieces.end[::-1][place]
    return closes[np.searchsorted(dates, days, side="right") + count - 1]
