"""When a service was last down in a period: what a claim window `of the incident` counts from (rule 23)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evenhand.figures.availability.book import Book
from evenhand.figures.availability.clauses import groups
from evenhand.figures.credits.standing import Incident
from evenhand.figures.figure import Figure
from evenhand.figures.versions import Version, midnight
from evenhand.records.outages import DEGRADED, DOWN, Outages
from evenhand.units import tidy


def last_outage(versions: Sequence[Version], outages: Outages | None, as_of: int) -> Incident:
    """Tell of a figure of availability the last second its service was down or degraded in the period.

    Looked at are the records that the figure looks at: those of its instance and of the components of its clause, or
    that name none (rule 20). Excluded outages are incidents too: whether one counts may be what the claim is about.
    None for figures of tickets and readings, and where there was no outage by `as_of`.
    """
    agreement = versions[-1].agreement
    book = None if outages is None else Book(outages, as_of)
    clauses = {
        (group.address, each.number): clause for group in groups(versions) for each, clause in group.versions
    }

    def last(figure: Figure) -> int | None:
        clause = clauses.get((figure.clause, max(figure.versions, default=0)))
        if book is None or clause is None or figure.service is None:
            return None
        start, end = midnight(figure.start, agreement), midnight(figure.end, agreement)
        rows = book.of_service(figure.service)
        rows = rows.only(np.isin(rows.state, (DOWN, DEGRADED)) & (rows.start < end) & (rows.end > start))
        if clause.for_each is not None and figure.instance is not None:
            rows = rows.only(book.naming(tidy(clause.for_each), figure.instance, rows))
        if clause.components is not None:
            named = [book.naming("component", name, rows) for name in clause.components.names]
            rows = rows.only(np.logical_or.reduce(named))
        return int(np.minimum(rows.end, end).max()) - 1 if len(rows.place) else None

    return last
