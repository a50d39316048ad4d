from __future__ import annotations

import copy
import json
import pickle
import time
from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ValidationError

from evenhand.terms.agreement import Agreement
from evenhand.terms.base import FrozenMap
from evenhand.terms.document import read_agreement
from evenhand.terms.standards import Pause
from evenhand.units import Duration, Period, Unit
from tests.unit.terms.helping import EXAMPLE

TEXT = EXAMPLE.read_bytes()


@pytest.fixture(scope="module")
def example() -> Agreement:
    agreement, problems = read_agreement(TEXT, file="harbour-dental.yaml")
    assert problems == ()
    assert agreement is not None
    return agreement


def test_the_head(example: Agreement) -> None:
    assert (example.agreement, example.reference, example.language) == (
        "Managed IT services",
        "HDG-2026",
        "en",
    )
    assert (example.timezone, example.currency, example.file) == (
        "Europe/London",
        "GBP",
        "harbour-dental.yaml",
    )
    assert example.version is None
    assert example.starts == date(2026, 1, 1)
    assert example.term is not None
    assert example.term.to == date(2026, 12, 31)
    assert example.term.notice == Duration.parse("90 days")
    assert example.term.end_early[0].by == "client"


def test_people_are_named_by_their_party(example: Agreement) -> None:
    assert "client.owner" in example.parties.contact_names()
    assert len(example.parties.contact_names()) == 5
    assert example.parties.client is not None
    assert example.parties.client.contacts["owner"].signs


def test_priorities_keep_their_order(example: Agreement) -> None:
    assert example.priorities.names == ("P1", "P2", "P3", "P4")
    assert example.priorities.definitions["P1"].name == "Critical"
    assert example.priorities.derived_from == ()
    assert example.priorities.table == FrozenMap({})


def test_services(example: Agreement) -> None:
    service = example.services["practice-system"]
    assert service.hours == "surgery"
    assert service.charge is not None
    assert (service.charge.amount, service.charge.unit, service.charge.period) == (
        Decimal("2400.00"),
        None,
        Period("month"),
    )
    [clause] = service.availability.values()
    assert clause.degraded == Fraction(1, 2)
    assert [exclusion.cause for exclusion in clause.excludes] == [
        "planned maintenance",
        "client cause",
        "force majeure",
    ]
    assert clause.maintenance[0].windows[0].day == 5
    assert clause.maintenance[0].at_most[0].length == Duration.parse("4 hours")
    assert clause.credits is not None
    assert [tier.credit for tier in clause.credits.tiers] == [
        Fraction(1, 20),
        Fraction(3, 20),
        Fraction(1, 2),
    ]


def test_standards(example: Agreement) -> None:
    assert [*example.standards] == [
        "respond-critical",
        "resolve-critical",
        "respond-other",
        "resolve-other",
        "satisfaction",
    ]
    respond, resolve = example.standards["respond-critical"], example.standards["resolve-critical"]
    assert respond.service == "all"
    assert respond.applies_to["priority"] == ("P1",)
    assert respond.when_reprioritised == "from change"
    assert (respond.at_least, respond.or_at_most) == (1, 1)
    assert respond.credits is not None
    assert respond.credits.tiers == ()
    assert resolve.when_reprioritised == "from opening"
    assert resolve.clock is not None
    assert resolve.clock.pauses == (
        Pause("waiting on client", Duration.parse("2 business days")),
        Pause("waiting on third party", None),
    )
    assert resolve.warn_at == (Fraction(1, 2), Fraction(4, 5))
    assert resolve.counted_in == "decided"
    others = example.standards["resolve-other"]
    assert isinstance(others.within, FrozenMap)
    assert [*others.within] == ["P2", "P3", "P4"]
    assert others.within["P3"].unit is Unit.BUSINESS_DAYS
    satisfaction = example.standards["satisfaction"]
    assert satisfaction.service == ("service-desk",)
    assert satisfaction.measure is not None
    assert (satisfaction.measure.kind, satisfaction.measure.reading) == ("mean", "rating")


def test_management(example: Agreement) -> None:
    assert [step.at.kind for step in example.escalations["critical"].steps] == [
        "share",
        "share",
        "missed",
        "after",
    ]
    assert example.tracking.sources["tickets"].late_records_accepted_for == Duration.parse("5 days")
    assert example.reporting is not None
    assert example.reporting.due is not None
    assert example.reporting.due.anchor == "period"
    assert example.credits is not None
    assert example.credits.at_most is not None
    assert (example.credits.at_most.share, example.credits.at_most.per_months) == (Fraction(3, 10), 1)
    assert example.credits.claimed is None
    assert example.disagreements is not None
    assert [*example.disagreements.stages] == ["managers", "directors", "mediator"]
    assert example.disagreements.stages["mediator"].final
    assert example.review is not None
    assert len(example.review.also_when) == 3
    assert [*example.responsibilities.client] == ["named-caller", "answer-questions"]


