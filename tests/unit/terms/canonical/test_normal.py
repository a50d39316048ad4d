"""The same meaning has the same normal form, however it is written; another meaning has another."""

from __future__ import annotations

import difflib
import random
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evenhand.errors import DocumentError
from evenhand.terms.agreement import Agreement
from evenhand.terms.canonical import as_document, canonical_bytes, identity, normal_form
from evenhand.terms.document import read_agreement
from evenhand.terms.editing import edited
from tests.unit.terms.canonical.rewriting import as_text, rewritten
from tests.unit.terms.documents import TEXTS
from tests.unit.terms.helping import agreed

PLAIN = {name: yaml.load(text, Loader=yaml.BaseLoader) for name, text in TEXTS.items()}


def read(text: str, file: str = "a.yaml") -> Agreement:
    agreement, problems = read_agreement(text, file=file)
    assert agreement is not None, problems
    return agreement


BYTES = {name: canonical_bytes(read(text)) for name, text in TEXTS.items()}


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(TEXTS)), st.integers(0, 10**9))
def test_another_way_to_write_it_is_no_other_meaning(name: str, seed: int) -> None:
    chance = random.Random(seed)
    text, file = as_text(rewritten(PLAIN[name], chance), chance)
    assert canonical_bytes(read(text, file)) == BYTES[name]


CALENDAR = "calendars: {office: {hours: {mon-fri: 08:00-18:00}}}\n"
STANDARD = CALENDAR + "priorities: [P1, P2]\nservices: {desk: {hours: office}}\nstandards:\n  a: "
CLOCK = "{clock: {starts: opened, stops: resolved}, within: 4 hours"
RESPONSE = "{clock: {starts: opened, stops: responded}, within: "
PLACE = "services: {a: {availability: "


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("language: en", ""),
        ("term: {from: 2026-01-01}\nin force from: 2026-01-01", "term: {from: 2026-01-01, renewal: none}"),
        ("calendars: {a: {timezone: Europe/London, hours: always}}", "calendars: {a: {hours: always}}"),
        ("calendars: {a: {hours: {mon-fri: 08:00-18:00}}}", "calendars: {a: {hours: {mon-tue: 8:00-18:00, wed: "
         "[08:00-12:00, 12:00-18:00], thu-fri: 08:00-18:00}}}"),
        ("calendars: {a: {hours: {mon: 08:00-18:00}, holidays: [2026-12-25], closed: [2026-12-24, 2026-12-31]}}",
         "calendars: {a: {hours: {mon: 08:00-18:00}, holidays: {dates: [{date: 2026-12-25}]}, "
         "closed: [{date: 2026-12-31}, 2026-12-24, 2026-12-24]}}"),
        ("priorities: [P1, P2]", "priorities: {P1: {}, P2: {}}"),
        ("priorities: {from: impact, table: {high: P1, low: P2}}",
         "priorities: {from: [impact], listed: [P1, P2], table: {high: P1, low: P2}}"),
        (f"{STANDARD}{CLOCK}, calendar: office, counted in: period decided}}",
         f"{STANDARD}{CLOCK}, calendar: office}}"),
        (f"{STANDARD}{CLOCK}, when reprioritised: from opening, scored: together, service: [all]}}",
         f"{STANDARD}{CLOCK}, when reopened: resumes}}"),
        (f"{STANDARD}{RESPONSE}1 hour, when reprioritised: from change}}",
         f"{STANDARD}{RESPONSE}60 minutes}}"),
        (f"{STANDARD}{CLOCK}, target: {{P1: 90% per month, P2: at least 80% per month}}, scored: each priority}}",
         f"{STANDARD}{CLOCK}, target: {{P2: 80.0% per month, P1: 90% per month}}}}"),
        ("services: {a: {availability: {target: 99% per month, degraded: 100%, unknown: excluded}}}",
         "services: {a: {availability: {target: 99.0 % per month}}}"),
        ("services: {a: {charge: none, availability: {target: none}}}", "services: {a: {availability: {}}}"),
        ("services: {a: {availability: {components: {all of: [web, db]}}}}",
         "services: {a: {availability: {components: [db, web]}}}"),
        ("services: {a: {availability: {credits: {base: charge of the service, tiers: {below: 99%, credit: 5%}}}}}",
         "services: {a: {availability: {credits: [{below: 0.99, credit: 5.0%}]}}}"),
        ("credits: {base: total charge}\nservices: {a: {availability: {credits: {base: total charge}}}}",
         "credits: {base: total charge}\nservices: {a: {availability: {credits: none}}}"),
        ("priorities: {from: [a, b], table: {x: {p: P1, q: P2}, y: {p: P2}}}",
         "priorities: {from: [a, b], listed: {P1: {}, P2: {}}, table: {x: {p: P1, q: P2}, y: {p: P2}}}"),
        ("currency: GBP\ncredits: {rounding: half up to 0.010 per clause}", "currency: GBP\ncredits: {}"),
        ("currency: JPY\ncredits: {rounding: half up to 1 per clause}", "currency: JPY\ncredits: {}"),
        ("credits: {base: charge of the service, claimed: automatically}", "credits: {}"),
        ("review: {also when: service added or removed}", "review: {also when: [{service: added or removed}]}"),
        ("responsibilities: {}\ntracking: {sources: {}}", ""),
        ("glossary: {caf\u00e9: a  b}", "glossary: {cafe\u0301: 'a b '}"),
        ("glossary: {a: \"one\\ntwo\"}", "glossary: {a: one two}"),
    ],
)  # fmt: skip
def test_two_ways_to_write_one_meaning(one: str, other: str) -> None:
    assert normal_form(agreed(one)) == normal_form(agreed(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("priorities: [P1, P2]", "priorities: [P2, P1]"),
        ("priorities: {from: impact, table: {high: P1, low: P2}}",
         "priorities: {from: impact, table: {low: P2, high: P1}}"),
        ("disagreements: {stages: {a: {who: x}, b: {who: y}}}",
         "disagreements: {stages: {b: {who: y}, a: {who: x}}}"),
        ("calendars: {a: {hours: always}}", 'calendars: {a: {hours: {mon-sun: "00:00-24:00"}}}'),
        ("services: {a: {availability: {degraded: as recorded}}}", "services: {a: {availability: {degraded: 100%}}}"),
        ("services: {a: {availability: {credits: none}}}", "services: {a: {availability: {}}}"),
        ("credits: {}", ""),
        ("currency: JPY\ncredits: {rounding: half up to 0.01 per clause}", "currency: JPY\ncredits: {}"),
        (PLACE + "{b: {target: 99% per month}}}}", PLACE + "{target: 99% per month}}}"),
        ("glossary: {a: \"x\\n- y\"}", "glossary: {a: x - y}"),
        ("glossary: {a: Word}", "glossary: {a: word}"),
        (f"{STANDARD}{CLOCK}, service: desk}}", f"{STANDARD}{CLOCK}}}"),
    ],
)  # fmt: skip
def test_two_meanings(one: str, other: str) -> None:
    assert normal_form(agreed(one)) != normal_form(agreed(other))


