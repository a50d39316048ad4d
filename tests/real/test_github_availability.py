"""819 real incidents of a status page as availability: every figure explained, overlaps counted once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from evenhand.figures.availability.explaining import explain_availability
from evenhand.figures.measure import Measure
from evenhand.figures.part import Part
from evenhand.records.outages import DEGRADED, DOWN, MAINTENANCE
from evenhand.sources.checks import read_checks
from evenhand.sources.outage_mapping import preset
from evenhand.sources.recorded import RecordedOutages
from evenhand.sources.statuspage import read_statuspage
from evenhand.terms.document import read_agreement

SHARED = Path(__file__).parents[3] / "shared" / "data"
TERMS = """\
agreement: Code hosting
timezone: UTC
currency: USD
term: {from: 2022-04-01, to: 2026-06-30}
services:
  github:
    charge: 1000.00 per quarter
    availability:
      quarterly:
        target: 99.9% per quarter
        degraded: 0%
        credits: [{below: 99.9%, credit: 10%}, {below: 99%, credit: 25%}]
      monthly:
        target: 99.9% per month
        degraded: 50%
        maintenance: {at most: 4 hours per month}
      actions:
        target: 99.9% per quarter
        components: [Actions]
"""
AS_OF = int(datetime(2026, 7, 1, tzinfo=UTC).timestamp())


@pytest.fixture(scope="module")
def recorded() -> RecordedOutages:
    folder = SHARED / "statuspage"
    if not folder.is_dir():
        pytest.skip("the real records of a status page are not here")
    return read_statuspage(folder, mapping=replace(preset("incidents"), service="github"))


def test_every_figure_is_measured_and_explained(recorded: RecordedOutages) -> None:
    agreement, _ = read_agreement(TERMS, file="hosting.yaml")
    assert agreement is not None
    measurement = Measure([agreement], AS_OF).figures(Part(), tickets=False, outages=recorded.outages)
    details = measurement.availability
    assert len(details) == 17 + 51 + 17
    assert {each.figure.result for each in details} <= {"met", "missed"}
    for detail in details:
        figure = detail.figure
        [told] = explain_availability(
            [agreement],
            recorded.outages,
            "github",
            figure.clause.rpartition(".")[2],
            figure.start,
            as_of=AS_OF,
        )
        assert (told.value, told.result, told.otherwise) == (figure.value, figure.result, detail.otherwise)
        assert told.down_seconds == detail.down_seconds == sum(line.counted for line in told.outages)
        assert all(line.seconds == sum(part.seconds for part in line.parts) for line in told.outages)
        assert told.to_json()["value"] == figure.to_json()["value"]


def test_overlaps_count_once(recorded: RecordedOutages) -> None:
    """Against every minute of a quarter, marked in an array (the file is to the minute)."""
    agreement, _ = read_agreement(TERMS, file="hosting.yaml")
    assert agreement is not None
    measurement = Measure([agreement], AS_OF).figures(Part(), tickets=False, outages=recorded.outages)
    outages = recorded.outages
    begins = int(datetime(2022, 1, 1, tzinfo=UTC).timestamp())
    down = np.zeros((AS_OF - begins) // 60, np.bool_)
    for start, end, state in zip(outages.start, np.minimum(outages.end, AS_OF), outages.state, strict=True):
        if state in (DOWN, MAINTENANCE):  # the clause allows no maintenance, and degraded counts as nothing
            assert start % 60 == end % 60 == 0
            down[max(start - begins, 0) // 60 : max(end - begins, 0) // 60] = True
    lengths = np.maximum(np.minimum(outages.end, AS_OF) - outages.start, 0)
    assert lengths[outages.state != DEGRADED].sum() > 60 * down.sum() > 0
    for detail in measurement.availability:
        if detail.figure.clause.endswith("quarterly"):
            low, high = (
                int(datetime(day.year, day.month, 1, tzinfo=UTC).timestamp()) - begins
                for day in (detail.figure.start, detail.figure.end)
            )
            assert detail.down_seconds == 60 * int(down[low // 60 : high // 60].sum())
            assert detail.agreed_seconds == high - low


def test_real_checks_are_measured_and_explained() -> None:
    path = SHARED / "checks" / "checks.csv"
    if not path.is_file():
        pytest.skip("the real checks of a monitor are not here")
    checked = read_checks(path, mapping=replace(preset("checks"), service="sites"))
    sites = sorted({name for name in checked.outages.attribute("component").texts() if name})
    text = (
        "agreement: Sites\ntimezone: UTC\nterm: {from: 2026-08-10, to: 2026-08-31}\nservices:\n  sites:\n"
        "    availability:\n      each: {target: 99% per day, for each: component}\n"
        "      whole: {target: 99% per week, unknown: down}\n"
    )
    agreement, _ = read_agreement(text, file="sites.yaml")
    assert agreement is not None
    measurement = Measure([agreement], checked.latest).figures(Part(), tickets=False, outages=checked.outages)
    assert len({each.figure.instance for each in measurement.availability}) == len(sites) + 1
    assert len(sites) == 18
    for detail in measurement.availability:
        figure = detail.figure
        [told] = explain_availability(
            [agreement],
            checked.outages,
            "sites",
            figure.clause.rpartition(".")[2],
            figure.start,
            as_of=checked.latest,
            instance=figure.instance,
        )
        assert (told.value, told.down_seconds) == (figure.value, detail.down_seconds)
        assert figure.value is None or 0 <= figure.value <= Fraction(1)
    assert any(each.down_seconds for each in measurement.availability)
