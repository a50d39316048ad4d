"""The hand and the oracle agree on every case: two reckonings that know nothing of each other or of the product."""

from fractions import Fraction

import pytest

from tests.answers.oracle import logbook
from tests.cases import Case, all_cases, differences

CASES = [pytest.param(case, id=f"{file}-{case.name}") for file, case in all_cases()]


def by_oracle(case: Case) -> tuple[list[dict], list[dict]]:
    """The oracle's rows and figures, in the form cases are held against."""
    versions = logbook.Versions(case.versions)
    rows = logbook.rows(versions, case.tickets, case.as_of)
    for row in rows:
        row["period"] = row["period"] and row["period"].isoformat()
    figures = logbook.ticket_figures(versions, rows)
    for figure in logbook.reading_figures(versions, case.readings, case.tickets, case.as_of):
        number = figure["value"]
        # A value the hand writes is exact; one it does not write is not compared.
        figures.append({**figure, "value": decimal_text(number), "priority": None, "service": None})
    return rows, figures


def decimal_text(value: Fraction) -> str:
    """`17/4` -> `4.25`."""
    return f"{float(value):.6f}".rstrip("0").rstrip(".")


@pytest.mark.parametrize("case", CASES)
def test_hand_and_oracle_agree(case: Case) -> None:
    rows, figures = by_oracle(case)
    assert differences(case, rows, figures, sparse=True) == []


def test_cases_are_named_once_and_reasoned() -> None:
    names = [(file, case.name) for file, case in all_cases()]
    assert len(set(names)) == len(names)
    assert all(case.says and case.because for _, case in all_cases())
