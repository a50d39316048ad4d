"""What must hold whatever an agreement and a log say: three reckonings agree, and nothing but the records matters."""

import os
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenhand.figures.measure import Measure
from tests.answers.oracle import logbook
from tests.generate import Situation, situations
from tests.product import Answer, agreement, explained, flat, log_of, measured, walked

EXAMPLES = int(os.environ.get("EVENHAND_EXAMPLES", "0"))
READINGS = """
agreement: Readings
timezone: UTC
term: {{from: 2026-01-01, to: 2026-12-31}}
standards: {{rating: {{measure: {words}, target: {target} per quarter}}}}
"""
START = 1767225600  # 2026-01-01
FIELDS = (
    "version",
    "service",
    "priority",
    "started",
    "stopped",
    "due",
    "elapsed_seconds",
    "paused_seconds",
    "verdict",
    "period",
)


def thorough(number: int) -> settings:
    """So many examples, the same ones every time; as many random ones as `EVENHAND_EXAMPLES` says instead."""
    return settings(
        max_examples=EXAMPLES or number,
        derandomize=not EXAMPLES,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def answer(situation: Situation, **how: Any) -> Answer:
    return measured(situation.versions, list(flat(situation.tickets)), **{"as_of": situation.as_of, **how})


def by_key(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The compared fields of each row, by ticket and standard."""
    return {f"{row['ticket']}/{row['standard']}": {name: row[name] for name in FIELDS} for row in rows}


def unlike(one: dict[str, dict[str, Any]], other: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Only what differs, for a message a person can read."""
    return {
        f"{key}.{name}": (
            one.get(key, {}).get(name, "not listed"),
            other.get(key, {}).get(name, "not listed"),
        )
        for key in one.keys() | other.keys()
        for name in FIELDS
        if one.get(key, {}).get(name) != other.get(key, {}).get(name) or (key in one) != (key in other)
    }


@thorough(400)
@given(situations())
def test_fast_path_and_slow_walk_agree(situation: Situation) -> None:
    fast = by_key(answer(situation).rows)
    slow = by_key(walked(situation.versions, situation.tickets, situation.as_of))
    assert unlike(fast, slow) == {}


@thorough(150)
@given(situations())
def test_an_explanation_ends_in_the_figure(situation: Situation) -> None:
    figures = answer(situation).figures
    told = explained(situation.versions, situation.tickets, situation.as_of, figures)
    kept = ("clause", "versions", "service", "priority", "period", "numerator", "denominator", "result")
    expected = [{name: figure[name] for name in kept} for figure in figures]
    assert [one for one in expected if one not in told] == []
    assert [one for one in told if one not in expected] == []


@thorough(150)
@given(situations())
def test_fast_path_and_oracle_agree(situation: Situation) -> None:
    versions = logbook.Versions(situation.versions)
    rows = logbook.rows(versions, situation.tickets, situation.as_of)
    for row in rows:
        row["period"] = row["period"] and row["period"].isoformat()
    found = answer(situation)
    # The oracle says a period only of what is scored.
    fast = [row if row["verdict"] in ("met", "missed") else {**row, "period": None} for row in found.rows]
    assert unlike(by_key(fast), by_key(rows)) == {}
    kept = ("clause", "service", "priority", "period", "numerator", "denominator", "result")
    scored = [{name: figure[name] for name in kept} for figure in found.figures if figure["denominator"]]
    assert sorted(scored, key=str) == sorted(logbook.ticket_figures(versions, rows, situation.as_of), key=str)


@thorough(100)
@given(situations(), st.randoms(use_true_random=False))
def test_order_and_duplicates_of_the_file_change_nothing(situation: Situation, random: Any) -> None:
    """Rows may come in any order as long as those of one ticket at one instant keep theirs."""
    rows = list(flat(situation.tickets))
    places: dict[tuple[str, int], list[tuple[str, Any]]] = {}
    for row in rows:
        places.setdefault((row[0], row[1]["at"]), []).append(row)
    blocks = list(places.values())
    random.shuffle(blocks)
    shuffled = [row for block in blocks for row in block for _ in range(random.choice([1, 1, 2]))]
    before = measured(situation.versions, rows, as_of=situation.as_of)
    after = measured(situation.versions, shuffled, as_of=situation.as_of)
    assert by_key(before.rows) == by_key(after.rows)
    assert before.figures == after.figures


@thorough(60)
@given(situations())
def test_splitting_the_log_changes_nothing(situation: Situation) -> None:
    agreements = [agreement(text) for text in situation.versions]
    whole = Measure(agreements, situation.as_of)
    together = whole.part(log_of(list(flat(situation.tickets))))
    split = Measure(agreements, situation.as_of)
    merged = split.part(log_of([]))
    for name, rows in reversed(situation.tickets.items()):
        merged.merge(split.part(log_of([(name, row) for row in rows])))
    assert [f.to_json() for f in whole.figures(together).figures] == [
        f.to_json() for f in split.figures(merged).figures
    ]


@thorough(60)
@given(situations(versions=True))
def test_a_later_version_changes_no_earlier_verdict(situation: Situation) -> None:
    both = by_key(answer(situation).rows)
    first = by_key(
        measured(situation.versions[:1], list(flat(situation.tickets)), as_of=situation.as_of).rows
    )
    governed = {key: row for key, row in both.items() if row["version"] == 1}
    assert governed == {key: first[key] for key in governed}


@thorough(100)
@given(
    situations(totals=False, odd=False, services=False), st.sampled_from([1, 1800, 7200, 86400, 86400 * 9])
)
def test_missed_stays_missed(situation: Situation, later: int) -> None:
    """As time goes on, a missed ticket stays missed in the period in which it was decided."""
    now = by_key(answer(situation).rows)
    then = by_key(answer(situation, as_of=situation.as_of + later).rows)
    for key, row in now.items():
        if row["verdict"] == "missed":
            assert then[key]["verdict"] == "missed"
            same = ("version", "priority", "started", "due", *(["period"] if row["period"] else []))
            assert {name: then[key][name] for name in same} == {name: row[name] for name in same}


@thorough(100)
@given(situations())
def test_figures_are_the_sum_of_the_rows(situation: Situation) -> None:
    found = answer(situation)
    if any("trailing" in text for text in situation.versions):
        return  # a ticket is in several figures, or in none yet
    counted = [row for row in found.rows if row["verdict"] in ("met", "missed") and row["period"]]
    assert sum(figure["denominator"] for figure in found.figures) == len(counted)
    assert sum(figure["numerator"] for figure in found.figures) == sum(r["verdict"] == "met" for r in counted)
    assert sum(f["irregular"] for f in found.figures) == sum(r["verdict"] == "irregular" for r in found.rows)


MEASURES = (
    "mean rating",
    "sum of rating",
    "count of rating",
    "share of rating above 3",
    "share of rating below 2.5",
    "50th percentile of rating",
    "90th percentile of rating",
    "99.5th percentile of rating",
)


@thorough(60)
@given(
    st.sampled_from(MEASURES),
    st.lists(st.decimals("0", "5", places=1), min_size=1, max_size=25),
    st.sampled_from(["at least", "at most"]),
)
def test_readings_are_what_the_oracle_reckons(words: str, values: list[Decimal], side: str) -> None:
    target = f"{side} 40%" if "share" in words else f"{side} 3"
    text = READINGS.format(words=words, target=target)
    readings = [
        {"name": "rating", "at": START + place, "value": str(value), "service": None}
        for place, value in enumerate(values)
    ]
    figures = [one for one in measured([text], [], readings=readings).figures if one["denominator"]]
    expected = logbook.reading_figures(logbook.Versions([text]), readings, {}, START + len(values))
    assert [one["result"] for one in figures] == [one["result"] for one in expected]
    cut = expected[0]["value"] - Fraction(figures[0]["value"])
    assert 0 <= (cut if expected[0]["comparison"] == "at least" else -cut) < Fraction(1, 10**6)