def test_hours_become_a_calendar(example: Agreement) -> None:
    office = example.calendars["office"].calendar(range(2026, 2027), "UTC")
    assert office.zone == "Europe/London"
    assert office.weekly[4] == ((28_800, 45_000), (48_600, 61_200))
    assert office.weekly[5] == ()
    assert office.closed[date(2026, 4, 3)] == "Good Friday"
    assert office.closed[date(2026, 12, 24)] == "closed"
    assert office.open[date(2026, 5, 2)] == ((32_400, 46_800),)
    assert example.calendars["always"].calendar(range(2026, 2027), "Asia/Tokyo").zone == "Asia/Tokyo"
    assert example.calendars["always"].calendar([], "UTC").always


def test_a_clause_gives_its_own_words(example: Agreement) -> None:
    assert example.words("standards.resolve-critical.within") == "within: 4 hours"
    assert example.words("standards.resolve-critical.clock") == (
        "clock:\n  starts: opened\n  stops: resolved\n"
        "  pauses: [{waiting on client: at most 2 business days}, waiting on third party]"
    )
    assert example.words("standards.respond-critical.at least") == (
        "at least: 1 ticket                                  # with fewer the figure is shown, not scored"
    )
    assert example.words("standards.resolve-critical.warn at.2") == "80%"
    assert (
        example.words("services.practice-system.availability.excludes.2")
        == "{cause: client cause, decided by: both}"
    )
    assert example.words("").startswith("agreement:")
    with pytest.raises(KeyError):
        example.words("standards.nothing")


def test_a_clause_knows_its_place(example: Agreement) -> None:
    lines = TEXT.decode().splitlines()
    line, column = example.place("standards.resolve-critical.within")
    assert lines[line - 1][column - 1 :] == "within: 4 hours"
    assert example.place("agreement") == (5, 1)


def test_words_can_be_read_again_as_the_same_values(example: Agreement) -> None:
    whole = yaml.load(TEXT, Loader=yaml.BaseLoader)
    for name, clause in whole["standards"].items():
        assert yaml.load(example.words(f"standards.{name}"), Loader=yaml.BaseLoader) == {name: clause}


def test_the_same_terms_are_equal_however_they_are_written(example: Agreement) -> None:
    as_json = json.dumps(yaml.load(TEXT, Loader=yaml.BaseLoader))
    again, problems = read_agreement(as_json, file="again.json")
    assert problems == ()
    assert again == example
    assert hash(again) == hash(example)
    changed, _ = read_agreement(TEXT.replace(b"4 hours\n", b"5 hours\n", 1), file="x.yaml")
    assert changed != example
    assert example != "an agreement"


def test_an_agreement_can_be_sent_to_another_process(example: Agreement) -> None:
    again = pickle.loads(pickle.dumps(example))
    assert again == example
    assert again.words("credits.paid") == "paid: on the next invoice"
    assert copy.deepcopy(example) == example


def _parts(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _parts(getattr(value, name))
    elif isinstance(value, FrozenMap):
        for below in value.values():
            yield from _parts(below)
    elif isinstance(value, tuple):
        for below in value:
            yield from _parts(below)
    elif is_dataclass(value):
        for name in value.__dataclass_fields__:
            yield from _parts(getattr(value, name))


def test_nothing_in_it_can_be_changed(example: Agreement) -> None:
    parts = [*_parts(example)]
    assert len(parts) > 500
    for part in parts:
        hash(part)
        assert not isinstance(part, list | dict | set | bytearray)
        if isinstance(part, BaseModel):
            for name in type(part).model_fields:
                with pytest.raises(ValidationError, match="frozen"):
                    setattr(part, name, None)
        elif isinstance(part, FrozenMap):
            with pytest.raises(TypeError):
                part["new"] = 1
            with pytest.raises(AttributeError):
                part._items = {}
            with pytest.raises(AttributeError):
                del part._items
        elif is_dataclass(part) and type(part).__dataclass_fields__:
            with pytest.raises(AttributeError):
                setattr(part, next(iter(type(part).__dataclass_fields__)), None)


def test_terms_made_without_a_document_have_no_words() -> None:
    bare = Agreement.model_validate({"agreement": "a"})
    assert bare.file is None
    with pytest.raises(KeyError):
        bare.words("agreement")


def test_a_frozen_map_compares_in_order() -> None:
    one, other = FrozenMap({"a": 1, "b": 2}), FrozenMap({"b": 2, "a": 1})
    assert one != other
    assert one == FrozenMap({"a": 1, "b": 2})
    assert one != {"a": 1, "b": 2}
    assert repr(one) == "FrozenMap({'a': 1, 'b': 2})"
    assert len(one) == 2


def test_reading_is_quick() -> None:
    best = min(_timed() for _ in range(5))
    assert best < 0.05


def _timed() -> float:
    start = time.perf_counter()
    read_agreement(TEXT, file="harbour-dental.yaml")
    return time.perf_counter() - start
