"""The large measurement as one DuckDB query: what a good analyst would write.

The open seconds before each event come from an ASOF join with the calendar's intervals; the time on the clock
of a ticket is then a sum in which openings and resumptions count down, waitings and resolutions count up.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from bench.peers import FIRST, LAST, OFFICE, calendar, zone
from evenhand.calendars.hours import open_intervals

# (month, priority): (met, missed)
Figures = dict[tuple[str, str], tuple[int, int]]

QUERY = """
with clocked as (
    select e.ticket, e.event, e."at", e.priority,
           o.before + least(epoch(e."at")::bigint - o.opens, o.lasting) as open_seconds
    from read_parquet($log) e asof join intervals o on epoch(e."at")::bigint >= o.opens
),
tickets as (
    select ticket, max(priority) as priority, max("at") filter (event = 'resolved') as stopped,
           sum(case event when 'opened' then -open_seconds when 'resumed' then -open_seconds
                          when 'waiting' then open_seconds when 'resolved' then open_seconds end) as elapsed
    from clocked group by ticket
)
select strftime(timezone('Europe/London', stopped), '%Y-%m') as month, priority,
       count(*) filter (elapsed <= within) as met, count(*) filter (elapsed > within) as missed
from tickets join (values ('P1', 14400), ('P2', 28800), ('P3', 86400), ('P4', 288000)) frame(name, within)
     on priority = name
group by all
"""


def measure(log: Path) -> Figures:
    """Monthly figures per priority."""
    hours = open_intervals(calendar(OFFICE), zone(), FIRST, LAST)
    opens, lasting = hours.start, hours.end - hours.start
    before = np.append(0, np.cumsum(lasting)[:-1])
    intervals = pa.table({"opens": opens, "lasting": lasting, "before": before})
    with duckdb.connect() as connection:
        connection.register("intervals", intervals)
        rows = connection.execute(QUERY, {"log": str(log)}).fetchall()
    return {(month, priority): (met, missed) for month, priority, met, missed in rows}
