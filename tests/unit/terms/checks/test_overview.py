from __future__ import annotations

import ast
from pathlib import Path

from evenhand.terms.checks.overview import completeness
from evenhand.terms.checks.reading import READING
from evenhand.terms.checks.registry import CHECKS
from tests.unit.terms.helping import EXAMPLE, agreed

SOURCES = Path(__file__).parents[4] / "src" / "evenhand"


def test_an_empty_agreement_lacks_all_nine() -> None:
    rows = completeness(agreed(""))
    assert [row.number for row in rows] == [*range(1, 10)]
    assert {(row.there, row.missing) for row in rows} == {("", ("all of it",))}


def test_pieces_stand_with_their_element() -> None:
    text = EXAMPLE.read_text("utf-8").partition("timezone: Europe/London")[2].partition("\n")[2]
    text = text.replace("    hours: office\n", "").replace("signs: true", "signs: false")
    text = text.replace("    target: at least 4.2 per quarter\n", "").replace("  exit:", "  # exit:")
    rows = {row.name: row.missing for row in completeness(agreed(text)) if row.missing}
    assert rows == {
        "Services": ("hours of service-desk",),
        "Standards": ("target of satisfaction",),
        "Responsibilities": ("who signs for the client", "who signs for the provider"),
        "Review": ("what is handed over at the end",),
    }


def test_every_code_of_the_reader_is_explained() -> None:
    """Codes are the constants of their shape in the calls that make problems."""
    makers = {
        "Problem",
        "problem_at",
        "refuse",
        "report",
        "refusal",
        "Misfit",
        "NotationError",
        "_problem",
        "_clever",
    }
    found = set()
    for path in [
        *SOURCES.glob("terms/*.py"),
        *SOURCES.glob("trees/*.py"),
        SOURCES / "figures" / "underpinning.py",
    ]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in makers:
                given = [*node.args[:2], *(word.value for word in node.keywords if word.arg == "code")]
                texts = [
                    arg.value for arg in given if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                ]
                found |= {text for text in texts if " " not in text and "-" in text}
    assert found - READING.keys() == set()
    assert not READING.keys() & CHECKS.keys()
