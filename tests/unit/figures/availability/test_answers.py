"""Cases reckoned by hand: figure and explanation against the numbers on paper."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from evenhand.figures.figure import decimal_text
from tests.unit.figures.availability.helping import both, promised, read, recorded

FILE = Path(__file__).parents[3] / "answers" / "availability" / "cases.yaml"
CASES = yaml.load(FILE.read_text("utf-8"), Loader=yaml.BaseLoader)["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    clause = case["clause"] + (f", {case['more']}" if "more" in case else "")
    text = promised(clause)
    if "hours" in case:
        text = text.replace("name: Web site", "name: Web site, hours: open")
        text = text.replace("services:", f"calendars: {{open: {{hours: {case['hours']}}}}}\nservices:")
    rows = [
        [start, None if end == "null" else end, state, *more] for start, end, state, *more in case["records"]
    ]
    readings = read(*case["readings"]) if "readings" in case else None
    as_of = case.get("as of", "2026-04-01 00:00")
    agreed, down, told = both(
        text, recorded(*rows), case.get("period", "2026-03-01"), readings=readings, as_of=as_of
    )
    expect = case["expect"]
    assert agreed == Fraction(expect["agreed"])
    assert down == Fraction(expect["down"])
    assert told.result == expect["result"]
    assert told.value_text == expect.get("shown", told.value_text)
    assert told.unknown_seconds == Fraction(expect.get("unknown", told.unknown_seconds))
    if "otherwise" in expect:
        assert told.otherwise is not None
        assert decimal_text(told.otherwise, None)[:8] == expect["otherwise"]


def test_every_case_is_reasoned() -> None:
    assert all(case["because"] and case["rule"] for case in CASES)
    assert len({case["name"] for case in CASES}) == len(CASES)
