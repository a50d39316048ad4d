"""Mappings from YAML: what they mean, and every mistake at its line."""

import pytest

from evenhand.errors import RecordError
from evenhand.sources.mapping import (
    Attribute,
    Condition,
    EventColumn,
    LeaveOut,
    Meaning,
    WaitingColumn,
    found,
)
from evenhand.sources.mapping_reading import CANONICAL, load_mapping, read_mapping, usable_mapping
from evenhand.sources.preset_files import presets

STATES = """
about: Our desk.
kind: states
ticket: [number, sys_id]
at: updated
order: [row, mod]
opened at: opened
state: state
states: {New: new, On Hold: waiting, Pending: {waiting: supplier}, Closed: closed}
responded: {column: state, is not: [New]}
dates: [iso, "%d/%m/%Y"]
empty: ["NULL"]
timezone: Europe/London
encoding: windows-1252
received: arrived
agreed due: due
attributes:
  priority: {column: prio, values: {"1": P1, 2 - High: P2}}
  service: [system, area]
  company: client
leave out:
  - {name: alerts, column: from, matches: "*@Monitor.example", drop: ticket}
  - {name: notes, column: kind, is: [note, Draft], drop: row}
  - {name: marked, column: mark, filled: yes, drop: row}
"""


def read(text):
    return read_mapping(text, file="m.yaml", name="m")


def test_a_mapping_of_states():
    mapping, problems = read(STATES)
    assert problems == ()
    assert mapping is not None
    assert (mapping.name, mapping.kind, mapping.about) == ("m", "states", "Our desk.")
    assert (mapping.ticket, mapping.at, mapping.word) == (("number", "sys_id"), ("updated",), ("state",))
    assert mapping.order == (("row",), ("mod",))
    assert mapping.opened_at == ("opened",)
    assert mapping.meanings == {
        "new": Meaning("new"),
        "on hold": Meaning("waiting", "On Hold"),
        "pending": Meaning("waiting", "supplier"),
        "closed": Meaning("closed"),
    }
    assert mapping.responded == Condition(("state",), "is not", ("new",))
    assert len(mapping.dates) == 2
    assert (mapping.empty, mapping.timezone, mapping.encoding) == (("NULL",), "Europe/London", "windows-1252")
    assert (mapping.received, mapping.agreed_due) == (("arrived",), ("due",))
    assert mapping.attributes == {
        "priority": Attribute(("prio",), {"1": "P1", "2 - High": "P2"}),
        "service": Attribute(("system", "area")),
        "company": Attribute(("client",)),
    }
    assert mapping.leave_out == (
        LeaveOut("alerts", Condition(("from",), "matches", ("*@monitor.example",)), True),
        LeaveOut("notes", Condition(("kind",), "is", ("note", "draft")), False),
        LeaveOut("marked", Condition(("mark",), "filled"), False),
    )


def test_a_mapping_of_a_wide_file():
    mapping, problems = read("""
kind: wide
ticket: id
events:
  closed: {column: done, when: {column: result, is not: Void}}
  opened: [start, begin]
  responded: first
waiting: {column: paused, unit: minutes, reason: client}
""")
    assert problems == ()
    assert mapping is not None
    assert mapping.event_columns == (
        EventColumn("opened", ("start", "begin")),
        EventColumn("responded", ("first",)),
        EventColumn("closed", ("done",), Condition(("result",), "is not", ("void",))),
    )
    assert mapping.waiting == WaitingColumn(("paused",), "minutes", "client")


def test_a_mapping_of_events():
    mapping, problems = read("""
kind: events
ticket: CaseID
at: time
event: activity
events: {"1": opened, "7": {waiting: client}}
first row: opened
last row: closed
""")
    assert problems == ()
    assert mapping is not None
    assert mapping.meanings == {"1": Meaning("opened"), "7": Meaning("waiting", "client")}
    assert (mapping.first_row, mapping.last_row) == ("opened", "closed")
    plain, _ = read("{kind: events, ticket: a, at: b, event: c}")
    assert plain is not None
    assert plain.meanings == CANONICAL.meanings


