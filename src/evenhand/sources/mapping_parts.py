"""The parts of a mapping in YAML: columns, meanings, conditions, attributes, rules and forms of times."""

import re

from evenhand.calendars.zones import zone_names
from evenhand.records.tickets import EVENTS
from evenhand.sources.layouts import pattern
from evenhand.sources.mapping import (
    STATES,
    UNITS,
    Attribute,
    Columns,
    Condition,
    EventColumn,
    LeaveOut,
    Meaning,
    WaitingColumn,
)
from evenhand.sources.strict_yaml import Section
from evenhand.sources.zone_hints import zone_mend
from evenhand.trees.tree import Node


def needed(section: Section, key: str) -> Columns:
    """The columns of a key that must be there."""
    columns = section.texts(key)
    section.require(key, columns)
    return columns


def meanings(top: Section, kind: str) -> dict[str, Meaning]:
    """What each value of the state or event column means, in lower case."""
    key, known = ("states", STATES) if kind == "states" else ("events", EVENTS)
    node = top.get(key)
    if node is None:
        if kind == "states":
            top.require(key, False)
        return {} if kind == "states" else {name: Meaning(name) for name in EVENTS}
    section = top.section(node)
    return (
        {}
        if section is None
        else {value.casefold(): _meaning(section, value, each, known) for value, each in section.entries()}
    )


def _meaning(section: Section, value: str, node: Node, known: tuple[str, ...]) -> Meaning:
    """`resolved`, `waiting` (the reason is the value itself) or `{waiting: reason}`."""
    if isinstance(node.value, dict):
        inner = Section(node, section.file, section.problems)
        reason = inner.text("waiting")
        inner.require("waiting", reason)
        inner.close()
        return Meaning("waiting", reason)
    word = section.one_of(node, known)
    return Meaning(word, value if word == "waiting" else "")


def event_columns(top: Section) -> tuple[EventColumn, ...]:
    """The columns of a wide file that date events, in the order of `EVENTS`."""
    node = top.get("events")
    top.require("events", node)
    section = None if node is None else top.section(node)
    found: list[EventColumn] = []
    for event, value in () if section is None else section.entries():
        top.known(event, EVENTS, value.span.key)
        columns: Columns
        when = None
        if isinstance(value.value, dict):
            inner = Section(value, top.file, top.problems)
            columns = needed(inner, "column")
            when = condition_at(inner, "when")
            inner.close()
        else:
            columns = top.each(value)
        found.append(EventColumn(event, columns, when))
    if section is not None and not any(each.event == "opened" for each in found):
        section.refuse(
            section.node, "missing-key", "No column dates the event `opened`.", "Add opened: COLUMN."
        )
    return tuple(sorted(found, key=lambda each: EVENTS.index(each.event) if each.event in EVENTS else 0))


def condition_at(section: Section, key: str) -> Condition | None:
    """The condition under a key, None when the map lacks it."""
    node = section.get(key)
    inner = None if node is None else section.section(node)
    if inner is None:
        return None
    condition = _condition(inner)
    inner.close()
    return condition


def _condition(section: Section) -> Condition:
    columns = needed(section, "column")
    tests = [test for test in ("is", "is not", "matches", "filled") if section.get(test) is not None]
    if len(tests) != 1:
        section.refuse(
            section.node,
            "wrong-form",
            "A condition has one test.",
            "Write is, is not, matches or filled: yes.",
        )
        return Condition(columns, "filled")
    test = tests[0]
    if test == "filled":
        section.word("filled", ("yes",))
        return Condition(columns, "filled")
    values = tuple(value.casefold() for value in section.texts(test))
    return Condition(columns, "is" if test == "is" else "is not" if test == "is not" else "matches", values)


def waiting(top: Section) -> WaitingColumn | None:
    """The column with the total time waited."""
    node = top.get("waiting")
    section = None if node is None else top.section(node)
    if section is None:
        return None
    columns, unit = needed(section, "column"), section.word("unit", tuple(UNITS))
    section.require("unit", unit)
    reason = section.text("reason")
    section.close()
    return WaitingColumn(columns, unit, reason)


def attributes(top: Section) -> dict[str, Attribute]:
    """The columns of attributes, and what their values are called in the agreement."""
    node = top.get("attributes")
    section = None if node is None else top.section(node)
    attributes: dict[str, Attribute] = {}
    for name, value in () if section is None else section.entries():
        if isinstance(value.value, dict):
            inner = Section(value, top.file, top.problems)
            columns = needed(inner, "column")
            map_node = inner.get("values")
            values = None if map_node is None else inner.section(map_node)
            entries = () if values is None else values.entries()
            attributes[name] = Attribute(columns, {text: top.one(each) for text, each in entries})
            inner.close()
        else:
            attributes[name] = Attribute(top.each(value))
    return attributes


def leave_out(top: Section) -> tuple[LeaveOut, ...]:
    """The rules for records that are no tickets of the agreement."""
    node = top.get("leave out")
    if node is None:
        return ()
    if not isinstance(node.value, list):
        top.refuse(node, "wrong-form", "A list of rules belongs here.", "Begin each rule with a dash.")
        return ()
    rules: list[LeaveOut] = []
    for each in node.value:
        section = top.section(each)
        if section is not None:
            name, drop = section.text("name"), section.word("drop", ("ticket", "row"))
            section.require("name", name)
            section.require("drop", drop)
            rules.append(LeaveOut(name, _condition(section), drop == "ticket"))
            section.close()
    return tuple(rules)


def dates(top: Section) -> tuple[re.Pattern[str], ...]:
    """The forms of times; `iso` unless some are given."""
    forms: list[re.Pattern[str]] = []
    for form in top.texts("dates") or ("iso",):
        try:
            forms.append(pattern(form))
        except ValueError as error:
            node = top.get("dates")
            assert node is not None
            mend = 'Write iso, or a form such as "%d/%m/%Y %H:%M".'
            top.refuse(node, "bad-date-form", f'"{form}" cannot be read: {error}.', mend)
    return tuple(forms)


def timezone(top: Section) -> str | None:
    """The zone of times that say none; one that is not known is refused."""
    name = top.text("timezone")
    if name and name not in zone_names():
        node = top.get("timezone")
        assert node is not None
        top.refuse(node, "unknown-timezone", f'There is no time zone named "{name}".', zone_mend(name))
    return name or None
