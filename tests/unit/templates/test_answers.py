"""A file of answers: how it is read, and what is said when it is not one."""

from __future__ import annotations

import pytest

from evenhand.errors import DocumentError
from evenhand.templates.answers import read_answers
from tests.unit.templates.helping import TODAY


def test_values_and_lists():
    text = "client: Harbour\nservices: [databases, backups]\nfirst day: 2027-02-01\n"
    found = read_answers(text.encode("utf-8-sig"), file="a.yaml")
    assert found.answers == {"client": "Harbour", "services": "databases, backups", "first day": "2027-02-01"}


def test_nothing_is_an_empty_file_and_a_key_without_a_value():
    assert read_answers(b"", file="a.yaml").answers == {}
    assert read_answers(b"client:\n", file="a.yaml").answers == {}


def test_a_mistake_is_named_with_its_line():
    found = read_answers(b"client: Harbour\nmoney: lots\n", file="a.yaml")
    [problem] = found.problems({**found.answers, "hours": "never"}, TODAY)[:1]
    assert str(problem).startswith("wrong-answer: ")
    [_, problem] = found.problems({**found.answers, "hours": "never"}, TODAY)
    assert str(problem).startswith('a.yaml:2:1: wrong-answer: "lots" is none of the answers.')


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfe", "not-utf-8"),
        (b"- client", "wrong-shape"),
        (b"Harbour", "wrong-shape"),
        (b"client: {name: Harbour}", "wrong-shape"),
        (b"services: [[a]]", "wrong-shape"),
        (b"client: a\nclient: b", "duplicate-key"),
        (b"client: &a b", "anchor"),
        (b"client: [}", "not-yaml"),
        (b"client: \x00", "control-character"),
    ],
)
def test_what_is_not_a_file_of_answers(data, code):
    with pytest.raises(DocumentError) as caught:
        read_answers(data, file="a.yaml")
    assert caught.value.problems[0].code == code
    assert caught.value.problems[0].line == (2 if code == "duplicate-key" else 1)