MISTAKES = [
    ("kind: [a", "not-yaml", 1),
    ("- a", "bad-yaml", 1),
    ("", "bad-yaml", 1),
    ("kind: wide\nkind: wide", "duplicate-key", 2),
    ("[a]: b", "key-not-text", 1),
    ("kind: &a wide", "anchor", 1),
    ("kind: !!str wide", "tag", 1),
    ("kind: " + "[" * 40 + "]" * 40, "too-deep", 1),
    ("#" * (1 << 20) + "#", "too-large", None),
    ("ticket: a", "missing-key", 1),
    ("kind: tall", "unknown-word", 1),
    ("kind: wide\nticket: a\nevents: {opened: b}\ntikcet: c", "unknown-key", 4),
    ("kind: wide\nticket: a\nevents: {opened: b}\nat: c", "unknown-key", 4),
    ("kind: wide\nticket: {a: b}\nevents: {opened: b}", "wrong-form", 2),
    ("kind: wide\nticket: a", "missing-key", 1),
    ("kind: wide\nticket: a\nevents: b", "wrong-form", 3),
    ("kind: wide\nticket: a\nevents: {closed: b}", "missing-key", 3),
    ("kind: wide\nticket: a\nevents: {opened: b, shut: c}", "unknown-word", 3),
    ("kind: wide\nticket: a\nevents: {opened: {when: {column: x, is: y}}}", "missing-key", 3),
    ("kind: wide\nticket: a\nevents: {opened: {column: x, when: y}}", "wrong-form", 3),
    ("kind: wide\nticket: a\nevents: {opened: b}\nwaiting: c", "wrong-form", 4),
    ("kind: wide\nticket: a\nevents: {opened: b}\nwaiting: {column: c}", "missing-key", 4),
    ("kind: wide\nticket: a\nevents: {opened: b}\nwaiting: {column: c, unit: days}", "unknown-word", 4),
    ("kind: wide\nticket: a\nevents: {opened: b}\nattributes: c", "wrong-form", 4),
    ("kind: wide\nticket: a\nevents: {opened: b}\nattributes: {p: {values: {a: b}}}", "missing-key", 4),
    ("kind: wide\nticket: a\nevents: {opened: b}\nattributes: {p: {column: c, values: d}}", "wrong-form", 4),
    ("kind: wide\nticket: a\nevents: {opened: b}\nleave out: {name: c}", "wrong-form", 4),
    ("kind: wide\nticket: a\nevents: {opened: b}\nleave out:\n  - c", "wrong-form", 5),
    (
        "kind: wide\nticket: a\nevents: {opened: b}\nleave out:\n  - {column: c, is: d, drop: row}",
        "missing-key",
        5,
    ),
    (
        "kind: wide\nticket: a\nevents: {opened: b}\nleave out:\n  - {name: n, column: c, is: d}",
        "missing-key",
        5,
    ),
    (
        "kind: wide\nticket: a\nevents: {opened: b}\nleave out:\n  - {name: n, column: c, drop: row}",
        "wrong-form",
        5,
    ),
    ("kind: wide\nticket: a\nevents: {opened: b}\ndates: [iso, '%Q']", "bad-date-form", 4),
    ("kind: states\nticket: a\nat: b\nstate: c", "missing-key", 1),
    ("kind: states\nticket: a\nat: b\nstate: c\nstates: d", "wrong-form", 5),
    ("kind: states\nticket: a\nat: b\nstate: c\nstates: {x: {waitnig: d}}", "missing-key", 5),
    ("kind: states\nticket: a\nat: b\nstate: c\nstates: {x: shut}", "unknown-word", 5),
    ("kind: events\nticket: a\nat: b\nevent: c\nfirst row: first", "unknown-word", 5),
]


