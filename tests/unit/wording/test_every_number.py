"""Every number, date, time, length and address of a document is said, in a form that people recognise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from evenhand.terms.document import read_agreement
from evenhand.wording.examples.ground import Ground
from tests.unit.wording.documents import DOCUMENTS, EVERYTHING, agreement_in, read, said

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September"]
MONTHS += ["October", "November", "December"]
DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
CLOCK = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\b")
EMAIL = re.compile(r"\S+@\S+")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
LENGTH = re.compile(r"(\d[\d,]*(?:\.\d+)?) (second|minute|hour|business day|day|week|month|year)s?\b")
SIZES = {"second": (1, "s"), "minute": (60, "s"), "hour": (3600, "s"), "day": (1, "d"), "week": (7, "d")}
SIZES |= {"month": (1, "m"), "year": (12, "m"), "business day": (1, "b")}
UNSAID_ONES = ("at least", "every", "in proportion")
"""Where a 1 is said without a number: a month without any ticket, every minute, the share itself."""


@pytest.fixture(autouse=True)
def without_examples(monkeypatch):
    """Nothing is said only in an example."""
    monkeypatch.setattr(Ground, "of", lambda agreement: None)


def scalars(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """The texts of a document with the keys that lead to them; keys that are text count too."""
    if isinstance(value, dict):
        for key, below in value.items():
            if path[-2:-1] in (("clock",), ("pauses",)) or path[-1:] == ("pauses",):
                yield path, str(key)
            yield from scalars(below, (*path, str(key)))
    elif isinstance(value, list):
        for below in value:
            yield from scalars(below, path)
    else:
        yield path, str(value)


def plain(text: str) -> list[tuple[tuple[str, ...], str]]:
    """The scalars of a text, every one of them as text."""
    return [*scalars(yaml.load(text, Loader=yaml.BaseLoader))]


def numbers(text: str) -> set[Decimal]:
    """The numbers in a text, without the commas of thousands."""
    return {Decimal(number.replace(",", "").rstrip(".")) for number in NUMBER.findall(text)}


def lengths(text: str) -> set[tuple[Decimal, str]]:
    """The lengths of time in a text; 90 minutes and 1.5 hours are the same."""
    found = set()
    for number, unit in LENGTH.findall(text):
        size, kind = SIZES[unit]
        found.add((Decimal(number.replace(",", "")) * size, kind))
    return found


def unsaid(text: str, document: list[tuple[tuple[str, ...], str]]) -> Iterator[str]:
    """What of a document a text does not say."""
    there, long = numbers(text), lengths(text)
    for path, scalar in document:
        if EMAIL.fullmatch(scalar):
            yield from [scalar] if scalar not in text else []
            continue
        rest = scalar
        for year, month, day in DATE.findall(scalar):
            yield from [scalar] if f"{int(day)} {MONTHS[int(month) - 1]} {year}" not in text else []
            date(int(year), int(month), int(day))
            rest = rest.replace(f"{year}-{month}-{day}", " ")
        for clock in CLOCK.findall(rest):
            hours, _, minutes = clock.partition(":")
            yield from [clock] if f"{int(hours):02d}:{minutes}" not in text else []
            rest = rest.replace(clock, " ", 1)
        spare = path[-1] in UNSAID_ONES and rest.split() and rest.split()[0] == "1"
        if not spare and path[-1] not in ("email", "telephone"):
            stretches = lengths(rest)
            # A length of fixed size may be written in another unit: one day of an outage is 24 hours.
            yield from (
                f"{path}: {scalar}"
                for amount, kind in stretches
                if (amount, kind) not in long and (amount * 86_400, "s") not in long
            )
            single = LENGTH.sub(" ", rest)
            yield from (f"{path}: {scalar}" for number in numbers(single) if number not in there)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_is_said_to_the_last_number(path):
    assert not [*unsaid(said(agreement_in(path)), plain(path.read_text(encoding="utf-8")))]


NUMBERED = [
    (path, scalar)
    for path, scalar in plain(EVERYTHING.read_text(encoding="utf-8"))
    if re.search(r"\d", scalar) and not DATE.search(scalar) and "@" not in scalar and len(scalar) < 60
]


@given(st.integers(0, len(NUMBERED) - 1), st.integers(2, 89))
def test_whatever_the_number(place, number):
    text = EVERYTHING.read_text(encoding="utf-8")
    _, scalar = NUMBERED[place]
    changed = re.sub(r"(?<![\d:.P-])\d+(?![\d:.]*[:-])", str(number), scalar, count=1)
    other = text.replace(scalar, changed, 1)
    found, _ = read_agreement(other, file="a.yaml")
    if found is not None:
        assert not [*unsaid(said(found), plain(other))], changed


@pytest.mark.parametrize("amount", [1, 2])
@pytest.mark.parametrize("unit", ["second", "minute", "hour", "business day", "day", "week", "month", "year"])
def test_singular_and_plural(amount, unit):
    ending = "" if amount == 1 else "s"
    agreement = read(
        f"agreement: A\nresponsibilities: {{client: {{a: {{text: T., within: {amount} {unit}{ending}}}}}}}"
    )
    text = said(agreement)
    assert not re.search(r"\b1 (?!business)\w+s\b|\b[2-9] (second|minute|hour|day|month)\b", text)
    assert lengths(text) >= lengths(f"{amount} {unit}")
