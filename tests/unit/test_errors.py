from __future__ import annotations

import pytest

from evenhand.errors import (
    DocumentError,
    EvenhandError,
    NotationError,
    OutOfRange,
    Problem,
    RecordError,
    UsageError,
)


def test_a_problem_reads_as_one_line() -> None:
    problem = Problem("code", "What.", "Mend.", file="a.yaml", line=2, column=3, clause="term")
    assert str(problem) == "a.yaml:2:3: code: What. Mend."
    assert str(Problem("code", "What.")) == "code: What."
    assert str(Problem("code", "What.", file="a.csv", line=7)) == "a.csv:7: code: What."


def test_a_problem_does_not_change() -> None:
    problem = Problem("code", "What.")
    with pytest.raises(AttributeError):
        problem.code = "other"
    assert problem.severity == "error"


@pytest.mark.parametrize("kind", [DocumentError, RecordError])
def test_errors_of_documents_and_records_carry_their_problems(
    kind: type[DocumentError | RecordError],
) -> None:
    problems = [Problem("one", "First."), Problem("two", "Second.")]
    error = kind(iter(problems))
    assert error.problems == tuple(problems)
    assert str(error) == "one: First.\ntwo: Second."


def test_every_error_of_ours_has_one_base() -> None:
    for kind in (DocumentError, RecordError, OutOfRange, UsageError, NotationError):
        assert issubclass(kind, EvenhandError)


def test_a_notation_error_is_a_value_error_with_a_mend() -> None:
    error = NotationError("Wrong.", "Right.", code="x")
    assert isinstance(error, ValueError)
    assert (str(error), error.code, error.mend) == ("Wrong. Right.", "x", "Right.")
    assert str(NotationError("Wrong.")) == "Wrong."
