"""The proof by counting: what a difference calls stronger for the client never gives the provider better figures.

One thing is changed in a random agreement; where the difference is certain whom that favours, random records are
measured under both. Standards are compared ticket by ticket: a shorter time frame may move a miss to an earlier
month, so that the figure of one month could rise although no ticket fares better.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from evenhand.terms.difference import difference
from evenhand.terms.document import read_agreement
from tests.generate import ANCHORS, Situation, calendars, situations, standards
from tests.product import flat, measured
from tests.unit.figures.availability import helping
from tests.unit.figures.availability.test_against_counting import rows_of, situation, terms, yaml_of

EXAMPLES = int(os.environ.get("EVENHAND_EXAMPLES", "0"))
PARTS = ("within", "clock", "when reopened", "target", "at least", "or at most", "calendar", "one", "two")


@dataclass(frozen=True)
class Case:
    """The texts of the agreement that is weaker for the client and of the stronger one, and the records."""

    weaker: str
    stronger: str
    situation: Situation

    def __str__(self) -> str:
        return f"{self.weaker}\n---\n{self.stronger}\n{self.situation}"

    __repr__ = __str__


def stronger_last(before: str, after: str) -> tuple[str, str] | None:
    """Both texts, the one that is stronger for the client last; None where that is not certain."""
    read = [read_agreement(text, file="test.yaml")[0] for text in (before, after)]
    if read[0] is None or read[1] is None:
        return None
    sides = {change.favours for change in difference(read[0], read[1])}
    if sides == {"client"}:
        return before, after
    return (after, before) if sides == {"provider"} else None


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """An agreement with one standard, and one part of it or of a calendar exchanged for another's."""
    situation = draw(situations(versions=False, odd=False))
    [before] = situation.versions
    document = yaml.load(before, yaml.BaseLoader)
    part = draw(st.sampled_from(PARTS))
    if part in document["calendars"]:
        zone = document["timezone"] if document["timezone"] in ANCHORS else "UTC"
        other = draw(calendars(zone, draw(st.sampled_from(ANCHORS[zone]))))
        document["calendars"][part] = yaml.load(other, yaml.BaseLoader)
    else:
        other = yaml.load(draw(standards(["one", "two"], totals=True, trailing=False)), yaml.BaseLoader)
        standard = document["standards"]["fix"]
        standard.pop(part, None)
        if part in other:
            standard[part] = copy.deepcopy(other[part])
    ordered = stronger_last(before, yaml.safe_dump(document, sort_keys=False))
    assume(ordered)
    assert ordered is not None
    return Case(*ordered, situation)


@settings(
    max_examples=EXAMPLES or 80,
    derandomize=not EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
@given(cases())
def test_no_ticket_fares_better_for_the_provider(case: Case) -> None:
    weaker, stronger = (
        measured([text], [*flat(case.situation.tickets)], as_of=case.situation.as_of)
        for text in (case.weaker, case.stronger)
    )
    was, now = ({row["ticket"]: row["verdict"] for row in answer.rows} for answer in (weaker, stronger))
    assert {ticket for ticket in was if was[ticket] == "missed"} <= {
        each for each in now if now[each] == "missed"
    }
    assert {ticket for ticket in now if now[ticket] == "met"} <= {each for each in was if was[each] == "met"}
    if was == now:
        assert results(weaker.figures, "missed") <= results(stronger.figures, "missed")


def results(figures: list[dict[str, Any]], result: str) -> set[tuple[Any, ...]]:
    return {
        (figure["period"]["start"], figure["service"], figure["priority"])
        for figure in figures
        if figure["result"] == result
    }


PROMISES = ("target", "degraded", "shortest", "unknown", "removed", "excludes", "kinds", "down_when", "hours")


def availability_cases() -> Iterator[Any]:
    """Random clauses of availability with one part exchanged, their records and `as of`."""
    for seed in range(EXAMPLES or 1200):
        dice = Random(seed)
        found = situation(dice)
        first, one = found["versions"][0]
        one = one | {"target": "99% per day"}
        part = dice.choice(PROMISES)
        other = terms(dice, for_each=one["for_each"], target=dice.choice(["98% per day", "99.5% per day"]))
        texts = (yaml_of(first, found["last"], 1, each) for each in (one, one | {part: other[part]}))
        if ordered := stronger_last(*texts):
            yield seed, ordered, found


def test_no_availability_is_better_for_the_provider() -> None:
    number = 0
    for seed, texts, found in availability_cases():
        readings = found["readings"]
        signals = None if readings is None else helping.read(*(("error rate", *each) for each in readings))
        outages = helping.recorded(*rows_of(found["records"]))
        weaker, stronger = (
            {
                (each.figure.start, each.figure.instance): each
                for each in helping.measured(
                    [text], outages, readings=signals, as_of=found["as_of"]
                ).availability
            }
            for text in texts
        )
        for place in weaker.keys() & stronger.keys():
            was, now = weaker[place], stronger[place]
            if was.agreed_seconds and now.agreed_seconds:
                number += 1
                assert was.figure.value is not None
                assert now.figure.value is not None
                assert now.figure.value <= was.figure.value, (seed, place)
                assert (was.figure.result, now.figure.result) != ("missed", "met"), (seed, place)
    assert number > 300
