"""What a form changes is written in the style of what stood there, and nothing else changes."""

from __future__ import annotations

from typing import Any

import pytest

from evenhand.errors import DocumentError, Problem
from evenhand_portal.agreements.editing.boxes import place
from evenhand_portal.agreements.editing.live import tried
from evenhand_portal.agreements.editing.pages import HEAD, Page, page_at
from evenhand_portal.agreements.editing.posted import named_twice
from evenhand_portal.agreements.editing.spelling import Unfit, opened, written
from evenhand_portal.agreements.tests.conftest import EXAMPLE
from evenhand_portal.agreements.tests.test_forms import PAGES, leaves
from evenhand_portal.agreements.views.clauses import box_of

SERVICE = "agreement: A\nservices:\n  mail:\n    availability:\n"
STANDARD = "agreement: A\nstandards:\n  a:\n"


def page_of(address: str) -> Page:
    page = page_at(address)
    assert page is not None
    return page


def changed(state: Any, steps: tuple[Any, ...], value: Any) -> Any:
    """The state with another value at the end of the steps; None takes it out, a new place at an end adds it."""
    if not steps:
        return value
    first, rest = steps[0], steps[1:]
    if isinstance(state, dict):
        below = changed(state.get(first), rest, value)
        return {key: one for key, one in {**state, first: below}.items() if one is not None}
    if isinstance(state, tuple):
        return tuple(changed(one, rest, value) if place == first else one for place, one in enumerate(state))
    items = [*state, None] if first == len(state) else [*state]
    items[first] = changed(items[first], rest, value)
    return [one for one in items if one is not None]


@pytest.mark.parametrize(
    ("before", "address", "steps", "value", "after"),
    [
        (SERVICE + "      excludes: [a, {cause: b, decided by: both}]\n", "services.mail.availability",
         (0, 1, "excludes", 2), {"cause": "c"}, "      excludes: [a, {cause: b, decided by: both}, c]\n"),
        (SERVICE + "      excludes: [a, b]  # two\n", "services.mail.availability",
         (0, 1, "excludes", 0, "decided by"), "both", "      excludes: [{cause: a, decided by: both}, b]  # two\n"),
        (SERVICE + "      credits: [{below: 99%, credit: 5%}]\n", "services.mail.availability",
         (0, 1, "credits", 1, "tiers", 0, "credit"), "6%", "      credits: [{below: 99%, credit: 6%}]\n"),
        (SERVICE + "      credits: [{below: 99%, credit: 5%}]\n", "services.mail.availability",
         (0, 1, "credits"), (0, "none"), "      credits: none\n"),
        (SERVICE + "      components: [web, database]\n", "services.mail.availability",
         (0, 1, "components", "all of", 1), None, "      components: [web]\n"),
        (SERVICE + "      maintenance: {windows: sat 12:00-14:00, notice: 5 days}\n", "services.mail.availability",
         (0, 1, "maintenance", 0, "windows", 1), "sun 12:00-14:00",
         "      maintenance: {windows: [sat 12:00-14:00, sun 12:00-14:00], notice: 5 days}\n"),
        (STANDARD + "    clock: {starts: opened, stops: resolved, pauses: [{client: at most 2 days}, b]}\n",
         "standards.a", ("clock", "pauses", 1, "at most"), "3 days",
         "    clock: {starts: opened, stops: resolved, pauses: [{client: at most 2 days}, {b: at most 3 days}]}\n"),
        (STANDARD + "    within: 4 hours\n", "standards.a", ("within",), (1, [("P1", "1 hour")]),
         "    within: {P1: 1 hour}\n"),
        (STANDARD + "    applies to: {priority: P1}\n", "standards.a", ("applies to", 0, 1, 1), "P2",
         "    applies to: {priority: [P1, P2]}\n"),
        (STANDARD + "    service: all\n    unknown: x\n", "standards.a", ("service", 0), "mail",
         "    service: mail\n    unknown: x\n"),
        ("agreement: A\ncalendars:\n  o: {hours: {mon: 08:00-12:00}, holidays: [2026-12-25]}\n", "calendars.o",
         ("hours", 1, 0, 1), "08:00-12:00, 13:00-17:00",
         "  o: {hours: {mon: [08:00-12:00, 13:00-17:00]}, holidays: [2026-12-25]}\n"),
        ("agreement: A\ncalendars:\n  o: {hours: always, closed: [2026-12-25]}\n", "calendars.o",
         ("closed", 0, "name"), "Christmas", "  o: {hours: always, closed: [{date: 2026-12-25, name: Christmas}]}\n"),
        ("agreement: A\npriorities: [P1, P2]\n", "priorities", ("listed", 2), ("P3", {}),
         "priorities: [P1, P2, P3]\n"),
        ("agreement: A\npriorities: {from: [i], table: {high: P1, low: P2}}\n", "priorities",
         ("table", 1, "priority"), "P3", "priorities: {from: [i], table: {high: P1, low: P3}}\n"),
        ("agreement: A\npriorities: {from: [i, u], table: {high: {a: P1, b: P2}}}\n", "priorities",
         ("table", 2), {"values": ["low", "a"], "priority": "P4"},
         "priorities: {from: [i, u], table: {high: {a: P1, b: P2}, low: {a: P4}}}\n"),
        ("agreement: A\nreview: {every: month}\n", "review", ("also when",), [(4, {"service": "added or removed"})],
         "review: {every: month, also when: [service added or removed]}\n"),
        ("agreement: A\n# about us\ncurrency: GBP\n", HEAD, ("currency",), "EUR", "currency: EUR\n"),
    ],
)  # fmt: skip
def test_the_style_of_what_stood_there(
    before: str, address: str, steps: tuple[Any, ...], value: Any, after: str
) -> None:
    page = page_of(address)
    if page.name == "availability":
        steps = (0, *steps[1:])  # one clause, whose name is empty
    text = page.applied(before, changed(page.opened(before), steps, value))
    assert text.endswith(after)
    assert text[: -len(after)] == before[: len(text) - len(after)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.address)
