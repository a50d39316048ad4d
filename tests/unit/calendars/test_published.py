"""Due dates and open time as other systems and the worked examples of rule 6 have them."""

from datetime import date

import pytest

from evenhand.calendars.table import Table, compile_table
from evenhand.calendars.zones import load_zone
from tests.unit.calendars.written import amount_of, answers, calendar_of, utc


def asked(case: dict) -> tuple[Table, int, int]:
    """The table for a case, when it opens, and its amount in the table's units."""
    zone, year = case.get("zone", "UTC"), int(case["opened"][:4])
    amount, unit = amount_of(case.get("within") or case["elapsed"])
    rules = load_zone(zone, year, year)
    calendar = calendar_of(case["hours"], zone, case.get("closed", ()))
    year_long = date(year, 1, 1), date(year, 12, 31)
    table = compile_table(calendar, rules, *year_long, unit=unit, denominators=[amount.denominator])
    work = amount * (table.per_day or 1)
    assert work.denominator == 1
    return table, utc(case["opened"], zone), int(work)


CASES = answers("published.yaml")


@pytest.mark.parametrize(
    "case", [case for case in CASES if "within" in case], ids=lambda case: case["source"]
)
def test_published_due_dates(case: dict) -> None:
    table, opened, within = asked(case)
    due = utc(case["due"], case.get("zone", "UTC"))
    assert table.due_one(opened, within) == due
    assert table.due([opened], [within]).tolist() == [due]
    assert table.elapsed_one(opened, due) == within
    later = case.get("due or later")
    if later:
        assert table.elapsed_one(due, utc(later, case["zone"])) == 0


@pytest.mark.parametrize(
    "case", [case for case in CASES if "elapsed" in case], ids=lambda case: case["source"]
)
def test_published_open_time(case: dict) -> None:
    table, opened, seconds = asked(case)
    until = utc(case["until"], case.get("zone", "UTC"))
    assert table.elapsed_one(opened, until) == seconds
    assert table.elapsed([opened], [until]).tolist() == [seconds]
