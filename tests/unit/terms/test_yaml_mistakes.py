"""What a document gets that is not well written: one clear problem for each mistake, never a traceback."""

from __future__ import annotations

import time

import pytest

from evenhand.terms.document import MOST_BYTES, read_agreement
from tests.unit.terms.helping import agreed, brief, found, mistake


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        (b"", "empty-document", 1, 1),
        (b"# nothing but a remark\n", "empty-document", 1, 1),
        (b"~", "empty-document", 1, 1),
        (b"\xef\xbb\xbf", "empty-document", 1, 1),
        (b"just words", "not-an-agreement", 1, 1),
        (b"- a\n- b\n", "not-an-agreement", 1, 1),
        (b"agreement: a\n---\nagreement: b\n", "several-documents", 2, 1),
        (b"agreement: caf\xe9\n", "not-utf-8", 1, 15),
        (b"agreement: a\nreference: \xff\n", "not-utf-8", 2, 12),
        ("agreement: a".encode("utf-16"), "not-utf-8", 1, 1),
        (b"agreement: a\nreference: b\x00\n", "control-character", 2, 13),
        (b"agreement: \x7f\n", "control-character", 1, 12),
        (b"agreement: a\n\tb: 1\n", "not-yaml", 2, 1),
        (b"agreement: a: b\n", "not-yaml", 1, 13),
        (b"agreement: [a\n", "not-yaml", 1, 12),
        (b'agreement: "a\n', "not-yaml", 1, 12),
        (b'agreement: "\\ud83d\\ude00"\n', "not-yaml", 1, 15),
        (b"%YAML 9.9\n---\nagreement: a\n", "not-yaml", 1, 1),
    ],
)
def test_what_ends_the_reading(text: bytes, code: str, line: int, column: int) -> None:
    agreement, problems = read_agreement(text, file="test.yaml")
    assert agreement is None
    assert brief([*problems]) == [(code, line, column, None)] or code in ("not-yaml", "control-character")
    assert (problems[-1].code, problems[-1].line, problems[-1].column) == (code, line, column)
    assert problems[-1].mend
    assert problems[-1].file == "test.yaml"


def test_text_may_hold_a_lone_surrogate() -> None:
    _, problems = read_agreement("agreement: \ud800", file="t")
    assert [problem.code for problem in problems] == ["control-character"]


def test_a_byte_order_mark_is_passed_over() -> None:
    agreement, problems = read_agreement(b"\xef\xbb\xbfagreement: a\ntimezone: UTC\n", file="t")
    assert agreement is not None
    assert problems == ()


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 50_000_000])
def test_a_large_file_is_refused_before_it_is_read(size: int) -> None:
    start = time.perf_counter()
    _, problems = read_agreement(b"a" * size, file="t")
    assert [problem.code for problem in problems] == ["too-large"]
    assert time.perf_counter() - start < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 10_000,
        "{a: " * 10_000,
        "\n".join(" " * depth + "a:" for depth in range(1500)),
        "- " * 10_000 + "a",
        "? " * 10_000 + "a",
        '{"a":' * 200_000,
    ],
    ids=["lists", "maps", "indented", "dashes", "keys", "json"],
)
@pytest.mark.parametrize("file", ["deep.yaml", "deep.json"])
def test_deep_nesting_is_refused(text: str, file: str) -> None:
    start = time.perf_counter()
    agreement, problems = read_agreement(text, file=file)
    assert agreement is None
    assert problems[-1].code in {"too-deep", "not-json"}
    assert file == "deep.json" or problems[-1].code == "too-deep"
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("part", ["a,", "{},", "[],", "~,"])
def test_too_many_values_are_refused(part: str) -> None:
    problems = found(f"reference: [{part * 60_000}]\n")
    assert problems[-1].code == "too-large"


def test_many_mistakes_take_little_time() -> None:
    start = time.perf_counter()
    calendars = "".join(
        f"  c{i}: {{hours: always, timezone: Q{i}, holidays: {{country: X{i}}}}}\n" for i in range(1_500)
    )
    problems = found(f"calendars:\n{calendars}")
    assert len(problems) == 201
    assert problems[-1].code == "more-problems"
    unknown = "".join(f"whitin{i}: 1\n" for i in range(8_000))
    assert len(found(unknown)) == 201
    assert time.perf_counter() - start < 8


def test_a_long_value_is_cut_in_messages() -> None:
    problem = mistake(f"term: {{from: 2026-01-01, to: 2026-12-31, exit: {'a' * 20_001}}}\n")
    assert problem.code == "unreadable-value"
    assert len(mistake(f"language: {'x' * 190}\n").message) < 320
    assert len(mistake(f"{'x' * 1000}: 1\n").message) < 320
    for text in ("@" + "x" * 9000, "{a:" + "x" * 9000 + "}", '"' + "x" * 9000, "b: " + "x" * 9000):
        assert all(len(problem.message + problem.mend) < 640 for problem in found(f"glossary: {text}\n"))


