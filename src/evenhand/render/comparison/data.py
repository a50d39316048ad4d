"""A comparison as JSON values: the changes of the terms, and the words of every section that differs."""

from __future__ import annotations

from typing import Any

from evenhand.terms.difference.change import Change, tally
from evenhand.wording.comparison import Comparison
from evenhand.wording.redline import Line, MarkedBlock, MarkedSection, MarkedTable


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """Return what `evenhand diff --format json` writes; docs/reference/differences.md names every key."""
    return {
        "sentence": comparison.sentence,
        "counts": tally(comparison.difference),
        "changes": [_change(change) for change in comparison.difference],
        "words": [_section(part.section) for part in comparison.parts if part.section],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "clause": change.address,
        "clause_before": change.origin,
        "kind": "reordered" if change.order else change.kind,
        "before": change.before,
        "after": change.after,
        "favours": change.favours,
        "why": change.why,
    }


def _section(section: MarkedSection) -> dict[str, Any]:
    lines = [_line(section.heading)] if section.heading.differs else []
    lines += [line for block in section.blocks for line in _lines(block)]
    return {"number": section.number, "clause": section.address, "lines": lines}


def _lines(block: MarkedBlock) -> list[dict[str, Any]]:
    """The lines that differ; a row of a table is one of cells."""
    if not isinstance(block, MarkedTable):
        return [_line(line) for line in block.lines() if line.differs]
    caption = [_line(block.caption)] if block.caption.differs else []
    rows = [row for row in (block.head, *block.rows) if row.differs]
    return caption + [{"mark": row.mark, "cells": [_line(cell) for cell in row.cells]} for row in rows]


def _line(line: Line) -> dict[str, Any]:
    return {"mark": line.mark, "runs": [{"mark": run.mark, "text": run.text} for run in line.runs]}
