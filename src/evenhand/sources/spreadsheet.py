"""CSV that a spreadsheet may open: text never becomes a formula, a cell's line ends are of one kind."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*%?")
_FORMULA = ("=", "+", "-", "@", "\t", "\n")


def safe_cell(cell: object) -> str:
    """The text of a cell, with a leading apostrophe where a spreadsheet would otherwise run it as a formula.

    >>> safe_cell("=1+1"), safe_cell("-12.50"), safe_cell("- no answer yet"), safe_cell(None)
    ("'=1+1", '-12.50', "'- no answer yet", '')
    """
    text = "" if cell is None else str(cell).replace("\r\n", "\n").replace("\r", "\n")
    return "'" + text if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text
