"""A document with very many blank lines is edited like any other."""

from __future__ import annotations

from evenhand.terms.editing.changes import add_part
from evenhand.terms.editing.manuscript import Manuscript


def added(text: str) -> str:
    return add_part(Manuscript.read(text, "agreement.yaml"), ("parts",), 1, "two")


def test_blank_lines_and_a_remark_before_the_first_item() -> None:
    blank = "\n" * 300_000
    assert added(f"parts: [{blank}# a remark\n  one]\n") == f"parts: [{blank}# a remark\n  one,\n  two]\n"
    assert added(f"parts: [{blank}  one]\n") == f"parts: [{blank}  one,\n  two]\n"
    assert added("parts: [ one]\n") == "parts: [ one, two]\n"
