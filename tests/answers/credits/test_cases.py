"""The statements of `cases.yaml`, reckoned by hand."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from evenhand.figures.credits.settling import Settled, settle
from evenhand.figures.figure import Figure
from evenhand.figures.periods import named
from evenhand.figures.versions import in_force
from evenhand.terms.document import read_agreement
from evenhand.units import Target
from tests.cases import instant

BOOK = yaml.load((Path(__file__).parent / "cases.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
TARGETS = {
    "services.practice-system.availability": "99.9% per month",
    "standards.resolve": "90% per month",
    "standards.satisfaction": "at least 4.2 per quarter",
}


def figure(clause: str, period: str, value: str, result: str | None = None) -> Figure:
    first, _, second = period.partition("/")
    start, end = (date.fromisoformat(first), date.fromisoformat(second)) if second else named(first)
    exact = None
    if value not in ("null", ""):
        exact = Fraction(value.removesuffix("%")) / (100 if value.endswith("%") else 1)
    target = Target.parse(TARGETS[clause])
    if result is None:
        result = "nothing to measure" if exact is None else "met" if target.met_by(exact) else "missed"
    service = "practice-system" if clause.startswith("services") else None
    return Figure(
        clause=clause, title=clause, versions=(1,), service=service, priority=None, start=start, end=end,
        numerator=exact, denominator=1, value=exact, target=target, result=result,
    )  # fmt: skip


def settled(case: dict[str, Any]) -> Settled:
    text = BOOK["shared"]
    for old, new in case.get("agreement", []):
        assert old in text
        text = text.replace(old, new)
    rules = yaml.safe_dump({"credits": case.get("credits", {})})
    read, problems = read_agreement(text + rules, file="case.yaml")
    assert read is not None, [str(problem) for problem in problems]
    rows = case["figures"]
    if "months" in case:
        months = [f"2026-{month:02d}" for month in range(1, int(case["months"]) + 1)]
        rows = [[clause, month, *rest] for month in months for clause, _, *rest in rows]
    return settle(in_force([read]), [figure(*row) for row in rows], as_of=instant("2027-06-01 00:00"))


@pytest.mark.parametrize("case", BOOK["cases"], ids=lambda case: case["name"])
def test_by_hand(case):
    found = [each.to_json() for each in settled(case).statements]
    if "totals" in case:
        assert [each["total"] for each in found] == case["totals"]
        return
    assert [
        {"lines": [line["amount"] for line in each["lines"]], "cut": each["cut"], "total": each["total"]}
        for each in found
    ] == case["expect"]


def test_every_period_is_as_it_is_written():
    one = figure("standards.resolve", "2026-12-01/2026-12-11", "50%")
    assert one.end - one.start == timedelta(days=10)
