"""What somebody probably meant, and files that are no agreement at all."""

from __future__ import annotations

import pytest

from evenhand.terms.document import MOST_BYTES, read_agreement
from evenhand.terms.guesses import meant_days, meant_hours
from tests.unit.terms.helping import found, mistake

RECORDS = "This looks like a file of tickets or other records, not an agreement."


@pytest.mark.parametrize(
    ("key", "value", "mend"),
    [
        ("target", "95,5% per month", "Write 95.5% per month."),
        ("target", "99,999 % per month", "Write 99.999 % per month."),
        ("target", "95.5% monthly", "Write 95.5% per month."),
        ("target", '">= 95,5% a month"', "Write at least 95.5% per month."),
        (
            "target",
            "95",
            "Write it like 95% per month, at least 4.2 per quarter, at most 3 per month, or none.",
        ),
        ("within", "4,5 hours", "Write 4.5 hours."),
        ("within", "4h", "Write 4 hours."),
        ("within", "4,5 hrs", "Write 4.5 hours."),
        ("within", "30 min", "Write 30 minutes."),
        ("within", "3 working days", "Write 3 business days."),
        ("warn at", "[50,5%]", "Write it like 95% or 99.9%."),
    ],
)
def test_what_was_meant(key: str, value: str, mend: str) -> None:
    standard = {"within": "4 hours", "target": "95% per month"} | {key: value}
    lines = "".join(f"    {each}: {text}\n" for each, text in standard.items())
    problems = found(
        "calendars: {office: {hours: always}}\nservices: {mail: {hours: office}}\n"
        f"standards:\n  a:\n    clock: {{starts: opened, stops: resolved}}\n{lines}"
    )
    assert mend in [problem.mend for problem in problems]


def test_a_decimal_comma_between_brackets() -> None:
    problems = found("term: {from: 2026-01-01, to: 2026-12-31, notice: 4,5 days}\n")
    assert [(each.code, each.line) for each in problems] == [("unreadable-value", 3), ("parted-value", 3)]
    assert problems[1].mend == "Write 4.5 days, or quotation marks around it."


@pytest.mark.parametrize("text", ["weekdays", "mon-tue-wed", "", "-"])
def test_days_that_nobody_can_guess(text: str) -> None:
    assert meant_days(text) == ""


@pytest.mark.parametrize("text", ["8-9-10", "25-26", "8:75-9", "13pm-14pm", "8-8", "8-noon", "a-b"])
def test_hours_that_nobody_can_guess(text: str) -> None:
    assert meant_hours(text) == ""


def test_hours_in_many_forms() -> None:
    assert meant_hours("12am to 12pm") == "00:00-12:00"
    assert meant_hours("8.30 h – 18 Uhr") == "08:30-18:00"


def test_run_together_where_a_map_or_list_belongs() -> None:
    assert mistake("term:\n  from:2026-01-01\n").mend == "Write from: 2026-01-01"
    assert mistake("priorities:\n  -P1\n  -P2\n").mend == "Write - P1"


CSV = "ticket,at,event,reason\n1,2026-03-02T16:10:00Z,opened,\n"
LIKE_RECORDS = [
    CSV.encode(),
    CSV.encode("utf-8-sig"),
    CSV.encode("utf-16"),
    CSV.replace(",", ";").replace("reason", "Begründung").encode("latin-1"),
    CSV.replace(",", "\t").encode(),
    CSV.encode() + b"2,2026-03-02T16:10:00Z,opened,\n" * 90_000,
    b"PAR1\x15\x04\x15\xff\x00",
    b'[{"ticket": 1, "at": 2}]',
    b'[\n  {"key": "a"}\n]',
    b'{"ticket": "1", "at": 2}\n{"ticket": "1", "at": 3}\n',
    b'{"ticket": "1", "at": 2}\n',
    CSV,
]


@pytest.mark.parametrize("text", LIKE_RECORDS, ids=range(len(LIKE_RECORDS)))
@pytest.mark.parametrize("file", ["tickets.csv", "tickets.json"])
def test_records_given_as_an_agreement(text: bytes | str, file: str) -> None:
    agreement, problems = read_agreement(text, file=file)
    assert agreement is None
    assert [(each.code, each.line, each.message) for each in problems] == [("not-an-agreement", 1, RECORDS)]
    assert problems[0].mend.startswith("Were two files exchanged?")


def test_a_mapping_given_as_an_agreement() -> None:
    for text in ("kind: wide\nticket: a\nevents: {opened: b, closed: }\n", "kind: checks\n"):
        agreement, problems = read_agreement(text, file="mapping.yaml")
        assert agreement is None
        assert [each.message for each in problems] == [
            "This looks like a mapping of columns, not an agreement."
        ]


@pytest.mark.parametrize("text", [b"PK\x03\x04\x00", b"%PDF-1.7\n"])
def test_other_files(text: bytes) -> None:
    problems = read_agreement(text, file="x.yaml")[1]
    assert [each.code for each in problems] == ["not-an-agreement"]


@pytest.mark.parametrize(
    "text",
    [
        "agreement: a, b, c\nreference: d, e, f\n",
        "agreement:\n  Acme, Inc\n",
        "# a, b\nagreement: a, b\n",
        "{agreement: a, reference: b,\n language: de, currency: EUR}\n",
        "---\nagreement: a\n",
        '{"agreement": "a",\n "reference": "b"}\n',
        "agreement: a, b",
        "just, words",
    ],
)
def test_documents_are_not_taken_for_records(text: str) -> None:
    assert RECORDS not in [each.message for each in read_agreement(text, file="x.yaml")[1]]


def test_a_large_file_of_something_else_is_still_too_large() -> None:
    assert [each.code for each in read_agreement(b"a" * (MOST_BYTES + 1), file="x")[1]] == ["too-large"]


def test_words_where_a_standard_belongs() -> None:
    assert mistake("standards: {a: soon}\n").code == "wrong-shape"
