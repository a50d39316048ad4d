"""The way into the terms: from the text of a document to an agreement, and every mistake in it at once."""

from __future__ import annotations

from itertools import islice

from pydantic import ValidationError

from evenhand.errors import DocumentError, Problem
from evenhand.terms.agreement import Agreement
from evenhand.terms.canonical.normal import normal_form
from evenhand.terms.canonical.whole import canonical_bytes, is_canonical_form, opened, refuse_other_bytes
from evenhand.terms.carried import Carried
from evenhand.terms.consistency import consistency_problems
from evenhand.terms.json_text import read_json
from evenhand.terms.lookalikes import Likeness, likeness, likeness_of
from evenhand.terms.problems import MOST_PROBLEMS, validation_problems
from evenhand.terms.references import Names, reference_problems
from evenhand.terms.schema import json_schema
from evenhand.terms.unmeasured import unmeasured
from evenhand.terms.words import Words
from evenhand.trees.tree import MOST_BYTES, Mark, Node, TreeBuilder
from evenhand.trees.yaml_text import read_yaml

__all__ = [
    "MOST_BYTES",
    "Agreement",
    "as_written",
    "from_canonical",
    "json_schema",
    "read_agreement",
    "unmeasured",
]


def read_agreement(text: str | bytes, *, file: str) -> tuple[Agreement | None, tuple[Problem, ...]]:
    """Read a document.

    `file` is its name, for problems; a name that ends in `.json` is read as JSON, every other as YAML.
    The agreement is None when there is an error among the problems; warnings and notes do not prevent it.
    No text and no bytes whatever make it raise.
    """
    builder = TreeBuilder(file)
    try:
        words = _decoded(text, builder)
        (read_json if file.lower().endswith(".json") else read_yaml)(words, builder)
        canonical = is_canonical_form(builder.root) and file.lower().endswith(".json")
        root, carried = _opened(words, builder) if canonical else (_root(builder), None)
    except DocumentError as error:
        return None, error.problems
    agreement: Agreement | None = None
    problems = list(builder.problems)
    try:
        agreement = Agreement.model_validate(root.plain(), context=Words.of(file, words, root))
    except ValidationError as error:
        problems.extend(validation_problems(error, root, file))
    problems.extend(islice(reference_problems(root, Names.of(root), file), MOST_PROBLEMS + 1))
    problems.extend(islice(consistency_problems(root, file), MOST_PROBLEMS + 1))
    problems = _told_once(problems)
    if agreement is None or any(problem.severity == "error" for problem in problems):
        return None, tuple(problems)
    if canonical:
        try:
            agreement = agreement.carrying(carried) if carried else agreement
            refuse_other_bytes(agreement, words, builder)
        except DocumentError as error:
            return None, error.problems
    return agreement, tuple(problems)


def from_canonical(data: bytes, *, file: str = "agreement.json") -> Agreement:
    """Return the agreement of these canonical bytes, with the holidays and zones that it carries.

    Raises DocumentError unless they are, to the last byte, the canonical form of an agreement.
    """
    agreement, problems = read_agreement(data, file=file)
    if agreement is None:
        raise DocumentError(problems)
    if canonical_bytes(agreement) != data:
        message = "This is an agreement, but not in its canonical form."
        raise DocumentError([Problem("not-canonical", message, "Export it as canonical.", file=file)])
    return agreement


def as_written(signed: Agreement, text: str, *, file: str = "agreement.yaml") -> Agreement:
    """Return a version in the order and the words of the text from which its canonical form was made.

    Clauses are numbered in the order in which they are written, and the canonical form sorts them by their keys: so
    what people cited by its number while they negotiated has that number in what they signed. It says the same, and
    carries the same holidays and zones, so its canonical bytes are the same. The version itself where `text` does
    not say the same as it.
    """
    written, _ = read_agreement(text, file=file)
    try:
        if written is None or normal_form(written) != normal_form(signed):
            return signed
    except DocumentError:  # two names that look alike
        return signed
    return written.carrying(signed.carried) if signed.carried else written


def _told_once(problems: list[Problem]) -> list[Problem]:
    """Order problems by place; so many that nobody reads them are counted instead."""
    ordered = sorted(dict.fromkeys(problems), key=lambda problem: (problem.line or 0, problem.column or 0))
    if len(ordered) <= MOST_PROBLEMS:
        return ordered
    file = ordered[0].file
    more = Problem("more-problems", "There are more problems than these.", "Mend these first.", file=file)
    return [*ordered[:MOST_PROBLEMS], more]


def _refuse_other(found: Likeness | None, builder: TreeBuilder) -> None:
    if found:
        builder.problems.clear()
        raise builder.refuse("not-an-agreement", *found, Mark(1, 1, 0))


def _decoded(text: str | bytes, builder: TreeBuilder) -> str:
    _refuse_other(likeness(text), builder)
    if len(text) > MOST_BYTES:
        raise builder.refuse(
            "too-large",
            f"The document is larger than {MOST_BYTES // 1_000_000} MB.",
            "An agreement is a few pages; is this the right file?",
            Mark(1, 1, 0),
        )
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            column = error.start - error.object.rfind(b"\n", 0, error.start)
            mark = Mark(line, column, error.start)
            raise builder.refuse(
                "not-utf-8", "The document is not written in UTF-8.", "Save the file as UTF-8.", mark
            ) from None
    return text.removeprefix("\ufeff")


def _opened(text: str, builder: TreeBuilder) -> tuple[Node, Carried | None]:
    assert builder.root is not None
    return opened(builder.root, text, builder)


def _root(builder: TreeBuilder) -> Node:
    root = builder.root
    if root is None:
        raise builder.refuse(
            "empty-document", "The document is empty.", "Begin with agreement: NAME.", Mark(1, 1, 0)
        )
    if not isinstance(root.value, dict):
        raise builder.refuse(
            "not-an-agreement",
            "An agreement is made of keys and values.",
            "Begin with agreement: NAME.",
            root.span.value,
        )
    _refuse_other(likeness_of(root.value), builder)
    return root
