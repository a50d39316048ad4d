"""Whether the reasons that tickets wait for and the reasons that clauses pause for are the same words (rule 10)."""

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np

from evenhand.records.tickets import WAITING, TicketLog
from evenhand.terms.agreement import Agreement
from evenhand.units import tidy


def reasons_waited_for(log: TicketLog) -> Counter[str]:
    """The number of tickets that wait for each reason; "" is a waiting that gives none."""
    rows = np.flatnonzero(log.event == WAITING)
    labels = log.attributes.get("reason")
    written = (*(tidy(name) for name in labels.names), "") if labels else ("",)
    names = tuple(dict.fromkeys(written))
    codes = labels.codes[rows] if labels else np.full(rows.size, -1)
    reason = np.array([names.index(name) for name in written])[codes]
    ticket = np.searchsorted(log.first, rows, side="right") - 1
    once = np.unique(ticket * len(names) + reason) % len(names)  # each reason of a ticket once
    numbers = np.bincount(once, minlength=len(names)).tolist()
    return Counter({name: number for name, number in zip(names, numbers, strict=True) if number})


def wait_notes(agreements: Iterable[Agreement], waited: Mapping[str, int]) -> tuple[str, ...]:
    """Sentences on reasons that no clause pauses for, and on pauses for a reason that no record gives.

    A word written differently in the desk and in the agreement would otherwise never pause a clock, unseen.
    """
    paused: dict[str, str] = {}
    for agreement in agreements:
        for name, standard in agreement.standards.items():
            for pause in standard.clock.pauses if standard.clock else ():
                paused.setdefault(tidy(pause.reason), name)
    if not paused or not waited:
        return ()
    notes = []
    for reason, number in sorted(waited.items()):
        if reason in paused:
            continue
        wait = "1 ticket waits" if number == 1 else f"{number} tickets wait"
        near = difflib.get_close_matches(reason, paused, n=1, cutoff=0.5)
        hint = f" Near to it: {near[0]}." if near else ""
        what = (
            f"for “{reason}”, which no clause pauses for"
            if reason
            else "without a reason, which pauses nothing"
        )
        notes.append(f"{wait} {what}.{hint}")
    notes += [
        f"No ticket waits for “{reason}”, which {clause} pauses for."
        for reason, clause in paused.items()
        if reason not in waited
    ]
    return tuple(notes)
