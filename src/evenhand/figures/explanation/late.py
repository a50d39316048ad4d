"""Records that arrive late: kept and shown, and counted only when both parties agree (SEMANTICS rule 26)."""

from collections.abc import Sequence
from datetime import timedelta

from evenhand.figures.explanation.clauses import Clauses
from evenhand.figures.explanation.events import TicketEvent
from evenhand.figures.explanation.wall import later_on_the_wall, local_date, opening
from evenhand.units import Duration, Unit

_DAY = timedelta(days=1)


def in_time(clauses: Clauses, rows: Sequence[TicketEvent]) -> list[TicketEvent]:
    """The rows that arrived while they are still accepted, or that both parties accepted."""
    limit = clauses.source.late_records_accepted_for if clauses.source else None
    if limit is None:
        return list(rows)
    return [
        row
        for row in rows
        if row.received is None
        or row.attributes.get("accepted") == "both"
        or row.received <= _accepted_until(clauses, limit, row.at)
    ]


def _accepted_until(clauses: Clauses, limit: Duration, at: int) -> int:
    """The last instant at which a record of something that happened `at` is in time (rule 6, second half)."""
    count = int(limit.amount)
    day = local_date(clauses.zone, at)
    if limit.unit is Unit.SECONDS:
        return at + count
    if limit.unit is Unit.BUSINESS_DAYS:
        business = clauses.agreement.business_days
        hours = clauses.hours(business.calendar if business else "")
        while count > 0:
            day += _DAY
            count -= bool(hours.on_date(day)[0])
        return hours.on_date(day)[0][-1][1]
    if limit.unit is Unit.MONTHS:
        noon = later_on_the_wall(clauses.zone, opening(clauses.zone, day, 43_200), months=count)
        return opening(clauses.zone, local_date(clauses.zone, noon) + _DAY, 0)
    return opening(clauses.zone, day + (count + 1) * _DAY, 0)
