"""The hand and the oracle agree on every case: two reckonings that know nothing of each other or of the product."""

import math
from fractions import Fraction
from typing import Any

import pytest

from tests.answers.oracle import logbook
from tests.cases import Case, all_cases, differences

CASES = [pytest.param(case, id=f"{file}-{case.name}") for file, case in all_cases()]


def by_oracle(case: Case) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The oracle's rows and figures, in the form cases are held against."""
    versions = logbook.Versions(case.versions)
    rows = logbook.rows(versions, case.tickets, case.as_of)
    for row in rows:
        row["period"] = row["period"] and row["period"].isoformat()
    figures = logbook.ticket_figures(versions, rows, case.as_of)
    for figure in logbook.reading_figures(versions, case.readings, case.tickets, case.as_of):
        text = decimal_text(figure["value"], figure["comparison"])
        figures.append({**figure, "value": text, "priority": None, "service": None})
    return rows, figures


def decimal_text(value: Fraction, comparison: str) -> str:
    """`17/4` -> `4.25`; what does not end is cut to six digits toward the unfavourable side."""
    millionths = math.ceil(value * 10**6) if comparison == "at most" else math.floor(value * 10**6)
    whole, part = divmod(millionths, 10**6)
    return f"{whole}.{part:06d}".rstrip("0").rstrip(".")


@pytest.mark.parametrize("case", CASES)
def test_hand_and_oracle_agree(case: Case) -> None:
    rows, figures = by_oracle(case)
    assert differences(case, rows, figures, sparse=True) == []


def test_cases_are_named_once_and_reasoned() -> None:
    names = [(file, case.name) for file, case in all_cases()]
    assert len(set(names)) == len(names)
    assert all(case.says and case.because for _, case in all_cases())
