"""A clause that gets another name: all that names it follows, and nothing else moves."""

from __future__ import annotations

import pytest

from evenhand.errors import DocumentError
from evenhand.terms.checks.registry import findings
from evenhand.terms.document import read_agreement
from evenhand.terms.editing import renamed
from evenhand.trees.tree import address_of
from tests.unit.terms.editing.test_every_clause import PAPERS, WAYS

NAMED = [
    (way, address_of(path), path)
    for way, paper in PAPERS.items()
    for path, _ in paper.root.walk()
    if (path[0:1] in (("calendars",), ("services",), ("standards",), ("escalations",)) and len(path) == 2)
    or (path[0:1] == ("responsibilities",) and len(path) == 3)
    or (path[2:3] == ("contacts",) and len(path) == 4)
    or (path[:2] == ("disagreements", "stages") and len(path) == 3)
]  # fmt: skip


def codes(text: str, file: str) -> list[str]:
    terms, problems = read_agreement(text, file=file)
    return sorted(each.code for each in (*problems, *(findings(terms) if terms else ())))


@pytest.mark.parametrize(
    ("way", "address", "path"), NAMED, ids=lambda one: one if isinstance(one, str) else ""
)
def test_there_and_back(way: str, address: str, path: tuple[str | int, ...]) -> None:
    text, file = WAYS[way]
    name = "renamed: here, 'too'" if "flow" not in way else "renamed here"
    new = renamed(text, address, name, file=file)
    other = address_of((*path[:-1], name))
    assert codes(new.text, file) == codes(text, file)
    back = renamed(new.text, other, str(path[-1]), file=file)
    assert len(back.followed) == len(new.followed)
    if way not in ("flow", "dumped"):
        assert back.text == text or '"' in text or "'" in text


def test_everything_that_names_it_follows() -> None:
    text, _ = WAYS["harbour-dental"]
    text = text.replace(
        "glossary:", "accepted:\n  tiers-gap at services.practice-system.availability: So be it.\nglossary:"
    )
    new = renamed(text, "services.practice-system", "charts")
    assert "practice-system" not in new.text.replace("vendor's", "")
    assert "tiers-gap at services.charts.availability: So be it." in new.text
    assert {each.split(".")[0] for each in new.followed} >= {"accepted", "tracking"}
    surgery = renamed(text, "calendars.surgery", "day")
    assert "hours: day" in surgery.text
    owner = renamed(text, "parties.client.contacts.owner", "partner")
    assert "client.owner" not in owner.text
    assert "client.partner" in owner.text


def test_quotation_marks_stay_and_remarks_too() -> None:
    text = "calendars:\n  'day': {hours: always}  # all of it\nservices: {a: {hours: \"day\"}, b: {hours: ' day'}}\n"
    new = renamed(text, "calendars.day", "whole")
    assert new.text == (
        "calendars:\n  whole: {hours: always}  # all of it\nservices: {a: {hours: \"whole\"}, b: {hours: 'whole'}}\n"
    )
    assert new.followed == ("services.a.hours", "services.b.hours")


def test_a_text_that_looks_like_the_name_stays() -> None:
    text = "calendars: {day: {hours: always}}\nglossary: {day: day}\nstandards: {day: {service: day}}\n"
    assert renamed(text, "calendars.day", "x").text == text.replace("calendars: {day", "calendars: {x")
    assert renamed(text, "standards.day", "x").text == text.replace("standards: {day", "standards: {x")
    kept = text + "accepted: {odd at standards.daylight: y, odd: z, odd at standards.day: w}\n"
    assert (
        "{odd at standards.daylight: y, odd: z, odd at standards.x: w}"
        in renamed(kept, "standards.day", "x").text
    )


@pytest.mark.parametrize(
    ("address", "name", "code"),
    [
        ("calendars.none", "x", "unknown-clause"),
        ("calendars", "x", "no-name"),
        ("calendars.day.hours", "x", "no-name"),
        ("calendars.day", "a.b", "bad-name"),
        ("calendars.day", " a", "bad-name"),
        ("calendars.day", "", "bad-name"),
        ("calendars.day", "a\x08", "control-character"),
        ("calendars.day", "\ud800", "control-character"),
        ("calendars.day", "night", "name-taken"),
        ("calendars.day", "day", "name-taken"),
    ],
)
def test_what_cannot_be(address: str, name: str, code: str) -> None:
    text = "calendars:\n  day: {hours: always}\n  night: {hours: always}\n"
    with pytest.raises(DocumentError) as refused:
        renamed(text, address, name)
    assert [each.code for each in refused.value.problems] == [code]


def test_what_cannot_be_written_is_refused() -> None:
    folded = "calendars: {day: {hours: always}}\nservices:\n  a:\n    hours: >-\n      day\n"
    assert "hours: x" in renamed(folded, "calendars.day", "x").text
    twice = "standards: {a: {x: y}}\naccepted:\n  odd at standards.a: one\n  odd at standards.b: two\n"
    with pytest.raises(DocumentError) as refused:
        renamed(twice, "standards.a", "b")
    assert [each.code for each in refused.value.problems] == ["unclear-change"]
