"""Mappings from YAML: a preset by name or a file of one's own, with every mistake at its line."""

import re
from importlib import resources
from pathlib import Path

import yaml

from evenhand.errors import Problem, RecordError
from evenhand.records.tickets import EVENTS
from evenhand.sources.layouts import pattern
from evenhand.sources.mapping import (
    KINDS,
    STATES,
    UNITS,
    Attribute,
    Columns,
    Condition,
    EventColumn,
    LeaveOut,
    Meaning,
    TicketMapping,
    WaitingColumn,
    canonical,
)
from evenhand.sources.strict_yaml import Section, read_section
from evenhand.sources.trouble import nearest, trouble

ISO = (pattern("iso"),)
CANONICAL = canonical(ISO)


def presets() -> tuple[str, ...]:
    """The names of the mappings that come with Evenhand."""
    folder = resources.files("evenhand.sources") / "presets"
    return tuple(
        sorted(each.name.removesuffix(".yaml") for each in folder.iterdir() if each.name.endswith(".yaml"))
    )


def load_mapping(name_or_path: str | Path) -> tuple[TicketMapping | None, tuple[Problem, ...]]:
    """The mapping of a preset name, `canonical`, or a YAML file; None with problems when it cannot be used.

    Raises RecordError when there is no such preset and no such file.
    """
    name = str(name_or_path)
    if name == "canonical":
        return CANONICAL, ()
    if name in presets():
        folder = resources.files("evenhand.sources") / "presets"
        return read_mapping((folder / f"{name}.yaml").read_text("utf-8"), file=f"{name}.yaml", name=name)
    path = Path(name)
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise trouble(path, "bad-text", "The mapping is not UTF-8 text.", "Save it as UTF-8.") from None
    except OSError as error:
        known = ("canonical", *presets())
        mend = nearest(name, known) or f"Presets: {', '.join(known)}."
        raise trouble(
            path, "no-such-mapping", f"There is no such preset or file ({error.strerror}).", mend
        ) from None
    return read_mapping(text, file=name, name=path.stem)


def usable_mapping(name_or_path: str | Path) -> TicketMapping:
    """As `load_mapping`, raising RecordError with all problems when the mapping cannot be used."""
    mapping, problems = load_mapping(name_or_path)
    if mapping is None:
        raise RecordError(problems)
    return mapping


def read_mapping(text: str, *, file: str, name: str) -> tuple[TicketMapping | None, tuple[Problem, ...]]:
    """Read a mapping from YAML text; None with all its problems when there are any."""
    top, problems = read_section(text, file)
    if top is None:
        return None, tuple(problems)
    kind = top.word("kind", KINDS)
    top.require("kind", kind)
    if kind not in KINDS:
        return None, tuple(problems)
    wide = kind == "wide"
    mapping = TicketMapping(
        name=name,
        kind=kind,
        ticket=_needed(top, "ticket"),
        at=() if wide else _needed(top, "at"),
        word=() if wide else _needed(top, "state" if kind == "states" else "event"),
        meanings={} if wide else _meanings(top, kind),
        event_columns=_event_columns(top) if wide else (),
        opened_at=top.texts("opened at") if kind == "states" else (),
        order=tuple((each,) for each in top.texts("order")) if kind == "states" else (),
        responded=_condition_at(top, "responded") if kind == "states" else None,
        first_row=top.word("first row", EVENTS) if kind == "events" else "",
        last_row=top.word("last row", EVENTS) if kind == "events" else "",
        waiting=_waiting(top) if kind != "states" else None,
        agreed_due=top.texts("agreed due"),
        received=top.texts("received"),
        attributes=_attributes(top),
        leave_out=_leave_out(top),
        dates=_dates(top),
        empty=top.texts("empty"),
        timezone=top.text("timezone") or None,
        encoding=top.text("encoding") or None,
        about=top.text("about"),
    )
    top.close()
    return (None if problems else mapping), tuple(problems)


def _needed(section: Section, key: str) -> Columns:
    columns = section.texts(key)
    section.require(key, columns)
    return columns


def _meanings(top: Section, kind: str) -> dict[str, Meaning]:
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
        else {value.casefold(): _meaning(section, value, each, known) for value, _, each in section.entries()}
    )


def _meaning(section: Section, value: str, node: yaml.Node, known: tuple[str, ...]) -> Meaning:
    """`resolved`, `waiting` (the reason is the value itself) or `{waiting: reason}`."""
    if isinstance(node, yaml.MappingNode):
        inner = Section(node, section.file, section.problems)
        reason = inner.text("waiting")
        inner.require("waiting", reason)
        inner.close()
        return Meaning("waiting", reason)
    word = section.one_of(node, known)
    return Meaning(word, value if word == "waiting" else "")


def _event_columns(top: Section) -> tuple[EventColumn, ...]:
    node = top.get("events")
    top.require("events", node)
    section = None if node is None else top.section(node)
    found: list[EventColumn] = []
    for event, key, value in () if section is None else section.entries():
        top.one_of(key, EVENTS)
        columns: Columns
        when = None
        if isinstance(value, yaml.MappingNode):
            inner = Section(value, top.file, top.problems)
            columns = _needed(inner, "column")
            when = _condition_at(inner, "when")
            inner.close()
        elif isinstance(value, yaml.SequenceNode):
            columns = tuple(top.one(each) for each in value.value)
        else:
            columns = (top.one(value),)
        found.append(EventColumn(event, columns, when))
    if section is not None and not any(each.event == "opened" for each in found):
        section.refuse(
            section.node, "missing-key", "No column dates the event `opened`.", "Add opened: COLUMN."
        )
    return tuple(sorted(found, key=lambda each: EVENTS.index(each.event) if each.event in EVENTS else 0))


def _condition_at(section: Section, key: str) -> Condition | None:
    node = section.get(key)
    inner = None if node is None else section.section(node)
    if inner is None:
        return None
    condition = _condition(inner)
    inner.close()
    return condition


def _condition(section: Section) -> Condition:
    columns = _needed(section, "column")
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


def _waiting(top: Section) -> WaitingColumn | None:
    node = top.get("waiting")
    section = None if node is None else top.section(node)
    if section is None:
        return None
    columns, unit = _needed(section, "column"), section.word("unit", tuple(UNITS))
    section.require("unit", unit)
    reason = section.text("reason")
    section.close()
    return WaitingColumn(columns, unit, reason)


def _attributes(top: Section) -> dict[str, Attribute]:
    node = top.get("attributes")
    section = None if node is None else top.section(node)
    attributes: dict[str, Attribute] = {}
    for name, _, value in () if section is None else section.entries():
        if isinstance(value, yaml.MappingNode):
            inner = Section(value, top.file, top.problems)
            columns = _needed(inner, "column")
            map_node = inner.get("values")
            values = None if map_node is None else inner.section(map_node)
            entries = () if values is None else values.entries()
            attributes[name] = Attribute(columns, {text: top.one(each) for text, _, each in entries})
            inner.close()
        elif isinstance(value, yaml.SequenceNode):
            attributes[name] = Attribute(tuple(top.one(each) for each in value.value))
        else:
            attributes[name] = Attribute((top.one(value),))
    return attributes


def _leave_out(top: Section) -> tuple[LeaveOut, ...]:
    node = top.get("leave out")
    if node is None:
        return ()
    if not isinstance(node, yaml.SequenceNode):
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


def _dates(top: Section) -> tuple[re.Pattern[str], ...]:
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
