"""From what pydantic says to what a reader can act on: place, clause, code, one sentence and a mend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from evenhand.errors import Problem, Severity
from evenhand.terms.agreement import Agreement
from evenhand.terms.base import ONE_VALUE, Clause, FrozenMap, key_of
from evenhand.terms.notations import suggestion
from evenhand.trees.tree import Mark, Node, Path, address_of, missing_blank, shortened

MOST_PROBLEMS: Final = 200

_MAP: Final = ("Keys and values belong here.", "Write each on a line of its own, as key: value.")
_SHAPES: Final = {
    "model_type": _MAP,
    "dict_type": _MAP,
    "tuple_type": ("A list belongs here.", "Write it like [one, two], or each item on a line after a dash."),
}


def validation_problems(error: ValidationError, root: Node, file: str) -> Iterator[Problem]:
    """Yield a problem for each error that pydantic collected, as many as people read."""
    for detail in error.errors(include_url=False)[: MOST_PROBLEMS + 1]:
        path, node = locate(root, detail["loc"])
        owner = clause_type(detail["loc"][:-1])
        part = str(detail["loc"][-1]) if detail["loc"] else ""
        code, message, mend = _words(detail, owner, part)
        about_key = detail["type"] in ("extra_forbidden", "missing") or part == "[key]"
        clause = (*path, part) if detail["type"] == "missing" else path
        yield problem_at(
            node.span.key if about_key else node.span.value, code, message, mend, file, address_of(clause)
        )


def problem_at(
    at: Mark, code: str, message: str, mend: str, file: str, clause: str, severity: Severity = "error"
) -> Problem:
    """Return a problem at `at`."""
    return Problem(
        code, shortened(message), shortened(mend), severity, file, at.line, at.column, clause or None
    )


def locate(root: Node, loc: Iterable[str | int]) -> tuple[Path, Node]:
    """Follow what pydantic calls the location as far as the document goes, past names that are not in it."""
    path: list[str | int] = []
    node = root
    for part in loc:
        below = node.child(part)
        if below is not None:
            path.append(part)
            node = below
    return tuple(path), node


def clause_type(loc: Iterable[str | int]) -> list[type[Clause]]:
    """Return the sort of clause at a location; several where the document may hold one of several."""
    types: list[Any] = [Agreement]
    for part in loc:
        below = [found for kind in types for found in _below(kind, part)]
        types = [atom for kind in below for atom in _atoms(kind)] or types
    return [kind for kind in types if isinstance(kind, type) and issubclass(kind, Clause)]


def _below(kind: Any, part: str | int) -> Iterator[Any]:
    if get_origin(kind) is FrozenMap and isinstance(part, str):
        yield get_args(kind)[1]
    elif get_origin(kind) is tuple and isinstance(part, int):
        yield get_args(kind)[0]
    elif isinstance(kind, type) and issubclass(kind, Clause):
        yield from (field.annotation for name, field in kind.model_fields.items() if key_of(name) == part)


def _atoms(kind: Any) -> Iterator[Any]:
    if get_origin(kind) is Annotated:
        yield from _atoms(get_args(kind)[0])
    elif get_origin(kind) in (Union, UnionType):
        for one in get_args(kind):
            yield from _atoms(one)
    else:
        yield kind


def _words(detail: ErrorDetails, owner: list[type[Clause]], part: str) -> tuple[str, str, str]:
    """Return code, message and mend."""
    noun = owner[0].noun if owner else "this part"
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "missing":
        return "missing-key", f'{noun.capitalize()} needs "{part}".', f'Add "{part}: …".'
    if kind == "extra_forbidden":
        known = [key_of(name) for clause in owner for name in clause.model_fields]
        mend = suggestion(part, known, f"Known are {', '.join(known)}.")
        return "unknown-key", f'"{part}" is not a known key of {noun}.', mend
    if kind == "literal_error" and isinstance(detail["input"], str):
        choices = re.findall("'([^']*)'", context["expected"])
        mend = suggestion(detail["input"], choices, f"Write {' or '.join(choices)}.")
        return "unknown-value", f'"{detail["input"]}" is not known here.', mend
    if "mend" in context:
        mend = context["mend"]
        return kind, context["message"], mend() if callable(mend) else mend
    if kind in _SHAPES and isinstance(detail["input"], str) and (slip := missing_blank(detail["input"])):
        return "wrong-shape", *slip
    return "wrong-shape", *_SHAPES.get(kind, ONE_VALUE)
