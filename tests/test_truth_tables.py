"""The product gives the answers reckoned by hand: every case of `answers/cases` and `scenarios`, rule by rule."""

import pytest

from tests.cases import Case, Display, all_cases, differences, displays, ticket_differences
from tests.product import flat, measured, shown, walked

CASES = [pytest.param(case, id=f"{file}-{case.name}") for file, case in all_cases()]


@pytest.mark.parametrize("case", CASES)
def test_figures_and_rows(case: Case) -> None:
    as_of = case.as_of if case.as_of_said else None
    answer = measured(case.versions, list(flat(case.tickets)), as_of=as_of, readings=case.readings)
    assert differences(case, answer.rows, answer.figures) == []


@pytest.mark.parametrize("one", list(displays()), ids=lambda one: f"{one.ratio}-{one.shows}")
def test_display(one: Display) -> None:
    text = shown(one.ratio, favourable=one.favourable, target=one.target, percentage=one.percentage)
    assert text == one.shows


@pytest.mark.parametrize("case", CASES)
def test_slow_walk(case: Case) -> None:
    rows = walked(case.versions, case.tickets, case.as_of)
    expected = [
        text for key, value in case.expect.items() for text in ticket_differences(case, key, value, rows)
    ]
    assert expected == []
