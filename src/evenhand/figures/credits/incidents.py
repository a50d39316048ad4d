"""When a service was last down in a period: what a claim window `of the incident` counts from (rule 23)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evenhand.figures.credits.clauses import clause_of
from evenhand.figures.credits.standing import Incident
from evenhand.figures.figure import Figure
from evenhand.figures.versions import Version, midnight
from evenhand.records.outages import DEGRADED, DOWN, Outages
from evenhand.units import tidy


def last_outage(versions: Sequence[Version], outages: Outages | None) -> Incident:
    """Tell of a figure of availability the last second its service was down or degraded in the period.

    Excluded outages are incidents too: whether one counts may be what the claim is about. None for figures of
    tickets and readings, and where there was no outage.
    """
    agreement = versions[-1].agreement

    def last(figure: Figure) -> int | None:
        clause = clause_of(agreement, figure.clause)
        if outages is None or clause is None or clause.kind != "availability" or not len(outages):
            return None
        start, end = midnight(figure.start, agreement), midnight(figure.end, agreement)
        chosen = np.isin(outages.state, (DOWN, DEGRADED)) & (outages.start < end) & (outages.end > start)
        wanted = [("service", figure.service)]
        if clause.for_each is not None and figure.instance is not None:
            wanted.append((tidy(clause.for_each), figure.instance))
        for name, value in wanted:
            labels = outages.service if name == "service" else outages.attribute(name)
            chosen &= np.array([*(each == value for each in labels.names), False])[labels.codes]
        return int(np.minimum(outages.end[chosen], end).max()) - 1 if chosen.any() else None

    return last
