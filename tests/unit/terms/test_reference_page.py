"""The page for users names every key, and every example on it reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evenhand.terms.document import json_schema, read_agreement

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "format.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("text", EXAMPLES, ids=[text.split("\n", 1)[0] for text in EXAMPLES])
def test_every_example_reads(text: str) -> None:
    head = "" if text.startswith("agreement:") else "agreement: Page\ntimezone: Europe/London\n"
    _, problems = read_agreement(head + text, file="page.yaml")
    assert [str(problem) for problem in problems] == []


def test_every_key_is_on_the_page() -> None:
    schema = json_schema()
    keys = {key for part in [schema, *schema["$defs"].values()] for key in part["properties"]}
    missing = {key for key in keys if not re.search(rf"(?<![a-z]){re.escape(key)}(:|`)", PAGE)}
    assert missing - {"dates"} == set()
    assert "`dates`" in PAGE
