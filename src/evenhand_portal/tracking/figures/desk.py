"""The desk's own verdicts or due times held against the agreement, with a reason for every ticket that differs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pyarrow as pa

from evenhand.cli.reconciled import summary
from evenhand.engines.beside import Recorded
from evenhand.engines.recorded import open_recorded
from evenhand.figures.explanation.wall import zone_rules
from evenhand.figures.explanation.wording import moment_text
from evenhand.figures.reconciling.desk import DeskColumn, TrueMeans
from evenhand.figures.reconciling.outcome import Difference
from evenhand.figures.reconciling.reconciler import Reconciler
from evenhand.sources.instants import NEVER, read_instants
from evenhand.sources.mapping_reading import CANONICAL, read_mapping
from evenhand.units import seconds_text
from evenhand_portal.tracking.figures.measuring import Answer, Progress, recorded_of
from evenhand_portal.tracking.figures.questions import Question, texts_of

MOST_SHOWN = 200


def desk(question: Question, progress: Progress | None) -> Answer:
    """Return how the desk's column of one file of tickets compares. Raises UsageError when it cannot be compared."""
    terms = list(texts_of(question))
    (recorded,) = recorded_of(question)
    about = question.about
    column = DeskColumn(
        about["column"], _times(recorded, terms[0].timezone), _true(about.get("true_means", ""))
    )
    with open_recorded(terms, [recorded], extra_columns=(about["column"],), progress=progress) as opened:
        reconciler = Reconciler(terms, opened.latest, column, about.get("standard") or None)
        for log in opened.logs:
            reconciler.add(log)
    outcome = reconciler.result()
    return {
        "sentence": summary(outcome),
        "read_as": outcome.read_as,
        "true_means": outcome.true_means or "",
        "compared": outcome.compared,
        "reasons": [
            {"tickets": each.tickets, "reason": each.reason, "examples": list(each.examples)}
            for each in outcome.reasons
        ],
        "not_compared": [[count, why] for why, count in outcome.not_compared.items() if count],
        "differences": [_shown(each, terms[0].timezone) for each in outcome.differences[:MOST_SHOWN]],
        "more": max(0, len(outcome.differences) - MOST_SHOWN),
    }


def _true(word: str) -> TrueMeans | None:
    return "met" if word == "met" else "missed" if word == "missed" else None


def _shown(each: Difference, zone: str) -> Answer:
    rules = zone_rules(zone)
    return {
        "ticket": each.ticket,
        "standard": each.standard,
        "priority": each.priority,
        "desk": each.desk if each.desk_due is None else moment_text(each.desk_due, rules, year=True),
        "ours": each.ours
        if each.due is None or each.desk_due is None
        else moment_text(each.due, rules, year=True),
        "counted": seconds_text(each.elapsed_seconds),
        "allowed": each.allowed,
        "reason": each.reason,
    }


def _times(recorded: Recorded, otherwise: str) -> Callable[[Sequence[str]], list[int | None]]:
    """Read times of the desk's column as the mapping reads those of the tickets."""
    text = recorded.reading.get("mapping", "")
    mapping = (read_mapping(text, file="mapping.yaml", name="mapping")[0] if text else None) or CANONICAL
    zone = recorded.reading.get("timezone") or mapping.timezone or otherwise

    def read(texts: Sequence[str]) -> list[int | None]:
        found = read_instants(pa.array(texts, pa.string()), mapping.dates, zone, mapping.empty)
        return [None if at == NEVER else at for at in found.at.tolist()]

    return read
