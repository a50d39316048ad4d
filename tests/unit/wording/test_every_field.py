"""Every field of every clause of the format changes what is said: a new field cannot be forgotten."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from evenhand.terms.agreement import Agreement
from evenhand.terms.base import Clause, FrozenMap
from evenhand.terms.management import BusinessDays, Disagreements
from evenhand.terms.standards import Standard
from evenhand.wording.examples.ground import Ground
from tests.unit.wording.documents import DOCUMENTS, EVERYTHING, agreement_in, said

Path = tuple[tuple[str, Any], ...]
Field = tuple[type[Clause], str]

ONE_OF_THEM: set[Field] = {(Standard, "clock"), (Standard, "measure")}
"""A standard has one of them, so neither can be left out; what is within them is tried."""
ONE_VALUE: set[Field] = {(BusinessDays, "end"), (Disagreements, "while_open")}
"""The format knows one value for them, so there is no other to try."""


@pytest.fixture(autouse=True)
def without_examples(monkeypatch):
    """Examples are no part of what is agreed, and take their time."""
    monkeypatch.setattr(Ground, "of", lambda agreement: None)


def clauses_in(kind: Any) -> Iterator[type[Clause]]:
    """Every type of clause that a type can hold, itself included."""
    if isinstance(kind, type) and issubclass(kind, Clause):
        yield kind
    for part in typing.get_args(kind):
        yield from clauses_in(part)


def types(start: type[Clause], found: set[type[Clause]]) -> set[type[Clause]]:
    """The types of all clauses that can stand below a clause."""
    found.add(start)
    hints = typing.get_type_hints(start, include_extras=True)
    for name in start.model_fields:
        for below in clauses_in(hints[name]):
            if below not in found:
                types(below, found)
    return found


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Clause]]:
    """Every clause below a value, with the way to it."""
    if isinstance(value, Clause):
        yield path, value
        for name in type(value).model_fields:
            yield from walk(getattr(value, name), (*path, ("field", name)))
    elif isinstance(value, FrozenMap):
        for key, below in value.items():
            yield from walk(below, (*path, ("key", key)))
    elif isinstance(value, tuple):
        for place, below in enumerate(value):
            yield from walk(below, (*path, ("place", place)))


def replaced(value: Any, path: Path, name: str, new: Any) -> Any:
    """The same value with another one at a field of the clause that a way leads to."""
    if not path:
        return value.model_copy(update={name: new})
    (kind, step), *rest = path
    if kind == "field":
        return value.model_copy(update={step: replaced(getattr(value, step), tuple(rest), name, new)})
    if kind == "key":
        return FrozenMap(
            {
                key: replaced(below, tuple(rest), name, new) if key == step else below
                for key, below in value.items()
            }
        )
    return tuple(
        replaced(below, tuple(rest), name, new) if place == step else below
        for place, below in enumerate(value)
    )


def others(value: Any, default: Any) -> Iterator[Any]:
    """Other values of a field: a list without its last part, another number, anything else as if not written."""
    if isinstance(value, FrozenMap) and value:
        yield FrozenMap(dict([*value.items()][:-1]))
    elif isinstance(value, tuple) and value:
        yield value[:-1]
    elif isinstance(value, Fraction | int) and not isinstance(value, bool):
        yield value / 2 if isinstance(value, Fraction) else value + 7
    elif value != default:
        yield default


def test_every_field_is_said():
    agreement = agreement_in(EVERYTHING)
    whole = said(agreement)
    tried: set[Field] = set()
    for path, clause in walk(agreement):
        for name, field in type(clause).model_fields.items():
            if field.is_required() or (type(clause), name) in tried | ONE_OF_THEM:
                continue
            for value in others(getattr(clause, name), field.default):
                if said(replaced(agreement, path, name, value)) != whole:
                    tried.add((type(clause), name))
    needed = {(kind, name) for kind in types(Agreement, set()) for name in kind.model_fields}
    required = {(kind, name) for kind, name in needed if kind.model_fields[name].is_required()}
    missing = needed - required - tried - ONE_OF_THEM - ONE_VALUE
    assert not missing, f"Put these into words, and into everything.yaml: {sorted(map(str, missing))}"


def test_no_clause_is_without_words():
    """What is needed in a clause is said wherever the clause is: without the clause less is said."""
    there = {type(clause) for _, clause in walk(agreement_in(EVERYTHING))}
    assert types(Agreement, set()) == there, "everything.yaml holds every kind of clause"


def test_texts_that_people_wrote_are_said_as_they_stand():
    for path in DOCUMENTS:
        agreement = agreement_in(path)
        whole = " ".join(said(agreement).split()).lower()
        for where, clause in walk(agreement):
            for name in type(clause).model_fields:
                for text in texts(getattr(clause, name)):
                    shown = " ".join(text.split()).lower()
                    assert shown in whole or names_a_clause(text), (path.name, where, name, text)


def texts(value: Any) -> Iterator[str]:
    """The texts that stand directly at a field."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple) and all(isinstance(each, str) for each in value):
        yield from value
    elif isinstance(value, FrozenMap):
        for key, below in value.items():
            if isinstance(below, str):
                yield below
            if isinstance(key, tuple):
                yield from key


CHOICES = {
    "automatic", "by agreement", "none", "client", "provider", "either", "both", "excluded", "up", "down",
    "removed", "counted as up", "resumes", "restarts", "counts", "from opening", "from change", "decided",
    "opened", "stopped", "together", "each priority", "each service", "charge of the service", "total charge",
    "required", "not required", "all", "at close", "credit is held", "added or removed", "responded", "waiting",
    "resumed", "resolved", "reopened", "closed", "en",
}  # fmt: skip
"""Values of the format that are said in other words."""


def names_a_clause(text: str) -> bool:
    """Whether a text is a value of the format or a name of another clause, which is called by its title."""
    return text in CHOICES or any(text in names_of(agreement_in(path)) for path in DOCUMENTS)


def names_of(agreement: Agreement) -> set[str]:
    """The names of clauses that others call them by."""
    contacts = agreement.parties.contact_names()
    stages = agreement.disagreements.stages if agreement.disagreements else ()
    return {
        *agreement.calendars,
        *agreement.services,
        *agreement.standards,
        *stages,
        *contacts,
        agreement.language,
    }
