"""Which version is in force when (rule 13)."""

from datetime import date

import pytest

from evenhand.errors import DocumentError
from evenhand.figures.versions import EVER, in_force
from evenhand.terms.document import read_agreement


def agreement(**keys: str):
    text = "\n".join(f"{key.replace('_', ' ')}: {value}" for key, value in {"agreement": "A", **keys}.items())
    found, problems = read_agreement(text, file="a.yaml")
    assert found is not None, problems
    return found


def test_one_version_without_a_term_is_always_in_force():
    (only,) = in_force([agreement()])
    assert (only.number, only.first, only.last, only.start, only.end) == (1, None, None, -EVER, EVER)


def test_each_version_ends_where_the_next_begins_whatever_the_order_given():
    zone = {"timezone": "Europe/London"}
    later = agreement(term="{from: 2026-01-01, to: 2026-12-31}", in_force_from="2026-07-01", **zone)
    earlier = agreement(term="{from: 2026-01-01, to: 2026-12-31}", **zone)
    first, second = in_force([later, earlier])
    assert (first.agreement, second.agreement) == (earlier, later)
    assert (first.number, second.number) == (1, 2)
    assert (first.last, second.last) == (date(2026, 6, 30), date(2026, 12, 31))
    assert first.end == second.start == 1_782_860_400  # 30 June 23:00 UTC, midnight in London
    assert second.end == 1_798_761_600  # 1 January 2027 00:00 UTC


def test_a_version_may_end_before_the_next_begins_and_keeps_its_own_number():
    first, second = in_force(
        [
            agreement(term="{from: 2026-01-01, to: 2026-03-31}", version="4"),
            agreement(term="{from: 2026-06-01}"),
        ]
    )
    assert (first.number, second.number) == (4, 2)
    assert first.end < second.start
    assert (second.last, second.end) == (None, EVER)


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ({}, {"term": "{from: 2026-01-01, to: 2026-12-31}"}, "version-without-date"),
        (
            {"term": "{from: 2026-01-01, to: 2026-12-31}"},
            {"term": "{from: 2026-01-01, to: 2026-12-31}"},
            "versions-overlap",
        ),
        (
            {"term": "{from: 2026-01-01, to: 2026-12-31}", "timezone": "Europe/London"},
            {"term": "{from: 2026-02-01, to: 2026-12-31}", "timezone": "Europe/Paris"},
            "not-one-agreement",
        ),
    ],
)
def test_documents_that_are_not_versions_of_one_agreement(one, other, code):
    with pytest.raises(DocumentError) as raised:
        in_force([agreement(**one), agreement(**other)])
    assert [problem.code for problem in raised.value.problems] == [code]