def test_what_is_written_is_opened_as_the_same(page: Page) -> None:
    old = page.plain(EXAMPLE)
    for line, build in leaves(page.shape):
        state = build(line.options[0] if line.options else "08:00-12:00, 13:00-17:00")
        if isinstance(state, dict) and "table" in state:
            continue  # half a row of the table cannot be written
        for before in (None, old):
            assert opened(page.shape, written(page.shape, state, before)) == state


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("standards.a", STANDARD + "    clock: opened\n"),
        ("standards.a", STANDARD + "    title: [x]\n"),
        ("review", "agreement: A\nreview: {also when: [something else]}\n"),
        ("priorities", "agreement: A\npriorities: [P1, P1]\n"),
    ],
)
def test_what_has_another_shape_is_not_put_into_a_form(address: str, text: str) -> None:
    with pytest.raises(Unfit):
        page_of(address).opened(text)


def test_a_name_that_stands_twice_is_refused_and_neither_is_lost() -> None:
    page = page_of("tracking")
    state = {"sources": [("t", {"from": "desk"}), ("t", {"from": "monitor"})]}
    trial = tried(page, EXAMPLE, state)
    assert [one.code for one in trial.mistakes] == ["duplicate-name"]
    assert trial.text == ""
    inside = {"tiers": [{"each ticket over": [("P1", "1 hour"), ("P1", "2 hours")]}]}
    assert [*named_twice(page_of("standards.a").shape, {"credits": (1, inside)})] == ["P1"]


def test_what_cannot_be_written_is_told() -> None:
    trial = tried(page_of("term"), EXAMPLE, {"exit": "\x07"})
    assert [one.code for one in trial.mistakes] == ["control-character"]
    assert tried(page_of("glossary"), EXAMPLE, None).text.count("glossary: {}") == 1
    with pytest.raises(DocumentError):
        page_of("standards.gone").without(EXAMPLE)


def test_a_problem_finds_its_field_whichever_way_the_clause_is_written() -> None:
    page = page_of("services.practice-system.availability")
    box = box_of(page, EXAMPLE, page.opened(EXAMPLE))
    address = "services.practice-system.availability"
    told = [
        Problem("x", "tier", clause=f"{address}.credits.2.below"),
        Problem("x", "cause", clause=f"{address}.excludes.1"),
        Problem("x", "notice", clause=f"{address}.maintenance.notice"),
        Problem("x", "elsewhere", clause="reporting"),
        Problem("x", "nowhere"),
    ]
    assert [field for _, field in place(told, box)] == [
        "clause.0.is.credits.1.tiers.1.below",
        "clause.0.is.excludes.0.cause",
        "clause.0.is.maintenance.0.notice",
        "",
        "",
    ]