def test_all_mistakes_are_told_at_once() -> None:
    text = """\
term: {from: 2026-01-01, to: 2026-02-30}
calendars:
  office: {hours: {mon-fri: 08:00-25:00}}
  office: {hours: always}
standards:
  respond:
    clock: {starts: opened, stops: reponded}
    whitin: 1 hour
    within: &x 2 hours
    calendar: ofice
    target: *x
    title: !!str Title
    <<: {a: 1}
    warn at: [50%, 120%]
  resolve:
    clock: {starts: opened, stops: resolved}
"""
    assert brief(found(text)) == [
        ("unreadable-value", 3, 30, "term.to"),
        ("unreadable-value", 5, 29, "calendars.office.hours.mon-fri"),
        ("duplicate-key", 6, 3, "calendars.office"),
        ("unknown-value", 9, 36, "standards.respond.clock.stops"),
        ("unknown-key", 10, 5, "standards.respond.whitin"),
        ("anchor", 11, 13, "standards.respond.within"),
        ("unknown-calendar", 12, 15, "standards.respond.calendar"),
        ("alias", 13, 13, "standards.respond.target"),
        ("tag", 14, 12, "standards.respond.title"),
        ("merge-key", 15, 5, "standards.respond"),
        ("unreadable-value", 16, 20, "standards.respond.warn at.2"),
        ("missing-time-frame", 18, 5, "standards.resolve.clock"),
    ]


def test_the_words_of_problems() -> None:
    assert str(mistake("curency: GBP\n")) == (
        'test.yaml:3:1: unknown-key: "curency" is not a known key of an agreement. Did you mean "currency"?'
    )
    assert mistake("standards:\n  a: {measure: count, zzz: 1}\n").mend.startswith("Known are title, service,")
    assert str(mistake("term: {to: 2026-12-31}\n")) == (
        'test.yaml:3:1: missing-key: The term needs "from". Add "from: …".'
    )
    assert mistake("term: {to: 2026-12-31}\n").clause == "term.from"
    assert (
        mistake("term: {from: 2026-01-01, to: 2026-12-31, renewal: automatc}\n").mend
        == 'Did you mean "automatic"?'
    )
    assert mistake("term: {from: 2026-01-01, to: 2026-12-31, renewal: x}\n").mend == (
        "Write automatic or by agreement or none."
    )


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("currency: [GBP]\n", "currency"),
        ("term: soon\n", "term"),
        ("calendars: [a]\n", "calendars"),
        ("calendars: {c: {hours: {mon-fri: 09:00-17:00}, open: {date: 2026-01-01}}}\n", "calendars.c.open"),
        ("term: {from: 2026-01-01, to: 2026-12-31, renewal: [automatic]}\n", "term.renewal"),
        ("standards: {a: {measure: count, service: {a: b}}}\n", "standards.a.service"),
        ("standards: {a: {measure: count, service: []}}\n", "standards.a.service"),
    ],
)
def test_values_of_the_wrong_shape(text: str, clause: str) -> None:
    problem = mistake(text)
    assert (problem.code, problem.clause) == ("wrong-shape", clause)


def test_only_the_name_is_essential() -> None:
    agreement, problems = read_agreement("agreement: Just a name\n", file="t")
    assert agreement is not None
    assert agreement.timezone == "UTC"
    assert [(problem.code, problem.severity) for problem in problems] == [("no-timezone", "warning")]
    agreement, problems = read_agreement("timezone: UTC\n", file="t")
    assert agreement is None
    assert [problem.code for problem in problems] == ["missing-key"]


def test_empty_values_are_as_if_they_were_not_there() -> None:
    agreement, problems = read_agreement(
        "agreement: a\ntimezone: UTC\nescalations:\nreview: ~\nglossary: {a: null, b: ''}\n", file="t"
    )
    assert agreement is None
    assert [(problem.code, problem.severity, problem.clause) for problem in problems] == [
        ("no-value", "warning", "escalations"),
        ("no-value", "warning", "review"),
        ("no-value", "warning", "glossary.a"),
        ("unreadable-value", "error", "glossary.b"),
    ]
    agreement, problems = read_agreement("agreement: a\ntimezone: UTC\nreview:\n", file="t")
    assert agreement is not None
    assert agreement.review is None


def test_a_key_twice_is_told_also_when_the_first_is_empty() -> None:
    assert [problem.code for problem in found("review:\nreview: {every: month}\n")] == [
        "no-value",
        "duplicate-key",
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("? [a, b]\n: 1\n", ["key-not-text"]),
        ("? {a: b}\n: {c: d}\n", ["key-not-text"]),
        ("glossary: {*x : 1}\n", ["alias"]),
        ("glossary: &g {a: b}\n", ["anchor"]),
        ("glossary: !!map {a: b}\n", ["tag"]),
        ("'': 1\n", ["unknown-key"]),
        ("glossary: {~: 1}\n", ["unreadable-value"]),
        ('glossary: {a: "b\\x07c"}\n', ["control-character"]),
        ("glossary: {<<: {a: b}}\n", ["merge-key"]),
        ("services: {a.b: {hours: c}}\n", ["bad-name", "unknown-calendar"]),
    ],
)
def test_yaml_that_agreements_do_without(text: str, codes: list[str]) -> None:
    assert [problem.code for problem in found(text)] == codes


def test_yaml_1_1_is_not_a_trap() -> None:
    agreement = agreed(
        "reference: 0123\nlanguage: no\nglossary: {on: off, yes: 1_000, 'null': '~', 12:30: 2026-01-01, <: '<<'}\n"
        "calendars: {c: {hours: {mon: 08:00-18:00}}}\n"
    )
    assert agreement.reference == "0123"
    assert agreement.language == "no"
    assert dict(agreement.glossary) == {
        "on": "off",
        "yes": "1_000",
        "null": "~",
        "12:30": "2026-01-01",
        "<": "<<",
    }


def test_places_count_characters_and_lines_of_any_ending() -> None:
    _, problems = read_agreement(
        "agreement: é😀\r\ntimezone: UTC\r\nglossary: {é: ü, 😀: x, x: []}\r\n", file="t"
    )
    assert brief([*problems]) == [("wrong-shape", 3, 27, "glossary.x")]
