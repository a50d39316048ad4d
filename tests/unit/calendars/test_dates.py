"""Holidays of several countries, against the lists their governments publish (rule 4)."""

from datetime import date

import pytest

from evenhand.calendars.dates import resolve_holidays
from evenhand.errors import EvenhandError
from tests.unit.calendars.written import answers


@pytest.mark.parametrize(
    "case", answers("holidays.yaml"), ids=lambda case: f"{case['country']}-{case['dates'][1]}"
)
def test_published_holidays_of_2026(case: dict) -> None:
    found = resolve_holidays(
        case["country"], case.get("subdivision"), [2026], categories=case.get("categories", ["public"])
    )
    assert list(found) == [date.fromisoformat(f"2026-{day}") for day in case["dates"]]
    for day, name in case.get("names", {}).items():
        assert found[date.fromisoformat(f"2026-{day}")] == name


def test_years_are_those_asked_for_and_in_order() -> None:
    found = resolve_holidays("FR", None, [2027, 2026])
    assert list(found) == sorted(found)
    assert {day.year for day in found} == {2026, 2027}
    assert resolve_holidays("FR", None, []) == {}


def test_names_are_in_english_unless_asked_otherwise() -> None:
    new_year = date(2026, 1, 1)
    assert resolve_holidays("DE", None, [2026])[new_year] == "New Year's Day"
    assert resolve_holidays("DE", None, [2026], language="de")[new_year] == "Neujahr"
    # A country whose list names no language, and one with an English of its own.
    assert resolve_holidays("NZ", None, [2026])[new_year] == "New Year's Day"
    labour_day = date(2026, 9, 7)
    assert resolve_holidays("CA", None, [2026])[labour_day] == "Labour Day"
    assert resolve_holidays("CA", None, [2026], language="en_US")[labour_day] == "Labor Day"


def test_subdivisions_may_be_named_in_full() -> None:
    assert resolve_holidays("GB", "Scotland", [2026]) == resolve_holidays("GB", "SCT", [2026])


@pytest.mark.parametrize(
    ("words", "options", "message"),
    [
        (("gb", None), {}, r"the country 'gb'\. Near to it: GB\. A country is written as its ISO code"),
        (("united kingdon", None), {}, r"Near to it: GB \(United Kingdom\)"),
        (("Xqzw", None), {}, r"the country 'Xqzw'\. A country is"),
        (("GB", "ENGL"), {}, r"the part 'ENGL' of GB\. Near to it: .*ENG"),
        (("GB", "eng"), {}, r"the part 'eng' of GB\. Near to it: .*ENG"),
        (("GB", "XYZW"), {}, r"the part 'XYZW' of GB\. Known are ENG, England, .*WLS"),
        (("GI", "XX"), {}, r"the part 'XX' of GI\.$"),
        (("DE", "BY"), {"language": "xx"}, r"DE have no language 'xx'\. Known are de, "),
        (("DE", "BY"), {"categories": ["publik"]}, r"DE have no category 'publik'\. Near to it: public"),
    ],
)
def test_what_is_not_known_is_refused_with_the_nearest(words: tuple, options: dict, message: str) -> None:
    with pytest.raises(EvenhandError, match=message):
        resolve_holidays(*words, [2026], **options)


def test_years_that_are_not_known_are_refused_and_not_empty() -> None:
    with pytest.raises(
        EvenhandError, match=r"GB are known from 1872 to 2100, not for 2099 to 2101\. List the"
    ):
        resolve_holidays("GB", None, range(2099, 2102))
    with pytest.raises(EvenhandError, match="not for 1800 to 1800"):
        resolve_holidays("GB", None, [1800])
