"""Every field of the model is compared, applied and shown: the ones there are, and the ones still to come."""

from __future__ import annotations

import copy
import typing
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from evenhand.terms.agreement import Agreement
from evenhand.terms.base import Clause
from evenhand.terms.canonical import normal_form
from evenhand.terms.difference import applied, difference
from evenhand.terms.difference.tree import tree_of
from tests.unit.terms.difference.editing import EVERYTHING, TREES, valid
from tests.unit.terms.difference.test_favours import agreed, changes

TEXT = EVERYTHING.read_text("utf-8")
WHOLE = agreed(TEXT)
HIGH = "    P2: {name: High, when: A clinician cannot work as usual.}\n"
NORMAL = "    P3: {name: Normal, when: Anything else.}\n"
MANAGERS = "    managers: {who: [client.manager, provider.desk], within: 5 business days}\n"
MEDIATOR = "    mediator: {who: an independent mediator, within: 30 days, final: true}\n"


def kinds(annotation: Any) -> Iterator[type[Clause]]:
    """The classes of clauses in a type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in typing.get_args(annotation):
        yield from kinds(part)


def fields(kind: type[Clause], seen: set[type[Clause]]) -> Iterator[tuple[type[Clause], str]]:
    """Every field of a class and of all classes below it."""
    if kind in seen:
        return
    seen.add(kind)
    for name, field in kind.model_fields.items():
        yield kind, name
        for below in kinds(field.annotation):
            yield from fields(below, seen)


FIELDS = [*fields(Agreement, set())]


def clauses(value: Any) -> Iterator[Clause]:
    """Every clause in an agreement."""
    if isinstance(value, Clause):
        yield value
        for name in type(value).model_fields:
            yield from clauses(getattr(value, name))
    elif hasattr(value, "values"):
        for below in value.values():
            yield from clauses(below)
    elif isinstance(value, tuple):
        for below in value:
            yield from clauses(below)


@pytest.mark.parametrize(("kind", "name"), FIELDS, ids=[f"{kind.__name__}.{name}" for kind, name in FIELDS])
def test_everything_holds_every_field(kind, name):
    """Add a new field to everything.yaml, written with a value that is not its default."""
    default = kind.model_fields[name].get_default()
    held = [getattr(each, name) for each in clauses(WHOLE) if type(each) is kind]
    fixed = {("ServicesChange", "service"), ("BusinessDays", "end"), ("Disagreements", "while_open")}
    assert (kind.__name__, name) in fixed or any(value != default for value in held)


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, below in items:
        yield (*path, key)
        yield from places(below, (*path, key))


@pytest.mark.parametrize("path", [*places(TREES[EVERYTHING])], ids=lambda path: ".".join(map(str, path)))
def test_what_is_taken_away_is_missed(path):
    tree = copy.deepcopy(TREES[EVERYTHING])
    holder = tree
    for part in path[:-1]:
        holder = holder[part]
    del holder[path[-1]]
    shorter = valid(tree)
    if shorter is None:
        return  # a key that has to be there
    found = difference(WHOLE, shorter)
    assert bool(found) == (normal_form(shorter) != normal_form(WHOLE))
    assert normal_form(applied(WHOLE, found)) == normal_form(shorter)
    assert normal_form(applied(shorter, difference(shorter, WHOLE))) == normal_form(WHOLE)
    top = {change.address.split(".")[0] for change in found}
    assert top <= {path[0], "standards"}  # credits of standards may rest on the base of all credits


def test_an_agreement_is_its_own_tree():
    assert normal_form(Agreement.model_validate(tree_of(WHOLE))) == normal_form(WHOLE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("within: 15 minutes", "within: 900 seconds"),
        ("notice: 1 week", "notice: 7 days"),
        ("within: {P1: 4 hours, P2: 2 business days, P3: 1 week}",
         "within:\n      P3: 7 days\n      P1: 4 hours\n      P2: 2 business days"),
        ("includes: [server, backups, vendor liaison]", "includes: [vendor liaison, backups, server, server]"),
        ("    title: Response\n    service: [desk, system]\n", "    service: [system, desk]\n    title:  Response\n"),
        ("  surgery: {hours", "  surgery: {timezone: Europe/London, hours"),
        ("degraded: 50%", "degraded: 50.0%"),
        ("client:\n    answer", "client:\n\n    # whose turn it is\n    answer"),
    ],
)  # fmt: skip
def test_other_notations_are_no_difference(old, new):
    assert changes(old, new) == ()


@pytest.mark.parametrize(
    ("old", "new", "address", "order"),
    [
        (f"{HIGH}{NORMAL}", f"{NORMAL}{HIGH}", "priorities", ["P1", "P3", "P2"]),
        (f"{MANAGERS}{MEDIATOR}", f"{MEDIATOR}{MANAGERS}", "disagreements.stages", ["mediator", "managers"]),
        ("[{below: 99.9%, credit: 5%}, {at or below: 99%, points: 2}]",
         "[{at or below: 99%, points: 2}, {below: 99.9%, credit: 5%}]",
         "services.system.availability.region.credits.tiers", ["99%", "99.9%"]),
        ("from: [criticality, impact]", "from: [impact, criticality]", "priorities.from", ["impact", "criticality"]),
    ],
)  # fmt: skip
def test_order_is_a_change_where_it_means_something(old, new, address, order):
    [change] = changes(old, new)
    assert (change.kind, change.address, change.after) == ("moved", address, order)


def test_a_clause_with_another_name_was_moved_and_its_references_follow():
    renamed = TEXT.replace("  resolve:\n", "  repair:\n").replace("[respond, resolve]", "[respond, repair]")
    renamed = renamed.replace("pauses: [resolve]", "pauses: [repair]").replace("P1: 4 hours", "P1: 5 hours")
    found = difference(WHOLE, agreed(renamed))
    assert [(change.kind, change.address, change.origin, change.favours) for change in found] == [
        ("moved", "standards.repair", "standards.resolve", "neither"),
        ("changed", "standards.repair.within.P1", "standards.resolve.within.P1", "provider"),
        ("changed", "responsibilities.client.answer.if not met.pauses.1", None, "neither"),
        ("changed", "escalations.critical.applies to.standard.2", None, "neither"),
    ]


def test_a_person_with_another_name_is_the_same_person():
    text = TEXT.replace("      owner: {role", "      proprietor: {role").replace(
        "client.owner", "client.proprietor"
    )
    found = difference(WHOLE, agreed(text))
    assert [change.kind for change in found] == ["moved", "changed", "changed"]
    assert {change.favours for change in found} == {"neither"}


def test_a_priority_with_another_name_is_another_for_records():
    [moved, *_] = difference(agreed("agreement: A\npriorities: {P1: {name: Critical}}"),
                             agreed("agreement: A\npriorities: {X: {name: Critical}}"))  # fmt: skip
    assert (moved.kind, moved.favours) == ("moved", "not decidable")


def test_some_of_the_changes_can_be_taken_alone():
    text = TEXT.replace("within: 15 minutes", "within: 30 minutes").replace("95% per month", "96% per month")
    found = difference(WHOLE, agreed(text))
    half = applied(WHOLE, [change for change in found if change.address == "standards.respond.within"])
    assert normal_form(half) == normal_form(agreed(TEXT.replace("within: 15 minutes", "within: 30 minutes")))
