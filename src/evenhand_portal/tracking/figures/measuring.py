"""Figures and credits, from the library, as plain values to be kept and shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from evenhand.cli.figure_words import counted, notes_of, short
from evenhand.engines.beside import Recorded
from evenhand.engines.recorded import measure_recorded
from evenhand.errors import Problem
from evenhand.figures.backtest.compared import total
from evenhand.figures.credits.statement import Statement
from evenhand.figures.dates import period_words
from evenhand.figures.figure import Figure
from evenhand.figures.measurement import Measurement
from evenhand.figures.versions import in_force
from evenhand.records.left_out import left_out
from evenhand.terms.agreement import Agreement as Terms
from evenhand_portal.tracking.figures.questions import Question, texts_of
from evenhand_portal.tracking.records.shown import problems_shown
from evenhand_portal.tracking.records.storing import path_of

Progress = Callable[[int], None]
Answer = dict[str, Any]


def recorded_of(question: Question) -> list[Recorded]:
    """Return the records of a question as the library reads them, in the order in which they were sent."""
    return [Recorded(each.kind, path_of(each), each.reading, each.sha256) for each in question.uploads]


def left_shown(question: Question, problems: Sequence[Problem]) -> list[Answer]:
    """Return how many rows of which uploads could not be used, to be said beside figures; nothing where all could."""
    of_path = {str(path_of(each)): each for each in question.uploads}
    return [
        {"upload": str(upload.pk), "name": upload.name, "rows": each.rows}
        for each in left_out(problems)
        if (upload := of_path.get(each.file))
    ]


def figures(question: Question, progress: Progress | None) -> Answer:
    """Return every figure and statement; `measurement` is the form that is published and proven."""
    terms = texts_of(question)
    done = measure_recorded(terms, recorded_of(question), progress=progress)
    measurement, numbered = done.measurement, {each.number: each.agreement for each in in_force(terms)}
    return {
        "measurement": measurement.to_json(),
        "as_of": measurement.as_of,
        "rows": [row(figure, numbered) for figure in measurement.figures if not figure.breakdown],
        "statements": [statement_shown(each) for each in measurement.statements],
        "credits": credits_of(measurement),
        "notes": list(measurement.notes),
        "problems": problems_shown(done.problems),
        "left_out": left_shown(question, done.problems),
    }


def row(figure: Figure, versions: Mapping[int, Terms] = MappingProxyType({})) -> Answer:
    """Return one figure in words, with what leads to its explanation.

    `versions`: the terms by their numbers, which say how many may be missed all the same.
    """
    return {
        "clause": figure.clause,
        "name": short(figure.clause),
        "title": figure.title,
        "service": figure.service or "",
        "priority": figure.priority or "",
        "instance": figure.instance or "",
        "day": figure.first.isoformat(),
        "end": figure.end.isoformat(),
        "period": period_words(figure.first, figure.end, short=True),
        "counted": counted(figure),
        "value": figure.value_text,
        "target": str(figure.target) if figure.target else "",
        "or_at_most": _or_at_most(figure, versions),
        "result": figure.result,
        "credit": _credit(figure),
        "notes": notes_of(figure),
    }


def _or_at_most(figure: Figure, versions: Mapping[int, Terms]) -> int | None:
    """How many may be missed whatever the target says; the same in all versions that one figure is made from."""
    if not figure.target or not figure.versions or figure.versions[-1] not in versions:
        return None
    standard = versions[figure.versions[-1]].standards.get(figure.clause.removeprefix("standards."))
    return standard.or_at_most if standard and figure.clause.startswith("standards.") else None


def _credit(figure: Figure) -> str:
    return str(figure.credit.amount) if figure.credit and figure.credit.amount else ""


def statement_shown(statement: Statement) -> Answer:
    """Return a statement of credits: the sentences of its lines, what the cap takes off, the total."""
    lines = [line for line in statement.lines if line.applied is not None or line.figure.result == "missed"]
    cuts = [cut for cut in statement.cuts if cut.cut.minor_units]
    return {
        "period": period_words(statement.start, statement.end),
        "lines": [{"text": line.text, "amount": str(line.granted or "–")} for line in lines],
        "cuts": [{"text": cut.text, "amount": f"-{cut.cut}"} for cut in cuts],
        "total": str(statement.total),
        "points": statement.points,
        "notes": list(statement.notes),
    }


def credits_of(measurement: Measurement) -> list[str]:
    """Return what is credited in all, by currency; nothing where nothing is."""
    return [str(each) for each in total(measurement).credits if each.minor_units]
