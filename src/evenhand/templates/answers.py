"""A file of answers: YAML with the answer to each question under its key, and such a file to fill in."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from evenhand.errors import DocumentError, Problem
from evenhand.templates.asked import Answers
from evenhand.templates.interview import completed, questions
from evenhand.templates.question import Question
from evenhand.terms.editing.writing import key_text, scalar_text
from evenhand.trees.tree import Mark, Node, Span, TreeBuilder
from evenhand.trees.yaml_text import read_yaml

_WIDTH: Final = 78
_TOP: Final = Mark(1, 1, 0)


@dataclass(frozen=True)
class AnswerFile:
    """The answers of a file by the key of their question, and where each of them stands."""

    file: str
    answers: Answers
    places: Mapping[str, Mark]

    def problems(self, answers: Answers, today: date) -> tuple[Problem, ...]:
        """What is wrong with `answers`, which are those of the file and perhaps others, each with its place."""
        return tuple(self._placed(problem) for problem in completed(answers, today)[1])

    def _placed(self, problem: Problem) -> Problem:
        at = self.places.get(problem.clause or "")
        return replace(problem, file=self.file, line=at.line, column=at.column) if at else problem


def read_answers(data: bytes, *, file: str) -> AnswerFile:
    """Read a file of answers; a list counts as its items with commas between.

    Raises DocumentError with every mistake in how it is written. Whether an answer is understood depends on the
    others, so that is said by `AnswerFile.problems`.
    """
    builder = TreeBuilder(file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise builder.refuse(
            "not-utf-8", "The answers are not written in UTF-8.", "Save the file as UTF-8.", _TOP
        ) from None
    read_yaml(text, builder)
    root = builder.root or Node({}, Span(_TOP, _TOP, 0))
    if not isinstance(root.value, dict):
        raise builder.refuse("wrong-shape", "Answers are keys and values.", "Begin with client: NAME.", _TOP)
    answers = {key: _text(node, builder) for key, node in root.value.items()}
    if any(problem.severity == "error" for problem in builder.problems):
        raise DocumentError(builder.problems)
    return AnswerFile(file, answers, {key: node.span.key for key, node in root.value.items()})


def _text(node: Node, builder: TreeBuilder) -> str:
    below = [each.value for _, each in node.children()]
    if isinstance(node.value, str):
        return node.value
    if isinstance(node.value, dict) or not all(isinstance(each, str) for each in below):
        builder.report(
            "wrong-shape", "An answer is one value, or a list.", "Write services: none.", node.span.value
        )
    return ", ".join(each for each in below if isinstance(each, str))


def answer_sheet(answers: Answers, today: date) -> str:
    """Return a file of answers to fill in: every question these answers lead to, with what is taken without one."""
    return "\n".join(line for question in questions(answers, today) for line in _asked(question, answers))


def _asked(question: Question, answers: Answers) -> Iterator[str]:
    yield from _remark(question.text)
    yield from _remark(question.why)
    for choice in question.choices:
        yield from _remark(f"  {choice.name}: {choice.about}")
    value = answers.get(question.key, question.default)
    yield f"{key_text(question.key)}: {scalar_text(value)}\n"


def _remark(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="#   ", break_on_hyphens=False)
