"""What a desk often does otherwise with waiting: which reasons pause the clock, and for how long."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from evenhand.figures.explanation.wording import long_text
from evenhand.figures.reconciling.variants import Case, Reason, Variant, clocks, clocks_with, each_clock
from evenhand.records.tickets import WAITING, Labels, TicketLog
from evenhand.terms.agreement import Agreement
from evenhand.terms.standards import Clock, Pause
from evenhand.units import tidy

_ANY = "waiting"


def pauses(agreements: Sequence[Agreement], logs: Sequence[TicketLog]) -> Iterator[Variant]:
    """Other pauses than agreed; reasons are those the agreement names and those the tickets wait for."""
    named = list(dict.fromkeys(tidy(pause.reason) for clock in clocks(agreements) for pause in clock.pauses))
    yield Variant(
        Reason(
            "reported waiting counted",
            "The desk counted the waiting that the export gives as a total{} and the agreement takes it off.",
            _ours,
        ),
        log=_without_total,
    )
    if len(named) > 1:
        for name in named:
            words = f"The desk let the clock run during “{name}” and the agreement stops it."
            yield Variant(Reason(f"runs during {name}", words), each_clock(partial(_less, name=name)))
    yield Variant(
        Reason("no pauses", "The desk let the clock run during waiting{} and the agreement stops it.", _ours),
        clocks_with(pauses=()),
    )
    yield Variant(
        Reason(
            "no limits",
            "The desk stopped the clock for the whole of a waiting{} and the agreement only up to a limit.",
            _desks,
        ),
        each_clock(_limitless),
    )
    for name in _waited_for(logs):
        if name not in named:
            words = f"The desk stopped the clock during “{name}”{{}} and the agreement does not."
            yield Variant(
                Reason(f"stops during {name}", words, _desks),
                each_clock(partial(_more, name=name)),
            )
    agreed = "only for the reasons it names" if named else "does not"
    yield Variant(
        Reason(
            "every waiting pauses",
            f"The desk stopped the clock during every waiting{{}} and the agreement {agreed}.",
            _desks,
        ),
        clocks_with(pauses=(Pause(_ANY, None),)),
        _one_reason,
    )


def _ours(case: Case) -> str:
    return long_text(case.paused) if case.paused else ""


def _desks(case: Case) -> str:
    return long_text(case.desk_paused) if case.desk_paused else ""


def _waited_for(logs: Sequence[TicketLog]) -> list[str]:
    """The reasons that tickets wait for, the most frequent first."""
    counts: dict[str, int] = {}
    for log in logs:
        labels = log.attributes.get("reason")
        if labels is not None:
            codes = labels.codes[(log.event == WAITING) & (labels.codes >= 0)]
            for code, count in zip(
                *(each.tolist() for each in np.unique(codes, return_counts=True)), strict=True
            ):
                name = tidy(labels.names[code])
                counts[name] = counts.get(name, 0) + count
    return sorted(counts, key=lambda name: (-counts[name], name))


def _less(clock: Clock, name: str) -> Clock:
    kept = tuple(pause for pause in clock.pauses if tidy(pause.reason) != name)
    return clock.model_copy(update={"pauses": kept})


def _more(clock: Clock, name: str) -> Clock:
    return clock.model_copy(update={"pauses": (*clock.pauses, Pause(name, None))})


def _limitless(clock: Clock) -> Clock:
    return clock.model_copy(update={"pauses": tuple(Pause(pause.reason, None) for pause in clock.pauses)})


def _without_total(log: TicketLog) -> TicketLog:
    said = log.waiting_seconds is not None and (log.waiting_seconds > 0).any()
    return replace(log, waiting_seconds=None) if said else log


def _one_reason(log: TicketLog) -> TicketLog:
    """The same records with one reason for every waiting, also for those without one."""
    waits = log.event == WAITING
    reason = Labels(np.where(waits, 0, -1).astype(np.int32), (_ANY,))
    return replace(log, attributes={**log.attributes, "reason": reason})