@pytest.mark.parametrize(("text", "code", "line"), MISTAKES)
def test_mistakes_are_told_with_their_line(text, code, line):
    mapping, problems = read(text)
    assert mapping is None
    assert [problem.line for problem in problems if problem.code == code][:1] == [line]
    assert all(problem.file == "m.yaml" for problem in problems)


def test_an_unknown_key_names_the_nearest_or_all():
    problems = read("{kind: wide, tikcet: a, xyzzy: b, ticket: c, events: {opened: d}}")[1]
    assert problems[0].mend == 'Did you mean "ticket"?'
    assert problems[1].mend.startswith("Known here: kind, ticket")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "kind: wide\ntimezone:Europe/Berlin\nticket: id",
            "m.yaml:2:1: not-yaml: A blank is missing after the colon.",
        ),
        ("kind: wide\nticket: id\nevents: {opened:a}", "m.yaml:3:10: missing-blank: "),
        ("{kind: wide, ticket: id, timezone:MEZ, events: {opened: a}}", "Write timezone: MEZ"),
        ("kind: wide\n---\nkind: wide", "m.yaml:2:1: several-documents: A second document begins here."),
        ("kind: wide\nticket: &a id", "Remove the mark, or put the whole value in quotation marks."),
        (
            "kind: wide\nticket: \a",
            "m.yaml:2:9: control-character: The character U+0007 cannot stand here. Remove it.",
        ),
        ("kind: wide\nticket: id\nevents: {opened: a}\ntimezone: MEZ", 'Did you mean "Europe/Berlin"?'),
        (
            "kind: wide\nticket: id\nevents: {opened: a}\ndates: [DD/MM]",
            'm.yaml:4:8: bad-date-form: "DD/MM" cannot be read',
        ),
    ],
)
def test_mistakes_are_told_in_plain_words(text, said):
    problems = read(text)[1]
    assert any(said in str(problem) for problem in problems), problems
    assert not any("block" in str(problem) or "token" in str(problem) for problem in problems)


def test_every_preset_can_be_used():
    assert {"servicenow", "halopsa", "connectwise", "zammad", "jira", "generic-wide"} <= set(presets())
    for name in presets():
        mapping = usable_mapping(name)
        assert mapping.name == name
        assert mapping.about


def test_a_mapping_by_its_file_or_name(tmp_path):
    path = tmp_path / "ours.yaml"
    path.write_text("\ufeff" + STATES, "utf-8")
    mapping, problems = load_mapping(path)
    assert problems == ()
    assert mapping is not None
    assert mapping.name == "ours"
    assert usable_mapping("canonical") is CANONICAL


def test_a_mapping_that_cannot_be_had(tmp_path):
    with pytest.raises(RecordError, match='Did you mean "servicenow"'):
        load_mapping("servicnow")
    with pytest.raises(RecordError, match="Presets: canonical, connectwise"):
        load_mapping("xyzzy")
    path = tmp_path / "ours.yaml"
    path.write_bytes(b"kind: \xff")
    with pytest.raises(RecordError, match="UTF-8"):
        load_mapping(path)
    path.write_text("kind: tall")
    with pytest.raises(RecordError, match=r"ours.yaml:1:7: unknown-word"):
        usable_mapping(path)


@pytest.mark.parametrize(
    ("test", "values", "cell", "holds"),
    [
        ("is", ("a", "b"), "B", True),
        ("is", ("a",), "", False),
        ("is not", ("a",), "", True),
        ("is not", ("a",), "A", False),
        ("filled", (), "x", True),
        ("filled", (), "", False),
        ("matches", ("*spam*", "x?"), "No SPAM here", True),
        ("matches", ("x?",), "x", False),
    ],
)
def test_conditions(test, values, cell, holds):
    assert Condition(("c",), test, values).holds(cell) is holds


def test_columns_are_found_by_exact_name_first_then_by_how_they_sound():
    have = ["Opened At", "opened_at", "Status"]
    assert found(("opened_at",), have) == "opened_at"
    assert found(("OPENED-AT",), have) == "Opened At"
    assert found(("gone", "status"), have) == "Status"
    assert found(("gone",), have) is None
