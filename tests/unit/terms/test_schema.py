from __future__ import annotations

import copy
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from evenhand.terms.document import json_schema
from tests.unit.terms.helping import EXAMPLE


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def example() -> Any:
    return yaml.load(EXAMPLE.read_bytes(), Loader=yaml.BaseLoader)


def test_the_example_is_valid_as_text(validator: Draft202012Validator) -> None:
    assert [error.message for error in validator.iter_errors(example())] == []


def test_the_example_is_valid_with_numbers_and_truth_values(validator: Draft202012Validator) -> None:
    document = example()
    document["version"] = 3
    document["parties"]["client"]["contacts"]["owner"]["signs"] = True
    document["standards"]["satisfaction"]["at least"] = 10
    document["credits"]["repeated"] = {"consecutive": 2, "times": 1.5}
    assert [error.message for error in validator.iter_errors(document)] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("agreement",), None),
        (("curency",), "GBP"),
        (("currency",), "pounds"),
        (("term", "from"), "1 January"),
        (("term",), {"to": "2026-12-31"}),
        (("calendars", "office", "hours", "mon-thu"), "8 to 18"),
        (("calendars", "office", "hours", "weekdays"), "08:00-18:00"),
        (("calendars", "office", "holidays"), {"land": "GB"}),
        (("standards", "resolve-critical", "whitin"), "4 hours"),
        (("standards", "resolve-critical", "within"), "4 hrs"),
        (("standards", "resolve-critical", "target"), "90%"),
        (("standards", "resolve-critical", "clock", "stops"), "reponded"),
        (("standards", "resolve-critical", "clock", "pauses"), [{"waiting": "long"}]),
        (("standards", "resolve-other", "within", "P2"), "soon"),
        (("standards", "satisfaction", "at least"), "ten"),
        (("services", "practice-system", "charge"), "2,400 per month"),
        (("services", "practice-system", "availability", "unknown"), "maybe"),
        (("services", "practice-system", "availability", "credits"), [{"beneath": "90%"}]),
        (("priorities", "P1"), "Critical"),
        (("reporting", "due"), "soon"),
        (("review", "also when"), ["whenever"]),
        (("escalations", "critical", "steps"), [{"at": "later", "notify": []}]),
    ],
)
def test_obvious_mistakes_are_not_valid(
    validator: Draft202012Validator, path: tuple[str, ...], value: Any
) -> None:
    document = copy.deepcopy(example())
    part = document
    for key in path[:-1]:
        part = part[key]
    if value is None:
        del part[path[-1]]
    else:
        part[path[-1]] = value
    assert not validator.is_valid(document)


@pytest.mark.parametrize(
    "document",
    [
        {"priorities": ["P1", "P2"]},
        {"priorities": {"from": ["impact"], "table": {"high": "P1"}, "listed": ["P1"]}},
        {"calendars": {"c": {"hours": "always"}}},
        {"calendars": {"c": {"hours": {"mon": ["08:00-12:00"]}, "holidays": ["2026-01-01"]}}},
        {"services": {"s": {"availability": {"a": {"target": "99% per month"}, "b": {"target": "none"}}}}},
        {"services": {"s": {"charge": "21.00 per user per month", "includes": "backups"}}},
        {"standards": {"s": {"service": ["a", "b"], "within": "as agreed on the ticket"}}},
        {
            "standards": {
                "s": {"within": {"P1": "1 week"}, "calendar": {"P1": "c"}, "target": {"P1": "9% per day"}}
            }
        },
        {"standards": {"s": {"credits": {"base": "total charge", "tiers": {"in proportion": 1}}}}},
        {"credits": {"at most": "1 month's charge per 12 months", "claimed": "within 30 days of the report"}},
        {"review": {"also when": "service added or removed"}},
        {"review": {"also when": [{"points": 5, "in": "3 months"}, {"plan overdue": "10 business days"}]}},
    ],
)
def test_other_forms_are_valid(validator: Draft202012Validator, document: dict[str, Any]) -> None:
    assert [error.message for error in validator.iter_errors({"agreement": "a", **document})] == []


def test_every_key_is_described() -> None:
    schema = json_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == "Evenhand agreement"
    for part in [schema, *schema["$defs"].values()]:
        for key, value in part.get("properties", {}).items():
            assert value.get("description"), (part["title"], key)
            assert "default" not in value
