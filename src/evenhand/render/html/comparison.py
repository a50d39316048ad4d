"""A comparison as one HTML file: what differs, whom it favours, and the words with what was deleted and inserted."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.render.html.page import look, template
from evenhand.wording.change_words import told
from evenhand.wording.comparison import Comparison
from evenhand.wording.redline import MarkedBlock

_SHEETS = ("agreement.css", "comparison.css")


def comparison_html(comparison: Comparison) -> str:
    """Return the whole page; deleted and inserted words are `del` and `ins`, and said aloud as such."""
    page = template("comparison.html")
    return page.render(
        comparison=comparison, told=told, differs=differs, style=look(_said(comparison), *_SHEETS)
    )


def differs(block: MarkedBlock) -> bool:
    """Whether anything in a block was inserted or deleted."""
    return any(line.differs for line in block.lines())


def _said(comparison: Comparison) -> Iterator[str]:
    """Every text on the page."""
    yield "→[]"
    for line in comparison.redline.lines():
        yield from (run.text for run in line.runs)
    for part in comparison.parts:
        for change in part.changes:
            words = told(change)
            yield from (words.label, words.before, words.after, words.why)
