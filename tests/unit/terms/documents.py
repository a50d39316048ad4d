"""Whole documents to try things on: the example, the templates, and what others published."""

from __future__ import annotations

from pathlib import Path

from tests.unit.terms.helping import EXAMPLE

ROOT = Path(__file__).parents[3]
PUBLISHED = sorted((ROOT / "tests" / "published").glob("*.yaml"))
TEMPLATES = sorted((ROOT / "src" / "evenhand" / "templates").glob("*.yaml"))

TEXTS = {
    path.stem: path.read_text("utf-8")
    for path in (EXAMPLE, *TEMPLATES, *PUBLISHED)
    if path.read_text("utf-8").find("\nagreement: ") >= 0 or path.read_text("utf-8").startswith("agreement: ")
}