CANDIDATES = (
    "7 hours", "11 business days", "13 days", "61% per month", "at most 7 per month", "at least 3.3 per month",
    "61%", "0.61", "2026-06-17", "quarter", "week", "other words", "true", "false", "17", "07:00-07:30",
    "sat 03:00-04:00", "17.00 per month", "5 hours per month", "missed", "61 hours after", "opened", "stopped",
    "responded", "resolved", "restarts", "from change", "from opening", "together", "each priority", "none",
    "always", "office", "client", "provider", "both", "either", "up", "down", "counted as up", "removed",
    "17% of the total charge per month", "half even to 0.01 per clause", "total charge",
    "charge of the service", "within 17 days of the report", "5 periods", "mean of load",
    "17 business days after the period",
    "a@b.example", "de", "EUR", "Europe/Paris", "by agreement", "not required", "required", "FR",
    "WLS", "surgery", "P2", "P3", "service-desk", "practice-system",
    "resolve-other", "respond-other", "client.owner", "provider.director", "directors", "consecutive",
)  # fmt: skip


def _scalars(plain: Any, path: str = "") -> list[tuple[str, str]]:
    if isinstance(plain, str):
        return [(path, plain)]
    parts = plain.items() if isinstance(plain, dict) else ((str(n + 1), item) for n, item in enumerate(plain))
    return [found for key, below in parts for found in _scalars(below, f"{path}.{key}" if path else key)]


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(_scalars(PLAIN["harbour-dental"])), st.integers(0, 5))
def test_a_change_of_any_clause_changes_the_identity(clause: tuple[str, str], place: int) -> None:
    """Whatever can be read in its place and is another value of the model has another identity."""
    address, value = clause
    near = [word for word in difflib.get_close_matches(value, CANDIDATES, 7, 0.0) if word != value]
    text = TEXTS["harbour-dental"]
    changed, _ = read_agreement(edited(text, address, near[place]), file="a.yaml")
    assume(changed is not None)
    assert changed is not None
    assert (identity(changed) == identity(read(text))) == (changed == read(text))


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_the_form_is_a_document_of_the_same_meaning(name: str) -> None:
    document = as_document(normal_form(read(TEXTS[name])))
    again = read(yaml.safe_dump(document, sort_keys=False, allow_unicode=True))
    assert canonical_bytes(again) == BYTES[name]


def test_names_that_look_alike_are_refused() -> None:
    agreement = agreed("glossary: {caf\u00e9: a, cafe\u0301: b}")
    with pytest.raises(DocumentError, match='same-name: Two names under "glossary" look alike: café'):
        canonical_bytes(agreement)
